"""On a broker that asks everybody for his rights: those that `newsmill acls` prints are enough, and needed."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiokafka.errors import GroupAuthorizationFailedError, TopicAuthorizationFailedError

from schemas.codec import decode, encode
from schemas.headers import REASON, last
from streams import samples
from streams.acls import Role, needs
from streams.clients.admin import admin, create_topics
from streams.clients.publisher import publish, publisher
from streams.clients.reader import reader
from streams.inputs import InputRecord
from streams.kafka import Connection
from streams.kafka.clients import new_consumer
from streams.kafka.errors import KafkaUnavailableError
from streams.outputs import Output
from streams.settings import Settings, load_settings
from streams.topics import Topics, TopicSpec, topics
from tests.support.commands import call
from tests.support.rights import grant
from tests.support.secured import Secured
from tests.support.worker import OUTPUTS, Event, Installation

pytestmark = [pytest.mark.broker, pytest.mark.timeout(300)]

SAMPLES = Path(samples.__file__).parent
ARTICLE = {"id": "1", "title": "Quotas agreed", "body": "Negotiators in Reykjavik agreed on quotas late on Sunday."}


def environment(kafka: Secured, role: Role, prefix: str, *, managed: bool, **more: str) -> dict[str, str]:
    """What somebody in a role is told, raw being split between one source and all others."""
    told = {"TOPIC_PREFIX": prefix, "RAW_TOPICS": "news.raw.desk=desk;news.raw.all=*", "RAW_PARTITIONS": "1", **more}
    return kafka.scram(role.value, **told, TOPICS_MANAGED=str(managed).lower())


def settings_of(told: dict[str, str]) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        return load_settings()


def give(kafka: Secured, settings: Settings, *roles: Role) -> None:
    for role in roles:
        for user, rights in needs(settings, role).items():
            if user != "publisher-desk":  # nobody in these tests
                grant(kafka.open, f"User:{role}", rights)


@dataclass(frozen=True, slots=True)
class Mill:
    """A worker with its own rights at work, and what everybody is told."""

    kafka: Secured
    told: dict[Role, dict[str, str]]
    newsmill: Installation
    seen: Installation

    def connection(self, role: Role) -> Connection:
        return settings_of(self.told[role]).connection

    @property
    def topics(self) -> Topics:
        return self.newsmill.topics


@pytest.fixture(scope="module", params=[True, False], ids=["topics made by the worker", "topics made by the operator"])
def mill(request: pytest.FixtureRequest, kafka: Secured, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mill]:
    managed, folder = bool(request.param), tmp_path_factory.mktemp("mill")
    prefix = f"least-{str(managed).lower()}."
    told = {role: environment(kafka, role, prefix, managed=managed) for role in Role}
    settings = settings_of(told[Role.WORKER] | {"NEWSMILL_WEB_PORT": "0"})
    give(kafka, settings, *Role)
    newsmill = Installation(settings, folder)
    seen = Settings(brokers=kafka.open.bootstrap, topic_prefix=prefix, raw_topics=settings.raw_topics, raw_partitions=1)
    if not managed:
        made = call(told[Role.OPERATOR], folder, "topics", "create")
        assert made.returncode == 0, made.stderr
    with newsmill.worker() as worker:
        yield Mill(kafka, told, newsmill, Installation(seen, folder))
        assert worker.poll() is None, newsmill.log()[-3000:]


def test_the_demos_articles_go_their_way_with_exactly_these_rights(mill: Mill, tmp_path: Path) -> None:
    files = [str(path) for path in sorted(SAMPLES.glob("*.jsonl"))]
    ready(mill)
    sent = call(mill.told[Role.PUBLISHER], tmp_path, "publish", *files)
    assert sent.returncode == 0, sent.stderr + mill.newsmill.log()[-3000:]
    expected = sum(1 for path in files for line in Path(path).read_bytes().splitlines() if line.strip())
    found = about(mill, mill.topics.raws[1].name, expected)
    assert sum(map(len, found.values())) == expected, mill.newsmill.log()[-3000:]
    seen = call(mill.told[Role.CONSUMER], tmp_path, "tail", "--from-beginning", "--limit", "3", "--json")
    assert len(seen.stdout.splitlines()) == 3, seen.stderr
    status = call(mill.told[Role.OPERATOR], tmp_path, "status", "--json")
    assert status.returncode == 0, status.stderr
    shown = json.loads(status.stdout)
    assert shown["workers"] == 1
    assert [stage["topic"].rpartition("least-")[2].partition(".")[2] for stage in shown["stages"]][:2] == [
        "news.raw.desk",
        "news.raw.all",
    ]
    checked = call(mill.told[Role.OPERATOR], tmp_path, "topics", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    looked = call(mill.told[Role.OPERATOR], tmp_path, "doctor", "--json")
    assert [one["check"] for one in map(json.loads, looked.stdout.splitlines()) if one["level"] == "bad"] == []
    listed = call(mill.told[Role.OPERATOR], tmp_path, "rejected", "list", "--json")
    rejections = len(listed.stdout.splitlines())
    assert rejections, listed.stderr
    again = call(mill.told[Role.REPAIRER], tmp_path, "rejected", "replay", "--all")
    assert f"of {rejections} rejections" in again.stdout, again.stderr


def test_another_source_may_neither_revise_nor_retract_on_a_topic_that_is_not_its(mill: Mill) -> None:
    ready(mill)
    desk = mill.topics.raws[0].name

    async def send() -> None:
        records = [
            InputRecord(None, encode(ARTICLE | {"source": source}), (), "here") for source in ("desk", "stranger")
        ]
        tombstone = InputRecord(None, None, (("source", b"stranger"), ("id", b"1")), "here")
        async with publisher(mill.kafka.open, 2**20) as producer:
            async for _ in publish(producer, desk, [*records, tombstone]):
                pass

    asyncio.run(send())
    found = about(mill, desk, 3)
    assert [last(event.headers, REASON) for event in found["rejected"]] == [b"not_allowed", b"not_allowed"]
    assert len(found["enriched"]) == 1


async def reads_raw(mill: Mill) -> None:
    await read(mill.connection(Role.PUBLISHER), mill.topics.raws[1].name)


async def reads_what_others_publish_to(mill: Mill) -> None:
    await write(mill.connection(Role.PUBLISHER), mill.topics.raws[0].name)


async def writes_an_event(mill: Mill) -> None:
    await write(mill.connection(Role.CONSUMER), mill.topics[Output.ENRICHED].name)


async def reads_what_is_under_way(mill: Mill) -> None:
    await read(mill.connection(Role.CONSUMER), mill.topics[Output.SCREENED].name)


async def joins_the_workers(mill: Mill) -> None:
    group = mill.newsmill.settings.app_id
    async with new_consumer(mill.connection(Role.CONSUMER), group_id=group) as consumer:
        consumer.subscribe([mill.topics[Output.ENRICHED].name])
        await consumer.getone()


async def makes_another_topic(mill: Mill) -> None:
    async with admin(mill.connection(Role.WORKER)) as client:
        await create_topics(client, [TopicSpec("another", 1)], 1)


async def writes_into_raw(mill: Mill) -> None:
    await write(mill.connection(Role.WORKER), mill.topics.raws[1].name)


async def reads_events(mill: Mill) -> None:
    await read(mill.connection(Role.WORKER), mill.topics[Output.ENRICHED].name)


async def writes_as_operator(mill: Mill) -> None:
    await write(mill.connection(Role.OPERATOR), mill.topics[Output.ENRICHED].name)


async def writes_an_event_as_repairer(mill: Mill) -> None:
    await write(mill.connection(Role.REPAIRER), mill.topics[Output.ENRICHED].name)


@pytest.mark.parametrize(
    "more",
    [
        reads_raw,
        reads_what_others_publish_to,
        writes_an_event,
        reads_what_is_under_way,
        joins_the_workers,
        makes_another_topic,
        writes_into_raw,
        reads_events,
        writes_as_operator,
        writes_an_event_as_repairer,
    ],
    ids=lambda more: more.__name__,
)
def test_anything_else_is_refused(more: Callable[[Mill], Awaitable[None]], mill: Mill) -> None:
    ready(mill)
    refused = (TopicAuthorizationFailedError, GroupAuthorizationFailedError, KafkaUnavailableError)
    with pytest.raises(refused, match=r"uthoriz|no topic"):
        asyncio.run(asyncio.wait_for(more(mill), 20))


def test_a_worker_that_may_make_no_topics_says_what_is_missing(kafka: Secured, tmp_path: Path) -> None:
    told = environment(kafka, Role.WORKER, "nowhere.", managed=False)
    give(kafka, settings_of(told), Role.WORKER)
    ran = call(told, tmp_path, "run", seconds=15)
    assert ran.returncode == 1
    *lines, end = ran.stderr.strip().splitlines()
    assert [line.partition("topic ")[2].partition(" ")[0] for line in lines] == [
        spec.name for spec in topics(settings_of(told)).all()
    ]
    assert end.startswith("Error: NEWSMILL_TOPICS_MANAGED is false, and 10 topics are missing")


async def read(connection: Connection, topic: str) -> None:
    async with reader(connection, [topic], from_beginning=True) as consumer:
        await consumer.getone()


async def write(connection: Connection, topic: str) -> None:
    async with publisher(connection, 2**20) as producer:
        async for _ in publish(producer, topic, [InputRecord(None, b"x", (), "here")]):
            pass


def ready(mill: Mill) -> None:
    """Wait until the worker has its partitions, so that all topics are there."""
    deadline = time.monotonic() + 60
    while "partitions flow" not in mill.newsmill.log() and time.monotonic() < deadline:
        time.sleep(0.3)
    assert "partitions flow" in mill.newsmill.log(), mill.newsmill.log()[-3000:]


def about(mill: Mill, topic: str, count: int) -> dict[str, list[Event]]:
    """The events about the records of a raw topic by kind, once there are so many."""
    deadline = time.monotonic() + 60
    while True:
        found = mill.seen.events(OUTPUTS, 10**6, seconds=3, more=0)
        told = {kind: [event for event in events if raw_topic(event) == topic] for kind, events in found.items()}
        if sum(map(len, told.values())) >= count or time.monotonic() > deadline:
            return told


def raw_topic(event: Event) -> str:
    named = last(event.headers, "__connect.errors.topic")
    return named.decode() if named else str(decode(event.value or b"")["origin"]["topic"])
