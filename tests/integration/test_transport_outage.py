"""A broker that goes away makes a worker wait; a worker that stands still although the broker answers ends itself."""

import asyncio
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.broker import BrokerError, default_data_dir, local_node
from streams.broker.node import Node
from tests.transport.field import field_on, firsts

pytestmark = pytest.mark.broker


@pytest.fixture(scope="module")
def own_node() -> Iterator[Node]:
    """A broker of these tests' own, to kill."""
    try:
        own = local_node(default_data_dir())
    except BrokerError as missing:
        pytest.skip(str(missing))
    yield own
    own.remove()


@pytest.fixture
def node(own_node: Node) -> Node:
    """That broker, running: a test that failed may have left it dead."""
    if not own_node.running:
        own_node.start()
    return own_node


async def test_a_broker_that_dies_and_comes_back_costs_nothing_but_time(
    node: Node, prefix: str, tmp_path: Path
) -> None:
    async with (
        field_on(node.bootstrap, f"{prefix}e.", tmp_path, "exactly_once") as once,
        field_on(node.bootstrap, f"{prefix}a.", tmp_path, "at_least_once") as at_least_once,
    ):
        fields = (once, at_least_once)
        for field in fields:
            await field.put([b"x"] * 3000)
            field.work(log=f"{field.guarantee}.log")
        for field in fields:
            await field.until_out(300)
        await asyncio.to_thread(node.kill)
        await asyncio.sleep(5)
        await asyncio.to_thread(node.start)
        for field in fields:
            assert sorted(await field.until_out(3000, 90)) == firsts(range(3000))
            assert field.workers[0].process.poll() is None
            field.workers[0].signal(signal.SIGTERM)
            assert await field.workers[0].ended() == 0


async def test_a_worker_started_before_its_broker_waits_for_it(node: Node, prefix: str, tmp_path: Path) -> None:
    async with field_on(node.bootstrap, prefix, tmp_path) as field:
        await field.put([b"x"])
        await asyncio.to_thread(node.terminate)
        worker = field.work()
        await worker.said("no broker answers, waiting")
        await asyncio.to_thread(node.start)
        assert await field.until_out(1, 60) == firsts([0])
        assert worker.process.poll() is None


async def test_a_stop_while_the_broker_is_away_ends_in_time_and_says_why(
    node: Node, prefix: str, tmp_path: Path
) -> None:
    async with field_on(node.bootstrap, prefix, tmp_path) as field:
        killed = tmp_path / "killed"
        await field.put([b"until %s" % bytes(killed)])
        worker = field.work(stop_seconds=5)
        await worker.said("handles until")
        await asyncio.to_thread(node.kill)
        killed.touch()
        worker.signal(signal.SIGTERM)
        started = time.monotonic()
        assert await worker.ended(30) == 1
        assert time.monotonic() - started > 4
        assert "worker ends at its deadline" in worker.log.splitlines()[-1]


async def test_a_handler_that_never_gives_the_loop_back_ends_the_worker_and_shows_where(
    node: Node, prefix: str, tmp_path: Path
) -> None:
    async with field_on(node.bootstrap, prefix, tmp_path) as field:
        await field.put([b"block"])
        worker = field.work(stall_seconds=1, looks=2)
        assert await worker.ended(60) == 1
        assert "in misbehave" in worker.log


async def test_a_handler_that_hangs_ends_the_worker_though_the_broker_answers(
    node: Node, prefix: str, tmp_path: Path
) -> None:
    async with field_on(node.bootstrap, prefix, tmp_path) as field:
        await field.put([b"hang"])
        worker = field.work(stall_seconds=4, looks=1)
        assert await worker.ended(60) == 1
        last = worker.log.splitlines()[-1]
        assert "mid/0 stands still" in last, last
