"""Rejected records sent to the raw topic again, each to the partition on which it came."""

from collections.abc import AsyncIterator, Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from streams.clients.publisher import publisher
from streams.clients.rejections import read, records_at
from streams.kafka import Connection
from streams.kafka.errors import KafkaUnavailableError
from streams.nulls import given
from streams.repair import Place, Rejection, original


async def replay(connection: Connection, places: Sequence[Place], largest: int) -> AsyncIterator[Rejection]:
    """Send what stands there as its senders sent it; each is yielded once the broker has it.

    One after the other, so that whoever breaks it off knows what went. They go to the origin's partition: what was
    sent is found behind it there. Raises KafkaUnavailableError naming the rejection that was not taken.
    """
    async with publisher(connection, largest) as producer:
        async for record in records_at(connection, places):
            rejection = read(record)
            await _send(producer, rejection, record.key, record.value, list(record.headers))
            yield rejection


async def _send(
    producer: AIOKafkaProducer,
    rejection: Rejection,
    key: bytes | None,
    value: bytes | None,
    headers: list[tuple[str, bytes | None]],
) -> None:
    origin = rejection.origin
    sent = original(origin, key, value, headers)
    try:
        await producer.send_and_wait(
            origin.topic, key=sent.key, value=given(sent.value), headers=list(sent.headers), partition=origin.partition
        )
    except (KafkaError, TimeoutError) as error:
        raise KafkaUnavailableError(f"{rejection.place}: not sent again: {error}") from error
