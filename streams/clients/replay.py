"""Rejected records sent to the raw topic again, each to the partition on which it came."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from streams.clients.publisher import publisher
from streams.clients.rejections import read, records_at
from streams.clients.scan import Record
from streams.kafka import Connection
from streams.kafka.errors import KafkaUnavailableError
from streams.nulls import given
from streams.repair import Place, Rejection, original

IN_FLIGHT = 200
"""Records that wait for their acknowledgement at most."""


async def replay(connection: Connection, places: Sequence[Place], largest: int) -> AsyncIterator[Rejection]:
    """Send what stands there as its senders sent it; each is yielded once the broker has it.

    They go to the partition of their origin: what was sent is found behind it there, also where this was broken off.
    Raises KafkaUnavailableError naming the rejection that was not taken.
    """
    waiting: list[tuple[Rejection, asyncio.Future[object]]] = []
    async with publisher(connection, largest) as producer:
        async for record in records_at(connection, places):
            waiting.append(await _send(producer, record))
            while len(waiting) >= IN_FLIGHT:
                yield await _acknowledged(*waiting.pop(0))
        for rejection, delivery in waiting:
            yield await _acknowledged(rejection, delivery)


async def _send(producer: AIOKafkaProducer, record: Record) -> "tuple[Rejection, asyncio.Future[object]]":
    rejection = read(record)
    origin = rejection.origin
    sent = original(origin, record.key, record.value, record.headers)
    try:
        delivery: asyncio.Future[object] = await producer.send(
            origin.topic, key=sent.key, value=given(sent.value), headers=list(sent.headers), partition=origin.partition
        )
    except KafkaError as error:
        raise _not_sent(rejection, error) from error
    return rejection, delivery


async def _acknowledged(rejection: Rejection, delivery: "asyncio.Future[object]") -> Rejection:
    try:
        await delivery
    except KafkaError as error:
        raise _not_sent(rejection, error) from error
    return rejection


def _not_sent(rejection: Rejection, error: KafkaError) -> KafkaUnavailableError:
    return KafkaUnavailableError(f"{rejection.place}: not sent again: {error}")
