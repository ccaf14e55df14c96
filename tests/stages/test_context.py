"""Where records are decided on."""

import asyncio
import threading
import time
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

from schemas import Lack, Omitted, Origin, Part
from streams.ops.metrics import Metrics
from streams.outputs import Output
from streams.stages.context import LARGE, StageContext, one_at_a_time
from streams.steps import Incoming, Outgoing

ORIGIN = Origin(topic="raw", partition=0, offset=0, timestamp=0)


def record(size: int) -> Incoming:
    return Incoming(None, b"x" * size, (), ORIGIN)


def test_large_records_of_all_stages_are_decided_on_one_at_a_time_beside_the_loop() -> None:
    aside, metrics = one_at_a_time(), Metrics()
    contexts = [StageContext(stage, [], {}, metrics, aside) for stage in ("screen", "enrich")]
    inside, most = 0, 0

    def step() -> str:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        inside -= 1
        return threading.current_thread().name

    async def run() -> set[str]:
        return set(await asyncio.gather(*(context.decide(step, record(LARGE + 1)) for context in contexts * 4)))

    names = asyncio.run(run())
    assert most == 1
    assert len(names) == 1
    assert names != {threading.main_thread().name}


def test_small_records_are_decided_on_at_once() -> None:
    context = StageContext("screen", [], {}, Metrics(), one_at_a_time())
    decided = asyncio.run(context.decide(threading.current_thread, record(LARGE)))
    assert decided is threading.main_thread()


def test_what_an_event_lacks_and_the_seconds_of_a_part_are_measured() -> None:
    metrics = Metrics()
    context = StageContext("enrich", [], {}, metrics, one_at_a_time())
    context.omitted([Omitted(part=Part.MONEY, reason=Lack.BUDGET)])
    with context.finding(Part.ENTITIES):
        pass
    told = metrics.registry.get_sample_value
    assert told("newsmill_omitted_total", {"part": "money", "lack": "budget"}) == 1
    assert told("newsmill_part_seconds_count", {"part": "entities"}) == 1


async def test_a_rejection_is_counted_by_its_reason() -> None:
    metrics = Metrics()
    context = StageContext("dedupe", [], {Output.REJECTED: "rejected"}, metrics, one_at_a_time())
    work: Any = SimpleNamespace(send=AsyncMock())
    await context.send(work, record(1), [Outgoing(Output.REJECTED, None, b"", ())], "poison")
    assert metrics.registry.get_sample_value("newsmill_rejected_total", {"reason": "poison"}) == 1
