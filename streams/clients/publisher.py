"""Publishing raw articles: every record is acknowledged by all in-sync replicas before this returns."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from streams.clients.admin import demand_topics
from streams.clients.start import start
from streams.inputs import InputRecord
from streams.kafka import Connection
from streams.kafka.clients import new_producer
from streams.kafka.errors import KafkaUnavailableError
from streams.nulls import given, null_or_bytes

IN_FLIGHT = 1000
"""Records that wait for their acknowledgement at most: bounds memory when a large file is published."""


@asynccontextmanager
async def publisher(connection: Connection, largest: int) -> AsyncIterator[AIOKafkaProducer]:
    """A producer for records of up to `largest` bytes. Raises KafkaUnavailableError where no broker answers."""
    producer = new_producer(
        connection,
        acks="all",
        enable_idempotence=True,
        max_request_size=largest,
        linger_ms=5,
        value_serializer=null_or_bytes,
    )
    try:
        await start(producer, connection)
    except KafkaUnavailableError:
        await producer.stop()
        raise
    try:
        yield producer
    finally:
        await producer.stop()


async def publish(
    producer: AIOKafkaProducer, topic: str | Callable[[InputRecord], str], records: Iterable[InputRecord]
) -> AsyncIterator[InputRecord]:
    """Send the records in order, to one topic or each to its own; each is yielded once the broker has it.

    Raises KafkaUnavailableError at once where there is no such topic, or naming the record that was refused.
    """
    there: set[str] = set()
    waiting: list[tuple[InputRecord, asyncio.Future[object]]] = []
    for record in records:
        name = topic if isinstance(topic, str) else topic(record)
        if name not in there:
            # Otherwise the client asks for the topic until its time is up, and says nothing for 40 s.
            await demand_topics([name], partial(_topics, producer))
            there.add(name)
        waiting.append((record, await _send(producer, name, record)))
        while len(waiting) >= IN_FLIGHT:
            yield await _acknowledged(*waiting.pop(0))
    for record, delivery in waiting:
        yield await _acknowledged(record, delivery)


async def _topics(producer: AIOKafkaProducer) -> set[str]:
    try:
        there: set[str] = (await producer.client.fetch_all_metadata()).topics()
    except KafkaError as error:
        raise KafkaUnavailableError(f"no Kafka broker answers any more ({error})") from error
    return there


async def _send(producer: AIOKafkaProducer, topic: str, record: InputRecord) -> "asyncio.Future[object]":
    try:
        sent: asyncio.Future[object] = await producer.send(
            topic, key=record.key, value=given(record.value), headers=list(record.headers)
        )
    except KafkaError as error:
        raise KafkaUnavailableError(f"{record.where}: not published: {error}") from error
    return sent


async def _acknowledged(record: InputRecord, delivery: "asyncio.Future[object]") -> InputRecord:
    try:
        await delivery
    except KafkaError as error:
        raise KafkaUnavailableError(f"{record.where}: not published: {error}") from error
    return record
