"""Every row of the table in docs/upgrading.md: a setting changed between two starts, after a kill under load.

Each works, so that every record has one event and each text is news once; or it is refused with a reason that says what
to do.
"""

import asyncio
import re
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiokafka.admin import NewPartitions

from streams.broker import Broker
from streams.clients.admin import admin
from streams.settings import Guarantee, Settings, ShardBy
from tests.support.backlog import of_so_many_records, outcomes, publish, texts
from tests.support.worker import OUTPUTS, Installation, raw_record

pytestmark = [pytest.mark.broker, pytest.mark.timeout(400)]

TEXTS = 120
EACH = 3
"""Times that each text is published: before the kill, between the two starts, and after."""


@dataclass(frozen=True)
class Change:
    """From one set of settings to another, and what topics are given by hand in between."""

    name: str
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    partitions: Mapping[str, int] = field(default_factory=dict)
    refused: str = ""


THREE = {"shards": 3, "shard_by": ShardBy.LANGUAGE}

WORKS = (
    Change("commit interval", {"commit_interval": 0.1}, {"commit_interval": 5}),
    Change("session timeout", {"session_timeout": 10}, {"session_timeout": 25}),
    Change("shorter window", {"window_hours": 72}, {"window_hours": 1}),
    Change("longer window", {"window_hours": 1}, {"window_hours": 720}),
    Change("lower ceiling", {"max_remembered": 2_000_000}, {"max_remembered": 1000}),
    Change("higher ceiling", {"max_remembered": 1000}, {"max_remembered": 2_000_000}),
    Change("another dollar", {"default_dollar": "USD"}, {"default_dollar": "CAD"}),
    Change("another default language", {"default_language": "en"}, {"default_language": "de"}),
    Change("more raw partitions in the settings only", {}, {"raw_partitions": 16}),
    Change("more raw partitions by hand", {}, {"raw_partitions": 16}, {"raw": 16}),
    Change("more unique partitions by hand", {}, {"unique_partitions": 12}, {"unique": 12}),
    Change("larger events", {}, {"max_event_bytes": 16 * 1024 * 1024}),
    Change("more replicas than there are", {}, {"replication": 3, "min_insync": 2}),
    Change("state loss accepted", {}, {"accept_state_loss": True}),
)

REFUSED = (
    Change("more shards", {}, THREE, refused="NEWSMILL_SHARDS is 3, but .* has 1 partitions: set NEWSMILL_SHARDS=1"),
    Change("fewer shards", THREE, {"shards": 1}, refused="written with NEWSMILL_SHARDS=3, now it is 1"),
    Change("more shards by hand", {}, THREE, {"screened": 3, "changelog": 3}, refused="written with NEWSMILL_SHARDS=1"),
)

MODES = (
    Change("exactly to at least once", {"guarantee": Guarantee.EXACTLY_ONCE}, {"guarantee": Guarantee.AT_LEAST_ONCE}),
    Change("at least to exactly once", {"guarantee": Guarantee.AT_LEAST_ONCE}, {"guarantee": Guarantee.EXACTLY_ONCE}),
)


def installation(broker: Broker, prefix: str, logs: Path, changes: Mapping[str, object]) -> Installation:
    return Installation(Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=0, **changes), logs)  # type: ignore[arg-type]


def killed_under_load(newsmill: Installation, told: list[str]) -> None:
    """Publish the texts, and kill the worker somewhere among them."""
    newsmill.create_topics()
    time.sleep(2)
    put(newsmill, told, "a", 0)
    with newsmill.worker() as worker:
        newsmill.events(OUTPUTS, TEXTS // 3, more=0)
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def put(newsmill: Installation, told: list[str], letter: str, partition: int) -> None:
    stamp = round(time.time() * 1000)
    publish(newsmill, [(partition, f"{letter}{number}", text, stamp) for number, text in enumerate(told)])


def by_hand(newsmill: Installation, partitions: Mapping[str, int]) -> None:
    async def give() -> None:
        async with admin(newsmill.settings.connection) as client:
            wanted = {newsmill.topics.by_name()[name].name: NewPartitions(count) for name, count in partitions.items()}
            await client.create_partitions(wanted)
        await asyncio.sleep(2)

    if partitions:
        asyncio.run(give())


@pytest.mark.parametrize("change", [*WORKS, *MODES], ids=lambda change: change.name)
def test_works(change: Change, broker: Broker, prefix: str, tmp_path: Path) -> None:
    told = texts(TEXTS)
    killed_under_load(first := installation(broker, prefix, tmp_path, change.before), told)
    by_hand(first, change.partitions)
    newsmill = installation(broker, prefix, tmp_path, change.after)
    put(newsmill, told, "b", 1)
    with newsmill.worker():
        of_so_many_records(newsmill, 2 * TEXTS, seconds=120)
        put(newsmill, told, "c", 2)
        found = of_so_many_records(newsmill, EACH * TEXTS, seconds=120)
    firsts = {raw_record(event): event for events in found.values() for event in reversed(events)}
    assert len(firsts) == EACH * TEXTS, newsmill.log()[-3000:]
    once = {name: [event for event in events if firsts[raw_record(event)] is event] for name, events in found.items()}
    assert outcomes(once) == {"first": TEXTS, "exact": (EACH - 1) * TEXTS}
    if change not in MODES:
        assert sum(map(len, found.values())) == EACH * TEXTS


@pytest.mark.parametrize("change", REFUSED, ids=lambda change: change.name)
def test_refused(change: Change, broker: Broker, prefix: str, tmp_path: Path) -> None:
    told = texts(TEXTS)
    killed_under_load(first := installation(broker, prefix, tmp_path, change.before), told)
    by_hand(first, change.partitions)
    newsmill = installation(broker, prefix, tmp_path, change.after)
    with newsmill.worker() as worker:
        assert worker.wait(90) != 0
    assert re.search(change.refused, newsmill.log().strip().splitlines()[-1])
    with first.worker():  # the way back
        found = of_so_many_records(first, TEXTS, seconds=60)
    assert outcomes(found) == {"first": TEXTS}


def test_another_prefix_is_another_installation(broker: Broker, prefix: str, tmp_path: Path) -> None:
    told = texts(TEXTS)
    killed_under_load(installation(broker, prefix, tmp_path, {}), told)
    other = installation(broker, f"{prefix}other.", tmp_path, {})
    other.create_topics()
    time.sleep(2)
    put(other, told[:20], "a", 0)
    with other.worker():
        found = other.events(OUTPUTS, 20)
    assert outcomes(found) == {"first": 20}
