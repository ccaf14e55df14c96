"""Following topics from outside, as any consumer would."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from streams.clients.admin import demand_topics
from streams.clients.start import start
from streams.kafka import Connection
from streams.kafka.clients import new_consumer
from streams.kafka.errors import KafkaUnavailableError


@asynccontextmanager
async def reader(
    connection: Connection, topics: Sequence[str], *, from_beginning: bool, committed: bool = True
) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer at the start or the end of the topics, of committed records unless told otherwise.

    Raises KafkaUnavailableError where no broker answers or a topic is missing.
    """
    consumer = new_consumer(
        connection,
        isolation_level="read_committed" if committed else "read_uncommitted",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    try:
        await start(consumer, connection)
    except KafkaUnavailableError:
        await consumer.stop()
        raise
    try:
        await _begin(consumer, topics, from_beginning=from_beginning)
        yield consumer
    except KafkaError as error:
        raise KafkaUnavailableError(f"the Kafka broker at {connection.bootstrap} refuses: {error}") from error
    finally:
        await consumer.stop()


async def _begin(consumer: AIOKafkaConsumer, topics: Sequence[str], *, from_beginning: bool) -> None:
    await demand_topics(topics, consumer.topics)
    consumer.subscribe(topics)
    while {tp.topic for tp in consumer.assignment()} != set(topics):  # noqa: ASYNC110 - aiokafka has no event for it
        await asyncio.sleep(0.02)  # without a group it is assigned all partitions with the next metadata
    if not from_beginning:
        await consumer.seek_to_end()
