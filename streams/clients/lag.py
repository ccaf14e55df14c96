"""How far each stage is behind, as its consumer group's committed offsets tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.clients.reader import reader
from streams.kafka import Connection


@dataclass(frozen=True, slots=True)
class StageLag:
    """Records of `topic` that are published and not yet done are `behind`; `end` is the sum of the end offsets."""

    topic: str
    partitions: int
    end: int
    behind: int


async def stage_lags(
    client: AIOKafkaAdminClient, connection: Connection, group: str, topics: Sequence[str]
) -> list[StageLag]:
    """The lag of each topic that the group reads, in the order given."""
    committed = await client.list_consumer_group_offsets(group)
    done = {tp: meta.offset for tp, meta in committed.items()}
    async with reader(connection, topics, from_beginning=True) as consumer:
        partitions = list(consumer.assignment())
        ends = await consumer.end_offsets(partitions)
        starts = await consumer.beginning_offsets(partitions)
        next_ones = {tp: max(done.get(tp, 0), starts[tp]) for tp in partitions}
        behind = {tp: ends[tp] - next_ones[tp] for tp in partitions}
        await _forget_markers(consumer, next_ones, behind)
    return [_stage(topic, ends, behind) for topic in topics]


async def _forget_markers(
    consumer: AIOKafkaConsumer, next_ones: Mapping[TopicPartition, int], behind: dict[TopicPartition, int]
) -> None:
    """Set to 0 where only the markers of transactions are left, which no consumer ever gets to see."""
    unsure = [tp for tp, count in behind.items() if 0 < count <= FEW]
    if not unsure:
        return
    for tp in unsure:
        consumer.seek(tp, next_ones[tp])
    seen: set[TopicPartition] = set()
    for _ in range(LOOKS):
        seen |= set(await consumer.getmany(*unsure, timeout_ms=LOOK_MS))
    for tp in set(unsure) - seen:
        behind[tp] = 0


def _stage(topic: str, ends: Mapping[TopicPartition, int], behind: Mapping[TopicPartition, int]) -> StageLag:
    partitions = [tp for tp in ends if tp.topic == topic]
    return StageLag(
        topic,
        len(partitions),
        sum(ends[tp] for tp in partitions),
        sum(max(0, behind[tp]) for tp in partitions),
    )


FEW = 20
"""A lag of so few offsets may be markers only, and is looked at."""

LOOKS, LOOK_MS = 3, 200
