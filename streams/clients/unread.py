"""How old the oldest record is that a consumer group has not read of a topic, on whichever partition it stands."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams.kafka import Connection
from streams.kafka.clients import new_consumer

PEEK_BYTES = 64 * 1024
"""Fetched of each partition at a look; of a larger record the broker sends all the same."""

LOOK_SECONDS = 15.0
"""A look that takes longer is given up."""


class UnknownAgeError(Exception):
    """It cannot be told at the moment: the broker is slow or away."""


async def oldest_unread(connection: Connection, group: str, *topics: str) -> int | None:
    """The time (ms) of the oldest record that the group has not read of the topics, None where all is read.

    Raises UnknownAgeError.
    """
    times = (await oldest_of_each(connection, group, *topics)).values()
    return min((time for time in times if time is not None), default=None)


async def oldest_of_each(connection: Connection, group: str, *topics: str) -> dict[str, int | None]:
    """The same of each topic by its name.

    Of each partition its first unread record is looked at: where the broker stamps records (LogAppendTime), no later
    one is older. Raises UnknownAgeError.
    """
    # It knows what the group has committed, and does not join it.
    async with _onlooker(connection, "read_committed", group) as consumer:
        look = await _look(consumer, await _committed(consumer, topics))
    firsts = look.firsts
    if look.undecided:
        # Behind a feed's open transaction nothing can be read; but the first of it can be looked at.
        async with _onlooker(connection, "read_uncommitted") as consumer:
            firsts = firsts | (await _look(consumer, look.undecided)).firsts
    return {topic: min((time for tp, time in firsts.items() if tp.topic == topic), default=None) for topic in topics}


@dataclass(slots=True)
class Look:
    """The times (ms) of the first records of the partitions looked at, and from where on partitions are undecided."""

    firsts: dict[TopicPartition, int] = field(default_factory=dict)
    undecided: dict[TopicPartition, int | None] = field(default_factory=dict)


@asynccontextmanager
async def _onlooker(
    connection: Connection, isolation: str, group: str | None = None
) -> AsyncIterator[AIOKafkaConsumer]:
    consumer = new_consumer(
        connection,
        group_id=group,
        isolation_level=isolation,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=PEEK_BYTES,
    )
    try:
        await consumer.start()
        yield consumer
    except (KafkaError, OSError) as error:
        raise UnknownAgeError(str(error)) from error
    finally:
        await consumer.stop()


async def _committed(consumer: AIOKafkaConsumer, topics: Sequence[str]) -> dict[TopicPartition, int | None]:
    """The committed offset of every partition, None for the beginning."""
    cluster = await consumer._client.fetch_all_metadata()
    numbers = {topic: cluster.partitions_for_topic(topic) for topic in topics}
    if unnamed := [topic for topic in topics if not numbers[topic]]:
        raise UnknownAgeError(f"the broker does not name the partitions of {', '.join(unnamed)}")
    partitions = [TopicPartition(topic, number) for topic in topics for number in numbers[topic]]
    consumer.assign(partitions)
    return dict(zip(partitions, await asyncio.gather(*map(consumer.committed, partitions)), strict=True))


async def _look(consumer: AIOKafkaConsumer, starts: Mapping[TopicPartition, int | None]) -> Look:
    look, waiting, deadline = Look(), set(starts), time.monotonic() + LOOK_SECONDS
    consumer.assign(list(starts))
    for tp, start in starts.items():
        if start is not None:
            consumer.seek(tp, start)
    fresh = [tp for tp, start in starts.items() if start is None]
    if fresh:  # none would mean all; together, since each call waits for a fetch that finds nothing
        await consumer.seek_to_beginning(*fresh)
    while waiting:
        for tp, records in (await consumer.getmany(*waiting, timeout_ms=100, max_records=len(waiting))).items():
            look.firsts[tp] = records[0].timestamp
            waiting.discard(tp)
        for tp in list(waiting):
            if (end := consumer.highwater(tp)) is None:
                continue  # not fetched yet
            # Positions move past the markers of transactions, and past what was aborted, which is never read.
            position, stable = await consumer.position(tp), consumer.last_stable_offset(tp)
            if position >= end:
                waiting.discard(tp)
            elif stable is not None and 0 <= stable <= position:
                look.undecided[tp] = position
                waiting.discard(tp)
        if time.monotonic() > deadline:
            raise UnknownAgeError(f"no answer for {sorted(waiting)}")
    return look
