"""What `newsmill doctor` asks of Kafka: facts, which `streams.doctor` judges. Nothing is written or changed."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from streams.clients.admin import admin, check_topics
from streams.clients.group import living_members
from streams.clients.reader import reader
from streams.clients.scan import Record, scan
from streams.clients.unread import UnknownAgeError, oldest_of_each
from streams.dedup.codec import check_marker
from streams.dedup.row import TableError, marker_key
from streams.doctor import (
    Finding,
    Level,
    Position,
    Replicas,
    Shard,
    judge_clock,
    judge_positions,
    judge_replicas,
    judge_shards,
    judge_topics,
)
from streams.kafka.errors import KafkaUnavailableError
from streams.outputs import BETWEEN, Output
from streams.settings import Settings
from streams.topics import topics

Look: TypeAlias = Callable[[AIOKafkaAdminClient, Settings], Awaitable[list[Finding]]]


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """One look after the other; one that is refused is a finding, and the others go on.

    Raises KafkaUnavailableError where no broker answers or lets us in.
    """
    async with admin(settings.connection) as client:
        cluster = await client.describe_cluster()
        yield Finding("kafka", Level.OK, f"{len(cluster['brokers'])} brokers answer, as {_who(settings)}")
        for name, look in LOOKS.items():
            try:
                for finding in await look(client, settings):
                    yield finding
            except (KafkaError, KafkaUnavailableError, UnknownAgeError) as error:
                todo = "what is missing stands before it; or give the rights that 'newsmill acls operator' prints"
                yield Finding(name, Level.BAD, f"could not be looked at: {error or type(error).__name__}", todo)


def _who(settings: Settings) -> str:
    protocol = settings.security_protocol
    who = settings.sasl_username or ("whom certificate or token name" if protocol != "PLAINTEXT" else "anybody")
    return f"{who}, by {protocol}"


async def _topics(client: AIOKafkaAdminClient, settings: Settings) -> list[Finding]:
    specs = topics(settings).all()
    return list(judge_topics(await check_topics(client, specs, settings.replication), len(specs)))


async def _replicas(client: AIOKafkaAdminClient, settings: Settings) -> list[Finding]:
    ours = {spec.name for spec in topics(settings).all()}
    found = [
        Replicas(topic["topic"], one["partition"], len(one["replicas"]), len(one["isr"]), one["leader"] >= 0)
        for topic in await client.describe_topics()
        if topic["topic"] in ours
        for one in topic["partitions"]
    ]
    return list(judge_replicas(found, settings.min_insync))


async def _workers(client: AIOKafkaAdminClient, settings: Settings) -> list[Finding]:
    alive = await living_members(client, settings.app_id)
    if alive:
        return [Finding("workers", Level.OK, f"{alive} alive in the group {settings.app_id}")]
    return [Finding("workers", Level.BAD, f"nobody is in the group {settings.app_id}", "start 'newsmill run'")]


async def _offsets(client: AIOKafkaAdminClient, settings: Settings) -> list[Finding]:
    named = topics(settings)
    read = [*named.raws, *(named[output] for output in BETWEEN)]
    names = [spec.name for spec in read]
    committed = await _committed(client, settings)
    async with reader(settings.connection, names, from_beginning=True, committed=False) as consumer:
        partitions = sorted(consumer.assignment())
        begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    found = [Position(tp.topic, tp.partition, committed.get(tp), begins[tp], ends[tp]) for tp in partitions]
    now = time.time() * 1000
    oldest = await oldest_of_each(settings.connection, settings.app_id, *names)
    ages = [(topic, (now - at) / 1000) for topic, at in oldest.items() if at is not None]
    # As wanted: where a topic has another, the look at topics tells.
    retention = {spec.name: int(spec.config["retention.ms"]) / 1000 for spec in read}
    return list(judge_positions(found, ages, retention))


async def _changelog(client: AIOKafkaAdminClient, settings: Settings) -> list[Finding]:
    named = topics(settings)
    committed = await _committed(client, settings)
    shards = []
    async with reader(settings.connection, [named.changelog.name], from_beginning=True) as consumer:
        begins = await consumer.beginning_offsets(list(consumer.assignment()))
        for tp in sorted(begins):
            done = TopicPartition(named[Output.SCREENED].name, tp.partition) in committed
            marker, rows = await _marker(scan(consumer, {tp: begins[tp]}), tp.partition, settings.shards)
            shards.append(Shard(tp.partition, marker, rows, done))
    return list(judge_shards(shards, settings.shards))


async def _marker(records: AsyncIterator[Record], shard: int, shards: int) -> tuple[bytes | None, bool]:
    """The marker row, and whether there are rows. A good one stands among the first; behind another one may follow."""
    marker, rows = None, False
    async for record in records:
        rows = rows or record.value is not None
        if record.key == marker_key(shard):
            marker = record.value
            if _holds(marker, shards):
                break
    return marker, rows


async def _committed(client: AIOKafkaAdminClient, settings: Settings) -> dict[TopicPartition, int]:
    """The first offset that is not done, of the partitions of which any ever was."""
    told = await client.list_consumer_group_offsets(settings.app_id)
    return {tp: at.offset for tp, at in told.items() if at.offset >= 0}


def _holds(marker: bytes | None, shards: int) -> bool:
    try:
        check_marker(marker, shards)
    except TableError:
        return False
    return True


async def _clock(client: AIOKafkaAdminClient, settings: Settings) -> list[Finding]:
    there = set(await client.list_topics())
    names = [spec.name for spec in topics(settings).written() if spec.name in there]
    async with reader(settings.connection, names, from_beginning=True) as consumer:
        now = int(time.time() * 1000)
        later = await consumer.offsets_for_times(dict.fromkeys(consumer.assignment(), now + 1))
    return [judge_clock(max((at.timestamp - now for at in later.values() if at is not None), default=0))]


LOOKS: dict[str, Look] = {
    "topics": _topics,
    "replicas": _replicas,
    "workers": _workers,
    "offsets": _offsets,
    "changelog": _changelog,
    "clock": _clock,
}
"""By the name of the check, in the order in which one explains the next."""
