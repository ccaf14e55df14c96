"""Waiting for a broker that is away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from streams.kafka.errors import AWAY, KafkaAwayError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0

Result = TypeVar("Result")


async def patiently(attempt: Callable[[], Awaitable[Result]], pause: float = PAUSE_SECONDS) -> Result:
    """What the attempt comes to, tried again for as long as no broker answers. It has to bear being broken off."""
    while True:
        try:
            return await attempt()
        except (KafkaAwayError, *AWAY) as error:
            log.warning("no broker answers, waiting: %s", error)
            await asyncio.sleep(pause)
