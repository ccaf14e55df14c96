"""How far screen has come is a hint."""

import asyncio

import pytest

from schemas import Origin
from streams.clients.unread import UnknownAgeError
from streams.stages.horizon import SLACK_MS, Horizon

ORIGIN = Origin(topic="raw", partition=0, offset=0, timestamp=10 * SLACK_MS)


@pytest.mark.parametrize("error", [UnknownAgeError("slow"), ValueError("a file is empty"), RuntimeError("any other")])
async def test_a_look_that_fails_is_made_again(error: Exception) -> None:
    again = asyncio.Event()
    looks = iter([error, None])

    async def look() -> int | None:
        if (failure := next(looks)) is not None:
            horizon.before(ORIGIN.model_copy(update={"timestamp": ORIGIN.timestamp + 1}))  # something new has come
            raise failure
        again.set()
        return None

    horizon = Horizon(look, every_seconds=0.001)
    horizon.before(ORIGIN)
    async with horizon:
        await asyncio.wait_for(again.wait(), 10)
