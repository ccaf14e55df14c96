"""A lock that many hold at once, or one alone: stages work side by side, but for a record that is suspected."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class SharedLock:
    """Many may hold it at once, or one alone."""

    def __init__(self) -> None:
        self._freed = asyncio.Event()
        self._many = 0
        self._alone = False

    @asynccontextmanager
    async def hold(self, *, exclusive: bool) -> AsyncIterator[None]:
        """Wait for the lock, and hold it while the block lasts."""
        while self._alone or (exclusive and self._many):
            self._freed.clear()
            await self._freed.wait()
        self._alone, self._many = exclusive, self._many + (not exclusive)
        try:
            yield
        finally:
            self._alone, self._many = False, self._many - (not exclusive)
            self._freed.set()
