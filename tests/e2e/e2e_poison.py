"""Records that end every worker that begins with them are set aside with their bytes, and nothing else is."""

import asyncio
import signal
import sys
import time
from pathlib import Path

import pytest

from schemas.codec import decode
from schemas.headers import last
from streams.broker import Broker
from streams.settings import Guarantee, Settings
from tests.chaos.workers import COMMAND, Crew
from tests.support.backlog import of_so_many_records, publish, texts
from tests.support.poisoned import poison
from tests.support.worker import Installation, raw_record

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]

POISONED = (sys.executable, "-m", "tests.support.poisoned", "run")
ORDINARY = 40


def installation(broker: Broker, prefix: str, logs: Path, guarantee: Guarantee) -> Installation:
    settings = Settings(
        brokers=broker.bootstrap, topic_prefix=prefix, guarantee=guarantee, session_timeout=6, web_port=0
    )
    made = Installation(settings, logs)
    made.create_topics()
    time.sleep(2)
    return made


def worked(newsmill: Installation, records: int, seconds: float) -> tuple[dict[str, list], int]:  # type: ignore[type-arg]
    """The events, once they are about so many records, and how often a worker ended meanwhile."""

    async def run() -> tuple[dict[str, list], int]:  # type: ignore[type-arg]
        crew = Crew(newsmill.settings.environment(), newsmill.logs, POISONED)
        await crew.scale(1)
        try:
            found = await asyncio.to_thread(of_so_many_records, newsmill, records, seconds)
        finally:
            ends = len(crew.exits)
            await crew.end()
        return found, ends

    return asyncio.run(run())


CASES = [
    ("exit", "screen", Guarantee.EXACTLY_ONCE),
    ("exit", "dedupe", Guarantee.EXACTLY_ONCE),
    ("exit", "enrich", Guarantee.EXACTLY_ONCE),
    ("exit", "dedupe", Guarantee.AT_LEAST_ONCE),
    ("hang", "screen", Guarantee.EXACTLY_ONCE),
    ("memory", "enrich", Guarantee.EXACTLY_ONCE),
]


@pytest.mark.parametrize(("way", "stage", "guarantee"), CASES, ids=lambda part: str(part))
def test_poison(way: str, stage: str, guarantee: Guarantee, broker: Broker, prefix: str, tmp_path: Path) -> None:
    newsmill = installation(broker, prefix, tmp_path, guarantee)
    stamp, told = round(time.time() * 1000), texts(ORDINARY + 1)
    bad = f"{told[-1]} {poison(way, stage)}"
    half = ORDINARY // 2
    articles = [(number % 8, f"a{number}", text, stamp) for number, text in enumerate(told[:ORDINARY])]
    publish(newsmill, [*articles[:half], (3, "bad", bad, stamp), *articles[half:]])
    found, ends = worked(newsmill, ORDINARY + 1, 300)
    events = [event for events in found.values() for event in events]
    assert len({raw_record(event) for event in events}) == ORDINARY + 1, newsmill.log()[-2000:]
    rejected = found.get("rejected", [])
    if stage == "enrich":
        assert rejected == []
        (said,) = {e.value for e in found["enriched"] if decode(e.value or b"")["article"]["id"] == "bad"}
        event = decode(said or b"")
        assert event["article"]["body"] == bad
        assert event["omitted"] == [{"part": part, "reason": "poison"} for part in ("entities", "money")]
    else:
        (one,) = {e.value for e in rejected}
        assert {last(event.headers, "newsmill_reason") for event in rejected} == {b"poison"}
        assert decode(one or b"")["body"] == bad
    assert 4 <= ends <= 9


def test_ten_kills_set_no_innocent_record_aside(broker: Broker, prefix: str, tmp_path: Path) -> None:
    settings = Settings(brokers=broker.bootstrap, topic_prefix=prefix, raw_partitions=16, session_timeout=6, web_port=0)
    newsmill = Installation(settings, tmp_path)
    newsmill.create_topics()
    time.sleep(2)
    told, stamp = texts(800), round(time.time() * 1000)
    publish(newsmill, [(number % 16, f"a{number}", text, stamp) for number, text in enumerate(told)])

    async def killed() -> None:
        crew = Crew(settings.environment(), tmp_path, COMMAND)
        await crew.scale(2)
        for kill in range(10):
            await asyncio.sleep(2 + kill % 4)
            for worker in crew.workers[:1]:
                worker.signal(signal.SIGKILL)
        try:
            found = await asyncio.to_thread(of_so_many_records, newsmill, len(told), 200)
        finally:
            await crew.end()
        assert {name: len(events) for name, events in found.items()} == {"enriched": len(told)}

    asyncio.run(killed())
