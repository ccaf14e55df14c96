"""Reading a table back: complete before the first record, quick, and never from a changelog that was emptied."""

import re
import signal
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from streams.broker import Broker
from streams.exits import Exit
from tests.transport.field import Field, Worker, field_on, firsts

pytestmark = pytest.mark.broker
CHANGELOG = "probe-seen-changelog"
BOTH = pytest.mark.parametrize("guarantee", ["exactly_once", "at_least_once"])


async def run_once(field: Field, count: int, *, start: int = 0) -> None:
    """Let a worker handle this many records and end it."""
    await field.put([b"x"] * count, start=start)
    worker = field.work()
    await field.until_out(start + count)
    await stop(worker)


async def stop(worker: Worker) -> None:
    worker.signal(signal.SIGTERM)
    assert await worker.ended() == 0


def recovered(worker: Worker) -> list[str]:
    """What the worker said of its shards, `committed=… rows=…`."""
    return re.findall(r"recovered shard=0 (.*)", worker.log)


@BOTH
async def test_what_was_written_is_there_before_the_first_record(
    broker: Broker, prefix: str, tmp_path: Path, guarantee: str
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path, guarantee) as field:
        await run_once(field, 100)
        await field.put([b"x"] * 150)  # k0 … k99 once more, and 50 new ones
        worker = field.work()
        out = await field.until_out(250)
        assert sorted(out) == sorted([*firsts(range(150)), *((b"k%d" % key, b"again") for key in range(100))])
        assert recovered(worker)[0].endswith("rows=201")  # a key and an origin each, and the marker


async def test_rows_of_an_aborted_transaction_are_not_read_back(broker: Broker, prefix: str, tmp_path: Path) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        await field.put([b"raise"])
        assert await field.work().ended() == 1
        worker = field.work(obedient=False)
        assert await field.until_out(1) == firsts([0])
        assert recovered(worker) == ["committed=None rows=0"]


async def test_an_emptied_changelog_stops_the_worker_unless_the_loss_is_accepted(
    broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        await run_once(field, 10)
        await field.empty(CHANGELOG)
        worker = field.work()
        assert await worker.ended() == Exit.STATE_LOST
        assert "the changelog was emptied" in worker.log.splitlines()[-1]
        accepting = field.work(accept_loss=True)
        await field.put([b"x"], start=10)
        await field.until_out(11)
        await stop(accepting)
        later = field.work()  # the marker was written anew
        await later.said("recovered")
        assert later.process.poll() is None


async def test_a_worker_that_keeps_its_shard_through_a_rebalance_does_not_report_it_again(
    broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        await field.put([b"x"] * 50)
        workers = [field.work()]
        await field.until_out(50)
        workers.append(field.work())
        await workers[1].said("partitions flow")
        await field.put([b"x"] * 50)
        await field.until_out(100)
        reports = sorted(len(recovered(worker)) for worker in workers)
        assert reports in ([0, 1], [1, 1])  # it stayed, or moved once
        assert sorted(set(await field.read())) == sorted(
            [*firsts(range(50)), *((b"k%d" % key, b"again") for key in range(50))]
        )


async def test_rows_are_applied_in_order_and_tombstones_delete(broker: Broker, prefix: str, tmp_path: Path) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        producer = AIOKafkaProducer(bootstrap_servers=field.brokers)
        await producer.start()
        for key, value in [(b"a", b"1"), (b"b", b"1"), (b"a", None), (b"b", b"2"), (b"c", b"")]:
            await producer.send_and_wait(field.topic(CHANGELOG), value, key, 0)
        await producer.stop()
        worker = field.work()
        await worker.said("recovered")
        assert recovered(worker) == ["committed=None rows=2"]
