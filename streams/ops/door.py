"""The door of the web server: who is let in, for how long, and how many at once.

aiohttp waits for ever for the rest of a request. Whoever opens connections and says nothing would take the worker's
sockets, and with them those by which it speaks to Kafka.
"""

import asyncio
from collections.abc import Callable

SECONDS = 10.0
"""From the first byte to the last: a probe or a scrape takes some milliseconds."""

MOST = 64
"""Connections at once. One more closes the oldest, so that a probe is always let in."""


class Door:
    """Makes the protocol of each connection, as `loop.create_server` wants it."""

    def __init__(self, serve: Callable[[], asyncio.Protocol], *, seconds: float = SECONDS, most: int = MOST) -> None:
        self._serve = serve
        self._most = most
        self._visits: dict[Visit, None] = {}  # in the order in which they came
        self.seconds = seconds

    def __call__(self) -> "Visit":
        return Visit(self._serve(), self)

    def enter(self, visit: "Visit") -> None:
        """Let one in, and the oldest out where there are too many."""
        self._visits[visit] = None
        if len(self._visits) > self._most:
            oldest = next(iter(self._visits))
            self.leave(oldest)
            oldest.end()

    def leave(self, visit: "Visit") -> None:
        """Forget one that has gone."""
        self._visits.pop(visit, None)


class Visit(asyncio.Protocol):
    """One connection: everything is left to aiohttp's protocol, but for the end."""

    def __init__(self, inner: asyncio.Protocol, door: Door) -> None:
        self._inner, self._door = inner, door
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a server's always is
        self._transport = transport
        self._timer = asyncio.get_running_loop().call_later(self._door.seconds, self.end)
        self._inner.connection_made(transport)
        self._door.enter(self)

    def connection_lost(self, error: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._door.leave(self)
        self._inner.connection_lost(error)

    def data_received(self, data: bytes) -> None:
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def end(self) -> None:
        """Close the connection whatever its other end does."""
        if self._transport is not None:
            self._transport.abort()
