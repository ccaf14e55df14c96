"""Days instead of minutes, and another mode after a restart: what a worker meets in a year of work."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from schemas.codec import decode
from streams.broker import Broker
from streams.clients.admin import TopicsDifferError, admin, check_topics, create_topics, mend_timestamps
from streams.clients.prepare import prepare
from streams.outputs import Output
from streams.settings import Guarantee, Settings
from streams.topics import TIMESTAMPS
from tests.support.backlog import of_so_many_records, outcomes, publish, texts
from tests.support.worker import OUTPUTS, Event, Installation, raw_record

pytestmark = pytest.mark.broker
BOTH = pytest.mark.parametrize("guarantee", Guarantee)

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
APPEND_TIME = 1


@pytest.fixture
def newsmill(broker: Broker, prefix: str, tmp_path: Path, guarantee: Guarantee) -> Installation:
    settings = Settings(
        brokers=broker.bootstrap, topic_prefix=prefix, web_port=0, guarantee=guarantee, session_timeout=6
    )
    return Installation(settings, tmp_path)


def with_admin(newsmill: Installation, act: Callable[[AIOKafkaAdminClient], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with admin(newsmill.settings.connection) as client:
            return await act(client)

    return asyncio.run(run())


def create_topics_by_hand(newsmill: Installation, *stamped_by_feeds: str) -> None:
    """All topics; those named keep the times that their records bring, as one that was made by hand may do."""
    config = {TIMESTAMPS: "CreateTime", "retention.ms": str(60 * DAY_MS)}
    specs = [newsmill.topics.by_name()[name] for name in stamped_by_feeds]
    by_hand = [replace(spec, config=spec.config | config) for spec in specs]
    with_admin(newsmill, lambda client: create_topics(client, by_hand, 1))
    create_and_wait(newsmill)


def create_and_wait(newsmill: Installation) -> None:
    """All topics, once the broker knows their settings and leaders."""
    newsmill.create_topics()
    deadline = time.monotonic() + 30
    while any("None" in line or "missing" in line for line in with_admin(newsmill, partial(differences, newsmill))):
        assert time.monotonic() < deadline
        time.sleep(0.2)


async def differences(newsmill: Installation, client: AIOKafkaAdminClient) -> list[str]:
    return [str(one) for one in await check_topics(client, newsmill.topics.all(), 1)]


@BOTH
def test_records_ten_days_old_are_new_to_every_topic_behind_raw(newsmill: Installation) -> None:
    """Else retention, which counts from a record's time, deletes what is under way."""
    create_topics_by_hand(newsmill, "raw", "screened")
    then = round(time.time() * 1000) - 10 * DAY_MS
    publish(newsmill, [(number % 8, f"{number}", text, then) for number, text in enumerate(texts(20))])
    with newsmill.worker():
        found = newsmill.events(["enriched", "screened", "unique"], 60, seconds=180)
    assert {name: len(events) for name, events in found.items()} == {"enriched": 20, "screened": 20, "unique": 20}
    for event in [event for events in found.values() for event in events]:
        assert event.timestamp_type == APPEND_TIME
        assert event.timestamp > then + 9 * DAY_MS
    assert all(decode(event.value or b"")["origin"]["timestamp"] == then for event in found["enriched"])


@pytest.mark.parametrize("guarantee", [Guarantee.EXACTLY_ONCE])
def test_topics_create_mends_timestamps_and_check_demands_them(newsmill: Installation) -> None:
    create_topics_by_hand(newsmill, "raw", "unique")
    for name in (newsmill.topics[Output.UNIQUE].name, newsmill.topics.raw.name):
        assert any(name in line and TIMESTAMPS in line for line in with_admin(newsmill, partial(differences, newsmill)))
    mended = with_admin(newsmill, lambda client: mend_timestamps(client, newsmill.topics.all()))
    assert mended == [newsmill.topics.raw.name, newsmill.topics[Output.UNIQUE].name]
    left = with_admin(newsmill, partial(differences, newsmill))
    assert not [line for line in left if TIMESTAMPS in line]
    assert any("retention.ms is 5184000000" in line for line in left), "what an operator has set must stay"


@pytest.mark.parametrize("guarantee", [Guarantee.EXACTLY_ONCE])
def test_of_several_raw_topics_none_may_say_itself_what_time_it_is(newsmill: Installation) -> None:
    """Else who may write to one sets the time by which the articles of all are forgotten."""
    several = newsmill.settings.model_copy(update={"raw_topics": "raw.a=a;raw=*"})
    split = Installation(several, newsmill.logs)
    create_topics_by_hand(split, "raw")
    with pytest.raises(TopicsDifferError, match="0 topics are missing, 1 wrong"):
        asyncio.run(prepare(several.model_copy(update={"topics_managed": False}), several.connection))
    asyncio.run(prepare(several, several.connection))
    assert not [line for line in with_admin(split, partial(differences, split)) if TIMESTAMPS in line]


