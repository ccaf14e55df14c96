"""How old the oldest record is that a consumer group has not read of a topic, on whichever partition it stands."""

import asyncio
import time

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

PEEK_BYTES = 64 * 1024
"""Fetched of each partition at a look; of a larger record the broker sends all the same."""

LOOK_SECONDS = 15.0
"""A look that takes longer is given up."""


class UnknownAgeError(Exception):
    """It cannot be told at the moment: the broker is slow or away, or a feed's transaction is still open."""


async def oldest_unread(brokers: str, group: str, topic: str) -> int | None:
    """The time (ms) of the oldest record that the group has not read to the end, None where all is read.

    Of each partition its first unread record is looked at: where the broker stamps records (LogAppendTime), no later
    one is older. Raises UnknownAgeError.
    """
    # It knows what the group has committed, and does not join it.
    consumer = AIOKafkaConsumer(
        bootstrap_servers=brokers,
        group_id=group,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=PEEK_BYTES,
    )
    try:
        await consumer.start()
        partitions = await _go_to_committed(consumer, topic)
        return await _first_times(consumer, partitions)
    except (KafkaError, OSError) as error:
        raise UnknownAgeError(str(error)) from error
    finally:
        await consumer.stop()


async def _go_to_committed(consumer: AIOKafkaConsumer, topic: str) -> set[TopicPartition]:
    cluster = await consumer._client.fetch_all_metadata()
    partitions = [TopicPartition(topic, number) for number in cluster.partitions_for_topic(topic) or ()]
    consumer.assign(partitions)
    for tp, committed in zip(partitions, await asyncio.gather(*map(consumer.committed, partitions)), strict=True):
        if committed is None:
            await consumer.seek_to_beginning(tp)
        else:
            consumer.seek(tp, committed)
    return set(partitions)


async def _first_times(consumer: AIOKafkaConsumer, waiting: set[TopicPartition]) -> int | None:
    oldest: int | None = None
    deadline = time.monotonic() + LOOK_SECONDS
    while waiting:
        for tp, records in (await consumer.getmany(*waiting, timeout_ms=100, max_records=len(waiting))).items():
            oldest = min([records[0].timestamp, *([] if oldest is None else [oldest])])
            waiting.discard(tp)
        waiting -= {tp for tp in waiting if await _is_at_its_end(consumer, tp)}
        if time.monotonic() > deadline:
            raise UnknownAgeError(f"no answer for {sorted(waiting)}")
    return oldest


async def _is_at_its_end(consumer: AIOKafkaConsumer, tp: TopicPartition) -> bool:
    """Positions move past the markers of transactions, and past what was aborted, which is never read."""
    end: int | None = consumer.highwater(tp)
    stable: int | None = consumer.last_stable_offset(tp)
    if end is None:
        return False  # not fetched yet
    position: int = await consumer.position(tp)
    if position < end and stable is not None and position >= stable:
        raise UnknownAgeError(f"{tp.topic}/{tp.partition}: a transaction is open from offset {stable} on")
    return position >= end
