"""Reading a stretch of a topic to its end, whichever markers of transactions and aborted records lie in it."""

import time
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from streams.kafka.errors import KafkaUnavailableError

Record: TypeAlias = "ConsumerRecord[bytes | None, bytes | None]"

STALLED_SECONDS = 30.0
"""Without a record or a move the broker has nothing to say any more."""

BATCH = 500


async def starts_since(
    consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition], since: int | None
) -> dict[TopicPartition, int]:
    """Where to begin for the records from a time (ms) on: behind the end where there is none, at the first for None."""
    starts: dict[TopicPartition, int] = await consumer.beginning_offsets(partitions)
    if since is None:
        return starts
    ends = await consumer.end_offsets(partitions)
    found = await consumer.offsets_for_times(dict.fromkeys(partitions, since))
    return {tp: ends[tp] if found.get(tp) is None else found[tp].offset for tp in partitions}


async def scan(consumer: AIOKafkaConsumer, starts: Mapping[TopicPartition, int]) -> AsyncIterator[Record]:
    """The records from `starts` to the ends as they are now; of one partition in order.

    Raises KafkaUnavailableError where nothing moves for half a minute.
    """
    ends = await consumer.end_offsets(list(starts))
    for tp, start in starts.items():
        consumer.seek(tp, start)
    consumer.resume(*starts)
    consumer.pause(*(tp for tp in consumer.assignment() if tp not in starts))
    waiting = {tp: end for tp, end in ends.items() if starts[tp] < end}
    moved, positions = time.monotonic(), dict[TopicPartition, int]()
    while waiting:
        for tp, records in (await consumer.getmany(*waiting, timeout_ms=200, max_records=BATCH)).items():
            for record in records:
                if record.offset < ends[tp]:
                    yield record
        # Positions move past what no consumer is given.
        now = {tp: await consumer.position(tp) for tp in waiting}
        if now != positions:
            moved, positions = time.monotonic(), now
        elif time.monotonic() - moved > STALLED_SECONDS:
            raise KafkaUnavailableError(f"no answer from Kafka for {_names(waiting)}")
        waiting = {tp: end for tp, end in waiting.items() if now[tp] < end}


def _names(partitions: Collection[TopicPartition]) -> str:
    return ", ".join(f"{tp.topic}/{tp.partition}" for tp in sorted(partitions))
