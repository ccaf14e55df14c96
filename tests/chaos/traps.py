"""Traps in the proxies: they look at the requests of transactions that pass, and strike once at the worst moment."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from streams.broker.ports import HOST
from tests.chaos.frames import END, INIT_PRODUCER_ID, JOIN_GROUP, LEAVE_GROUP, LENGTH, Frame, Request

ANSWER_SECONDS = 10


class Connection(Protocol):
    """A client's connection to the broker that listens on port `target`."""

    target: int

    def cut(self) -> None:
        """Reset it on both sides."""


class Trap(Protocol):
    """Is asked about each frame before it goes on."""

    def request(self, link: Connection, said: Request, frame: Frame) -> bool:
        """Whether the request goes on."""

    async def answer(self, link: Connection, said: Request) -> None:
        """The answer to a request of a transaction has come from the broker; the client has it when this is over."""


class HoldBack:
    """Holds one request of a kind back and cuts its connection, so that the client sends it again. It reaches the
    broker within the next transaction of its transactional id: when a request of the kind `within` was answered there.
    `code` is what the broker says of it, -1 when it says nothing.
    """

    def __init__(self, api: int, within: int) -> None:
        self.transactional_id = ""
        self.code: int | None = None
        self.let_go = asyncio.Event()
        self._api, self._within = api, within
        self._held: Frame = b""
        self._target = 0
        self._next = False

    def request(self, link: Connection, said: Request, frame: Frame) -> bool:
        if self._held or said.api != self._api or (said.api == END and not frame[-1]):  # an abort is of no interest
            return True
        self._held, self._target, self.transactional_id = frame, link.target, said.transactional_id
        link.cut()
        return False

    async def answer(self, link: Connection, said: Request) -> None:
        if not self._held or said.transactional_id != self.transactional_id or self.let_go.is_set():
            return
        if said.api in (END, INIT_PRODUCER_ID):
            self._next = True
        elif self._next and said.api == self._within:
            self.let_go.set()
            self.code = await _deliver(self._held, self._target)


async def _deliver(frame: Frame, target: int) -> int:
    """Send a frame over a connection of its own; the error code that ends the answer, -1 when none comes."""
    try:
        reader, writer = await asyncio.open_connection(HOST, target)
        try:
            writer.write(frame)
            length = int.from_bytes(await asyncio.wait_for(reader.readexactly(LENGTH), ANSWER_SECONDS))
            answer = await asyncio.wait_for(reader.readexactly(length), ANSWER_SECONDS)
        finally:
            writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return -1
    return int.from_bytes(answer[-2:])


class AfterEnd:
    """Strikes when, after the group began to move, a broker has answered the end of a transaction."""

    def __init__(self, strike: Callable[[int], None]) -> None:
        """`strike` is given the port of that broker, at once: what the end sets going takes a millisecond or two."""
        self.struck = asyncio.Event()
        self._strike = strike
        self._moves = False

    def request(self, link: Connection, said: Request, frame: Frame) -> bool:
        self._moves |= said.api in (JOIN_GROUP, LEAVE_GROUP)
        return True

    async def answer(self, link: Connection, said: Request) -> None:
        if self._moves and said.api == END and not self.struck.is_set():
            self.struck.set()
            self._strike(link.target)
