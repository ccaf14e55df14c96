"""A limit for the bytes of records that wait for their stages. Queues count records, and records may be of any size."""

from __future__ import annotations

import asyncio
from typing import Any

MOST_BYTES = 64 * 1024 * 1024


class BufferLimit:
    """Fetched records take room until their stage asks for them. One record is let in however large it is."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._held = most_bytes, 0
        self._freed = asyncio.Event()

    @property
    def held(self) -> int:
        """Bytes that wait."""
        return self._held

    async def acquire(self, size: int) -> None:
        """Wait until there is room for so many bytes."""
        while self._held and self._held + size > self._most:
            self._freed.clear()
            await self._freed.wait()
        self._held += size

    def release(self, size: int) -> None:
        """A record has left its queue. It may have entered before the limit was cleared."""
        self._held = max(0, self._held - size)
        self._freed.set()

    def clear(self) -> None:
        """The queues were cleared."""
        self.release(self._held)


def size_of(message: Any) -> int:
    """Bytes of a message's key, value and headers."""
    key, value = (getattr(message, name, None) or b"" for name in ("key", "value"))
    headers = getattr(message, "headers", None) or ()
    return len(key) + len(value) + sum(len(name) + len(content or b"") for name, content in headers)
