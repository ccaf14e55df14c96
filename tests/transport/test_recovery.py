"""From an assignment to the first record, in an order that loses nothing; and not at all once the worker ends."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from faust.types import TP

from streams.ops.metrics import Metrics
from streams.transport.committed import Committed
from streams.transport.recovery import Recovery
from tests.transport.fakes import all_done

MID = TP("mid", 0)


class Scene:
    """An app and its table, which note what recovery asks of them."""

    def __init__(self) -> None:
        self.log: list[Any] = []
        self.failures: list[BaseException] = []
        self.shards = {0: {b"row": b""}}
        self.source = "mid"
        self.assigned = {MID}
        self.rebalancing_done = asyncio.Event()
        note = self.note
        flow = SimpleNamespace(resume=note("queues flow"))
        consumer = SimpleNamespace(
            seek_to_start=self._seek,
            resume_partitions=note("partitions flow"),
            resume_flow=note("fetches flow"),
            assignment=lambda: self.assigned,
        )
        self.app = SimpleNamespace(
            check_topics=self.later("topics"),
            fence=self.later("fence"),
            take_over=self._take_over,
            changelog=lambda _table: SimpleNamespace(catch_up=self.later("read back")),
            consumer=consumer,
            flow_control=flow,
            on_rebalance_complete=SimpleNamespace(send=self.later("signal")),
            partition_tasks=SimpleNamespace(open=lambda tasks: self.log.append(("tasks", tasks))),
            on_rebalance_end=self.rebalancing_done.set,
            _fetcher=SimpleNamespace(maybe_start=self.later("fetcher")),
            fail=self.failures.append,
        )
        self.keep_only = self.later("keep only")
        self.finish_shard = self.later("report")
        tables: Any = SimpleNamespace(values=lambda: [self], on_actives_ready=int, on_standbys_ready=int)
        self.recovery = Recovery(self.app, tables)

    def note(self, what: str) -> Callable[..., None]:
        return lambda *_args: self.log.append(what)

    def later(self, what: str) -> Callable[..., Any]:
        async def call(*_args: Any) -> None:
            self.log.append(what)
            await asyncio.sleep(0)

        return call

    async def _seek(self, assigned: Any) -> dict[TP, Committed]:
        self.log.append("seek")
        return {TP(*tp): Committed(7) for tp in assigned}

    async def _take_over(self, committed: dict[TP, Committed], generation: int) -> list[Any]:
        self.log.append("take over")
        return [(tp, found.offset, generation) for tp, found in committed.items()]


async def test_state_is_read_back_and_reported_before_anything_flows() -> None:
    scene = Scene()
    await scene.recovery.on_rebalance({MID}, set(), {MID}, 3)
    await asyncio.wait_for(scene.rebalancing_done.wait(), 10)
    assert scene.log[:7] == ["topics", "fence", "keep only", "read back", "seek", "report", "take over"]
    assert scene.log[7:12] == [
        "signal",
        ("tasks", [(MID, 7, 3)]),
        "partitions flow",
        "queues flow",
        "fetches flow",
    ]


async def test_a_rebalance_breaks_it_off() -> None:
    scene = Scene()
    await scene.recovery.on_rebalance({MID}, set(), {MID}, 3)
    await asyncio.sleep(0)
    scene.recovery.on_partitions_revoked({MID})
    await all_done()
    assert "partitions flow" not in scene.log
    assert not scene.recovery.running
    assert scene.failures == []


async def test_what_goes_wrong_ends_the_worker() -> None:
    scene = Scene()

    async def refuse(*_args: Any) -> None:
        raise ValueError("no")

    scene.finish_shard = refuse
    await scene.recovery.on_rebalance({MID}, set(), {MID}, 3)
    await all_done()
    assert [str(failure) for failure in scene.failures] == ["no"]
    assert "partitions flow" not in scene.log


async def test_an_assignment_that_comes_while_the_worker_ends_is_let_pass() -> None:
    scene = Scene()
    await scene.recovery.stop()
    await scene.recovery.on_rebalance({MID}, set(), {MID}, 3)
    await all_done()
    assert (scene.log, scene.failures) == ([], [])


async def test_an_assignment_and_the_seconds_until_records_flow_are_measured(counted: Metrics) -> None:
    scene = Scene()
    await scene.recovery.on_rebalance({MID}, set(), {MID}, 3)
    assert scene.recovery.seconds > 0
    await asyncio.wait_for(scene.rebalancing_done.wait(), 10)
    await all_done()
    assert scene.recovery.seconds == 0
    assert counted.registry.get_sample_value("newsmill_rebalances_total") == 1
    assert counted.registry.get_sample_value("newsmill_recovery_seconds_count") == 1