@BOTH
def test_catching_up_a_backlog_longer_than_the_window_publishes_no_copy_as_news(newsmill: Installation) -> None:
    """6.5 days on 8 partitions, each text twice ten minutes apart, the partitions read one after the other."""
    create_topics_by_hand(newsmill, "raw")
    then = round(time.time() * 1000) - 7 * DAY_MS
    backlog = []
    for number, text in enumerate(texts(250)):
        stamp = then + number * 156 * HOUR_MS // 250
        backlog += [((number + n) % 8, f"{number}-{n}", text, stamp + n * 10 * MINUTE_MS) for n in range(2)]
    publish(newsmill, backlog)
    with newsmill.worker():
        found = newsmill.events(OUTPUTS, 500, seconds=180)
    assert outcomes(found) == {"first": 250, "exact": 250}


@pytest.mark.parametrize("guarantee", [Guarantee.AT_LEAST_ONCE])
def test_offsets_rewound_past_what_is_remembered_make_no_new_events(newsmill: Installation) -> None:
    create_and_wait(newsmill)
    settings = newsmill.settings.model_copy(update={"max_remembered": 1000})
    small = Installation(settings, newsmill.logs)
    told = texts(60)
    stamp = round(time.time() * 1000)
    # Few texts and many short ones: what counts is that most of it is forgotten.
    articles = [(0, f"a{number}", text, stamp) for number, text in enumerate(told)]
    articles += [(0, f"b{number}", f"{word_of(number)} {text}", stamp) for number, text in enumerate(told * 24)]
    publish(small, articles)
    with small.worker():
        first = small.events(OUTPUTS, len(articles), seconds=120)
    assert sum(map(len, first.values())) == len(articles)
    asyncio.run(rewind(small))
    late = [(1, "late", texts(1, seed=99)[0], stamp)]
    publish(small, late)
    with small.worker():
        again = small.events(OUTPUTS, len(articles) + 990, seconds=60, more=3)
    ids = {name: {event_key(event) for event in events} for name, events in first.items()}
    for name, events in again.items():
        new = [event for event in events if event_key(event) not in ids[name]]
        assert [raw_record(event)[0] for event in new] == ([1] if name == "enriched" else [])
    assert "left out, judged and published before" in small.log()


def of_so_many_rows(newsmill: Installation, count: int, seconds: float = 60) -> None:
    """Wait until the changelog holds so many rows, whether they are committed or not."""

    async def wait() -> None:
        tp = TopicPartition(newsmill.topics.changelog.name, 0)
        deadline = time.monotonic() + seconds
        async with AIOKafkaConsumer(bootstrap_servers=newsmill.settings.brokers) as outsider:
            while (await outsider.end_offsets([tp]))[tp] < count:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.02)

    asyncio.run(wait())


def word_of(number: int) -> str:
    return f"Update {number} of the desk."


def event_key(event: Event) -> tuple[bytes | None, bytes | None]:
    return event.key, event.value


async def rewind(newsmill: Installation) -> None:
    """Commit offset 0 of every raw partition, as an operator would with Kafka's own tools."""
    settings, raw = newsmill.settings, newsmill.topics.raw
    group = AIOKafkaConsumer(bootstrap_servers=settings.brokers, group_id=settings.app_id, enable_auto_commit=False)
    async with group:
        partitions = [TopicPartition(raw.name, number) for number in range(raw.partitions)]
        group.assign(partitions)
        await group.commit(dict.fromkeys(partitions, 0))


@pytest.mark.parametrize("guarantee", [Guarantee.EXACTLY_ONCE])
def test_another_mode_after_a_kill_goes_on_where_the_one_before_ended(
    newsmill: Installation, guarantee: Guarantee
) -> None:
    """The dead worker's transaction stays open, and hides what stands behind it, until somebody ends it."""
    create_and_wait(newsmill)
    (other,) = set(Guarantee) - {guarantee}
    told, stamp = texts(200), round(time.time() * 1000)
    publish(newsmill, [(0, f"a{number}", text, stamp) for number, text in enumerate(told)])
    # Between two commits: most of what dedupe has judged stands in an open transaction.
    slow = Installation(newsmill.settings.model_copy(update={"commit_interval": 4}), newsmill.logs)
    with slow.worker() as worker:
        of_so_many_rows(newsmill, 150)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    changed = Installation(newsmill.settings.model_copy(update={"guarantee": other}), newsmill.logs)
    for letter, those, count in (("b", changed, 400), ("c", changed, 600), ("d", newsmill, 800)):
        publish(newsmill, [(1, f"{letter}{number}", text, stamp) for number, text in enumerate(told)])
        with those.worker():
            found = of_so_many_records(newsmill, count)
    by_origin = {raw_record(event): event for events in found.values() for event in events}
    assert len(by_origin) == 800, newsmill.log()[-3000:]
    once = {name: [e for e in events if by_origin[raw_record(e)] is e] for name, events in found.items()}
    assert outcomes(once) == {"first": 200, "exact": 600}
