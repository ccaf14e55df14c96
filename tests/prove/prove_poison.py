"""Records that end every worker, each way and through each stage; and kills that no record is to blame for."""

import asyncio
import signal
import time
from pathlib import Path

import pytest

from streams.broker import Broker
from streams.settings import Guarantee, Settings
from tests.chaos.workers import COMMAND, Crew
from tests.support.backlog import of_so_many_records, publish, texts
from tests.support.poison import set_aside
from tests.support.worker import Installation

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]

CASES = [
    ("exit", "screen", Guarantee.EXACTLY_ONCE),
    ("exit", "dedupe", Guarantee.AT_LEAST_ONCE),
    ("exit", "enrich", Guarantee.EXACTLY_ONCE),
    ("hang", "screen", Guarantee.EXACTLY_ONCE),
    ("hang", "enrich", Guarantee.AT_LEAST_ONCE),
    ("memory", "enrich", Guarantee.EXACTLY_ONCE),
]


@pytest.mark.parametrize(("way", "stage", "guarantee"), CASES, ids=lambda part: str(part))
def test_poison(way: str, stage: str, guarantee: Guarantee, broker: Broker, prefix: str, tmp_path: Path) -> None:
    set_aside(way, stage, guarantee, broker, prefix, tmp_path)


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
