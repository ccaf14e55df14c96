"""How old the oldest record is that the group has not read, in all the states that a partition can be in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.broker import Broker
from streams.clients.unread import UnknownAgeError, oldest_unread
from streams.kafka import Connection

pytestmark = pytest.mark.broker
EARLY, LATE = 1_700_000_000_000, 1_700_000_900_000


class Raw:
    """A topic of two partitions that keeps the times of its feed, and a group that reads it."""

    def __init__(self, broker: str, name: str) -> None:
        self.broker, self.name, self.group = broker, name, f"{name}-group"

    async def put(self, partition: int, *times: int) -> None:
        async with AIOKafkaProducer(bootstrap_servers=self.broker) as producer:
            for time in times:
                await producer.send_and_wait(self.name, b"v", partition=partition, timestamp_ms=time)

    @asynccontextmanager
    async def transaction(self, partition: int, time: int) -> AsyncIterator[AIOKafkaProducer]:
        """A feed's transaction with one record, open as long as the block lasts."""
        async with AIOKafkaProducer(bootstrap_servers=self.broker, transactional_id=f"{self.name}-feed") as producer:
            await producer.begin_transaction()
            await producer.send_and_wait(self.name, b"v", partition=partition, timestamp_ms=time)
            yield producer

    async def commit(self, partition: int, offset: int) -> None:
        tp = TopicPartition(self.name, partition)
        async with AIOKafkaConsumer(
            bootstrap_servers=self.broker, group_id=self.group, enable_auto_commit=False
        ) as consumer:
            consumer.assign([tp])
            await consumer.commit({tp: offset})

    async def oldest(self) -> int | None:
        return await oldest_unread(Connection(self.broker), self.group, self.name)


@pytest.fixture
async def raw(broker: Broker, prefix: str) -> Raw:
    """Such a topic on the broker, empty."""
    raw = Raw(broker.bootstrap, f"{prefix}raw")
    admin = AIOKafkaAdminClient(bootstrap_servers=raw.broker)
    await admin.start()
    await admin.create_topics([NewTopic(raw.name, 2, 1, topic_configs={"message.timestamp.type": "CreateTime"})])
    await admin.close()
    return raw


async def test_partitions_without_records_hold_nothing_back(raw: Raw) -> None:
    assert await raw.oldest() is None


async def test_the_slowest_partition_counts_and_one_read_to_its_end_does_not(raw: Raw) -> None:
    await raw.put(0, EARLY, EARLY + 1)
    await raw.put(1, LATE, LATE + 1)
    assert await raw.oldest() == EARLY
    await raw.commit(0, 2)
    assert await raw.oldest() == LATE
    await raw.commit(1, 1)
    assert await raw.oldest() == LATE + 1
    await raw.commit(1, 2)
    assert await raw.oldest() is None


async def test_markers_and_what_was_aborted_are_no_unread_records(raw: Raw) -> None:
    async with raw.transaction(0, EARLY) as producer:
        await producer.commit_transaction()
    await raw.commit(0, 1)  # as a worker does: after the record, before the marker
    assert await raw.oldest() is None
    async with raw.transaction(0, EARLY) as producer:
        await producer.abort_transaction()
    assert await raw.oldest() is None


async def test_a_transaction_that_is_open_counts_by_its_first_record(raw: Raw) -> None:
    async with raw.transaction(0, EARLY) as producer:
        await raw.put(0, LATE)
        await raw.put(1, LATE)
        assert await raw.oldest() == EARLY
        await producer.abort_transaction()
    assert await raw.oldest() == LATE


async def test_of_several_topics_the_oldest_record_counts(raw: Raw) -> None:
    other = Raw(raw.broker, f"{raw.name}-2")
    admin = AIOKafkaAdminClient(bootstrap_servers=raw.broker)
    await admin.start()
    await admin.create_topics([NewTopic(other.name, 1, 1, topic_configs={"message.timestamp.type": "CreateTime"})])
    await admin.close()
    await raw.put(0, LATE)
    assert await oldest_unread(Connection(raw.broker), raw.group, raw.name, other.name) == LATE
    await other.put(0, EARLY)
    assert await oldest_unread(Connection(raw.broker), raw.group, raw.name, other.name) == EARLY


async def test_a_topic_that_the_broker_does_not_name_tells_nothing(broker: Broker, prefix: str) -> None:
    with pytest.raises(UnknownAgeError, match="does not name"):
        await oldest_unread(Connection(broker.bootstrap), f"{prefix}group", f"{prefix}nowhere")


async def test_a_broker_that_is_away_tells_nothing(prefix: str) -> None:
    with pytest.raises(UnknownAgeError):
        await oldest_unread(Connection("127.0.0.1:9"), f"{prefix}group", f"{prefix}raw")
