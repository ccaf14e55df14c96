"""How many bytes of records may wait for their stages. Queues count records, and records may be of any size."""

from __future__ import annotations

import asyncio
from typing import Any

MOST_BYTES = 64 * 1024 * 1024
LOOK_SECONDS = 1.0


class Room:
    """Fetched records take room until their stage asks for them. One record is let in however large it is."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._taken = most_bytes, 0
        self._freed = asyncio.Event()

    @property
    def taken(self) -> int:
        """Bytes that wait."""
        return self._taken

    async def take(self, size: int) -> None:
        """Wait until there is room for so many bytes."""
        while self._taken and self._taken + size > self._most:
            self._freed.clear()
            await self._freed.wait()
        self._taken += size

    def give(self, size: int) -> None:
        """A record has left its queue. It may have entered before the room was cleared."""
        self._taken = max(0, self._taken - size)
        self._freed.set()

    def clear(self) -> None:
        """The queues were cleared."""
        self.give(self._taken)


def size_of(message: Any) -> int:
    """Bytes of a message's key, value and headers."""
    key, value = (getattr(message, name, None) or b"" for name in ("key", "value"))
    headers = getattr(message, "headers", None) or ()
    return len(key) + len(value) + sum(len(name) + len(content or b"") for name, content in headers)
