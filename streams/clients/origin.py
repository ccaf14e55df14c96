"""A raw record fetched anew, by the origin that a record between the stages names."""

import asyncio
from dataclasses import replace

from aiokafka import TopicPartition

from streams.kafka import Connection
from streams.kafka.clients import new_consumer
from streams.steps import Incoming

SECONDS = 15.0
"""How long raw is asked for the record, which it may have deleted."""


async def raw_record(connection: Connection, passed: Incoming) -> Incoming | None:
    """The raw record that this one comes from, None where raw does not hold it any more. Raises KafkaError."""
    origin = passed.origin
    tp = TopicPartition(origin.topic, origin.partition)
    consumer = new_consumer(connection, enable_auto_commit=False, auto_offset_reset="earliest")
    try:
        await consumer.start()
        consumer.assign([tp])
        consumer.seek(tp, origin.offset)
        found = await asyncio.wait_for(consumer.getone(tp), SECONDS)
    except TimeoutError:
        return None
    finally:
        await consumer.stop()
    if found.offset != origin.offset:
        return None
    headers = tuple((name, value) for name, value in found.headers)
    return replace(passed, key=found.key, value=found.value, headers=headers)
