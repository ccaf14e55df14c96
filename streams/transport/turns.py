"""Who handles a record when: stages side by side as a rule, one record alone where it is suspected."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Many may have a turn at once, or one alone."""

    def __init__(self) -> None:
        self._freed = asyncio.Event()
        self._many = 0
        self._alone = False

    @asynccontextmanager
    async def turn(self, *, alone: bool) -> AsyncIterator[None]:
        """Wait for a turn, and have it while the block lasts."""
        while self._alone or (alone and self._many):
            self._freed.clear()
            await self._freed.wait()
        self._alone, self._many = alone, self._many + (not alone)
        try:
            yield
        finally:
            self._alone, self._many = False, self._many - (not alone)
            self._freed.set()
