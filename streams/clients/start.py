"""Starting a client, or saying why it is not let in."""

import asyncio
from typing import Protocol

from aiokafka.errors import KafkaError

from streams.kafka import Connection
from streams.kafka.errors import KafkaAwayError, KafkaUnavailableError
from streams.kafka.refusal import refusal, refusals

SOON_SECONDS = 3.0
"""A start that takes longer is looked into: clients ask one broker after the other, and wait long for a silent one."""


class Startable(Protocol):
    """A client of aiokafka."""

    async def start(self) -> None: ...


async def start(client: Startable, connection: Connection) -> None:
    """Start it. Raises KafkaAwayError where no broker answers, KafkaUnavailableError for what one refuses, soon."""
    starting = asyncio.ensure_future(client.start())
    try:
        await asyncio.wait({starting}, timeout=SOON_SECONDS)
        if not starting.done() and (found := await refusals(connection)).told and not found.let_in:
            raise KafkaUnavailableError(found.told)
        await starting
    except KafkaError as error:
        raise await not_let_in(connection, error) from error
    finally:
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)


async def not_let_in(connection: Connection, error: Exception, more: str = "") -> KafkaUnavailableError:
    """What to raise where a client could not start: a refusal, which stays, or KafkaAwayError, which may pass."""
    if (why := await refusal(connection)) is not None:
        return KafkaUnavailableError(why)
    return KafkaAwayError(f"no Kafka broker answers {f'{more} ' if more else ''}at {connection.bootstrap} ({error})")
