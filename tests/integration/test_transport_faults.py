"""What the transport promises, on a real broker and with real processes: each test is a fault."""

import asyncio
import signal
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from streams.broker import Broker
from streams.exits import Exit
from streams.nulls import given, null_or_bytes
from tests.transport.field import Field, field_on, firsts

pytestmark = pytest.mark.broker
BOTH = pytest.mark.parametrize("guarantee", ["exactly_once", "at_least_once"])


@BOTH
async def test_a_stopped_worker_has_finished_and_committed_so_that_nothing_comes_again(
    broker: Broker, prefix: str, tmp_path: Path, guarantee: str
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path, guarantee) as field:
        await field.put([b"x"] * 3000)
        worker = field.work()
        await field.until_out(200)
        worker.signal(signal.SIGTERM)
        assert await worker.ended(20) == 0
        field.work()
        assert sorted(await field.until_out(3000)) == firsts(range(3000))
        # An uncommitted reader sees what was aborted, too: there is nothing.
        assert len(await field.read(committed=False)) == 3000


async def test_a_killed_workers_partitions_move_on_and_each_record_counts_once(
    broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        await field.put([b"x"] * 2000)
        first, second = field.work(session_timeout=6), field.work(session_timeout=6)
        await field.until_out(300)
        first.signal(signal.SIGKILL)
        await field.put([b"x"] * 2000, start=2000)
        assert sorted(await field.until_out(4000)) == firsts(range(4000))
        assert second.process.poll() is None
        assert len(await field.read("probe-seen-changelog")) == 2 * 4000 + 1


async def test_a_frozen_worker_that_wakes_up_publishes_nothing_that_counts(
    broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        # The zombie is frozen with half of an event sent, and takes up from there.
        frozen = tmp_path / "frozen"
        await field.put([b"until %s" % bytes(frozen)])
        zombie = field.work(session_timeout=6)
        await zombie.said("handles until")
        zombie.signal(signal.SIGSTOP)
        frozen.touch()
        field.work(session_timeout=6)
        assert await field.until_out(1) == firsts([0])
        zombie.signal(signal.SIGCONT)
        await field.put([b"x"] * 500, start=1)
        assert sorted(await field.until_out(501)) == firsts(range(501))
        assert await zombie.ended() == Exit.FENCED
        assert "fenced" in zombie.log


async def test_nothing_of_a_half_handled_record_is_committed(broker: Broker, prefix: str, tmp_path: Path) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        await field.put([b"hang"])
        worker = field.work(commit_interval=0.05)
        await worker.said("handles hang")
        await field.until_out(3, name="probe-seen-changelog", committed=False)
        await asyncio.sleep(1)  # twenty timers run meanwhile; the table writes are sent, the output is not
        worker.signal(signal.SIGKILL)
        await worker.ended()
        assert len(await field.read("probe-seen-changelog", committed=False)) == 3
        assert await field.read("probe-seen-changelog") == []
        assert not (await field.committed()).get("mid")


@BOTH
async def test_an_exception_ends_the_worker_and_commits_nothing_of_its_record_or_after(
    broker: Broker, prefix: str, tmp_path: Path, guarantee: str
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path, guarantee) as field:
        await field.put([*[b"x"] * 20, b"raise", *[b"x"] * 20], partition=0)
        worker = field.work()
        assert await worker.ended() == 1
        assert "worker ends: judge: ValueError: as asked for" in worker.log.splitlines()[-1]
        done = await field.read()
        assert done == firsts(range(20))[: len(done)] or sorted(done) == firsts(range(len(done)))
        field.work(obedient=False)
        assert sorted(set(await field.until_out(41))) == firsts(range(41))


@BOTH
async def test_a_refused_send_ends_the_worker_and_no_offset_passes_it(
    broker: Broker, prefix: str, tmp_path: Path, guarantee: str
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path, guarantee) as field:
        await field.configure("out", {"max.message.bytes": "20000"})
        await field.put([*[b"x"] * 50, b"large", *[b"x"] * 50])
        worker = field.work()
        assert await worker.ended() == 1
        assert "MessageSizeTooLarge" in worker.log.splitlines()[-1]
        await field.configure("out", {"max.message.bytes": "1000000"})
        field.work()
        out = await field.until_out(101)
        assert {key for key, _ in out} == {b"k%d" % number for number in range(101)}
        if guarantee == "exactly_once":
            assert len(out) == 101


async def test_records_without_key_or_value_come_through(broker: Broker, prefix: str, tmp_path: Path) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        nothing = AIOKafkaProducer(bootstrap_servers=field.brokers, value_serializer=null_or_bytes)
        await nothing.start()
        await nothing.send_and_wait(field.topic("in"), given(None), None, 0)
        await nothing.send_and_wait(field.topic("in"), None, b"k", 0, headers=[("empty", None)])
        await nothing.stop()
        field.work()
        assert sorted(await field.until_out(2), key=str) == [(None, b"first"), (b"k", b"first")]
        assert sorted(await field.read("mid"), key=str) == [(None, None), (b"k", None)]


@BOTH
async def test_what_a_feed_has_aborted_is_not_handled(
    broker: Broker, prefix: str, tmp_path: Path, guarantee: str
) -> None:
    async def feed(field: Field) -> None:
        producer = AIOKafkaProducer(bootstrap_servers=field.brokers, transactional_id=f"{prefix}feed")
        await producer.start()
        await producer.begin_transaction()
        await producer.send_and_wait(field.topic("in"), b"x", b"aborted", 0)
        await producer.abort_transaction()
        async with producer.transaction():
            await producer.send_and_wait(field.topic("in"), b"x", b"k0", 0)
        await producer.stop()

    async with field_on(broker.bootstrap, prefix, tmp_path, guarantee) as field:
        await feed(field)
        await field.put([b"x"], partition=0, start=1)
        field.work()
        assert sorted(await field.until_out(2)) == firsts(range(2))
