"""The topic of rejections, read; and what raw holds of replays of them."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.headers import last
from streams.clients.reader import reader
from streams.clients.scan import Record, scan, starts_since
from streams.kafka import Connection
from streams.kafka.errors import KafkaUnavailableError
from streams.repair import REPLAYED, Place, Rejection, State, Wanted, read_rejection, states
from streams.repair.choice import Partition


@dataclass(slots=True)
class Survey:
    """The rejections that are wanted, the oldest first; the origins whose replays came back; how many records there are
    no rejections."""

    wanted: list[Rejection] = field(default_factory=list)
    came_back: set[str] = field(default_factory=set)
    strange: int = 0


async def survey(connection: Connection, topic: str, wanted: Wanted) -> Survey:
    """All that the topic tells from `wanted.since` on, or from the first of the wanted places."""
    found = Survey()
    async with reader(connection, [topic], from_beginning=True) as consumer:
        since = wanted.since
        if wanted.places:  # what came of one of them stands behind it
            since = min([record.timestamp async for record in _at(consumer, wanted.places)])
        starts = await starts_since(consumer, sorted(consumer.assignment()), since)
        async for record in scan(consumer, starts):
            try:
                rejection = read(record)
            except ValueError:
                found.strange += 1
                continue
            if rejection.replays:
                found.came_back.add(rejection.replays)
            if wanted.takes(rejection):
                found.wanted.append(rejection)
    found.wanted.sort(key=lambda one: (one.time, one.place))
    return found


def read(record: Record) -> Rejection:
    """The rejection in a record. Raises ValueError where it is none."""
    place = Place(record.topic, record.partition, record.offset)
    return read_rejection(place, record.timestamp, record.key, record.value, record.headers)


async def records_at(connection: Connection, places: Sequence[Place]) -> AsyncIterator[Record]:
    """The records that stand there, of one partition in order. Raises KafkaUnavailableError where there is none."""
    async with reader(connection, sorted({place.topic for place in places}), from_beginning=True) as consumer:
        async for record in _at(consumer, places):
            yield record


async def _at(consumer: AIOKafkaConsumer, places: Collection[Place]) -> AsyncIterator[Record]:
    """All partitions at once: each scan waits for the fetch before it."""
    missing, firsts = set(places), _first(places)
    partitions = [TopicPartition(*there) for there in firsts]
    if strange := set(partitions) - consumer.assignment():
        tp = min(strange)
        raise KafkaUnavailableError(f"{tp.topic}/{tp.partition}: no such partition")
    begins = await consumer.beginning_offsets(partitions)
    async for record in scan(consumer, {tp: max(firsts[tp.topic, tp.partition], begins[tp]) for tp in partitions}):
        place = Place(record.topic, record.partition, record.offset)
        if place in missing:
            missing.discard(place)
            yield record
        if not missing:
            return
    if missing:
        raise KafkaUnavailableError(f"{min(missing)}: no record stands there, or none any more")


async def fates(
    connection: Connection, raws: Iterable[str], wanted: Sequence[Rejection], came_back: Collection[str]
) -> dict[Place, State]:
    """What has become of each: raw is read from the first of their origins on, uncommitted records as well."""
    origins = {str(one.origin) for one in wanted}
    replayed: set[str] = set()
    async with reader(connection, list(raws), from_beginning=True, committed=False) as consumer:
        partitions = list(consumer.assignment())
        begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        kept: dict[Partition, range] = {(tp.topic, tp.partition): range(begins[tp], ends[tp]) for tp in partitions}
        starts = {
            TopicPartition(*there): min(max(offset + 1, kept[there].start), kept[there].stop)
            for there, offset in _first(one.origin for one in wanted).items()
            if there in kept
        }
        async for record in scan(consumer, starts):
            told = (last(record.headers, REPLAYED) or b"").decode("utf-8", "replace")
            if told in origins:
                replayed.add(told)
    return states(wanted, came_back, replayed, kept)


def _first(places: Iterable[Place]) -> dict[Partition, int]:
    """By partition the first offset of these."""
    found: dict[Partition, int] = {}
    for place in places:
        there = place[:2]
        found[there] = min(place.offset, found.get(there, place.offset))
    return found
