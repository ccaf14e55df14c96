"""Where records are decided on."""

import asyncio
import threading
import time

from schemas import Origin
from streams.ops.metrics import Metrics
from streams.settings import Settings
from streams.stages.station import LARGE, Station, one_at_a_time
from streams.steps import Record
from streams.topics import topics

ORIGIN = Origin(topic="raw", partition=0, offset=0, timestamp=0)


def record(size: int) -> Record:
    return Record(None, b"x" * size, (), ORIGIN)


async def test_large_records_of_all_stages_are_decided_on_one_at_a_time_beside_the_loop() -> None:
    aside, metrics, named = one_at_a_time(), Metrics(), topics(Settings())
    stations = [Station(stage, named, metrics, aside) for stage in ("screen", "enrich")]
    inside, most = 0, 0

    def step() -> str:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        inside -= 1
        return threading.current_thread().name

    names = set(await asyncio.gather(*(station.decide(step, record(LARGE + 1)) for station in stations * 4)))
    assert most == 1
    assert len(names) == 1
    assert names != {threading.main_thread().name}


async def test_small_records_are_decided_on_at_once() -> None:
    station = Station("screen", topics(Settings()), Metrics(), one_at_a_time())
    decided = await station.decide(threading.current_thread, record(LARGE))
    assert decided is threading.main_thread()
