"""One record that ends every worker among ordinary ones: it is set aside with its bytes, and nothing else is."""

import asyncio
import sys
import time
from pathlib import Path

from schemas.codec import decode
from schemas.headers import last
from streams.broker import Broker
from streams.settings import Guarantee, Settings
from tests.chaos.workers import Crew
from tests.support.backlog import of_so_many_records, publish, publish_page, texts
from tests.support.poisoned import poison
from tests.support.worker import Installation, raw_record

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


def set_aside(way: str, stage: str, guarantee: Guarantee, broker: Broker, prefix: str, logs: Path) -> None:
    """Run workers until all is out; raises AssertionError where it is not as it has to be."""
    newsmill = installation(broker, prefix, logs, guarantee)
    stamp, told = round(time.time() * 1000), texts(ORDINARY + 1)
    bad = f"{told[-1]} {poison(way, stage)}"
    half = ORDINARY // 2
    articles = [(number % 8, f"a{number}", text, stamp) for number, text in enumerate(told[:ORDINARY])]
    publish(newsmill, articles[:half])
    if stage == "pages":
        publish_page(newsmill, bad)
    else:
        publish(newsmill, [(3, "bad", bad, stamp)])
    publish(newsmill, articles[half:])
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
        assert bad in (one or b"").decode() if stage == "pages" else decode(one or b"")["body"] == bad
    assert 4 <= ends <= 9
