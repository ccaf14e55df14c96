"""Traps against a broker that answers everything and writes down what it was asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiokafka.protocol.api import RequestHeader_v1
from aiokafka.protocol.group import LeaveGroupRequest_v0
from aiokafka.protocol.transaction import (
    AddOffsetsToTxnRequest_v0,
    AddPartitionsToTxnRequest_v0,
    EndTxnRequest_v0,
    TxnOffsetCommitRequest_v0,
)

from streams.broker.ports import HOST, free_ports
from tests.chaos.frames import ADD_OFFSETS, ADD_PARTITIONS, COMMIT_OFFSETS, END, request
from tests.chaos.proxy import Proxy
from tests.chaos.traps import AfterEnd, HoldBack

ADD, OFFSETS = AddPartitionsToTxnRequest_v0("a", 1, 0, []), AddOffsetsToTxnRequest_v0("a", 1, 0, "group")
COMMIT = TxnOffsetCommitRequest_v0("a", "group", 1, 0, [])
DONE, UNDONE, OTHERS = (EndTxnRequest_v0(*said) for said in (("a", 1, 0, True), ("a", 1, 0, False), ("b", 1, 0, True)))


class Table:
    """A broker behind a proxy; `asked` are the numbers of the requests in the order in which it got them."""

    def __init__(self) -> None:
        self.near, self.far = free_ports(2)
        self.proxy = Proxy(self.near, self.far, kafka=True)
        self.asked: list[tuple[int, int]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while length := await reader.read(4):
            frame = length + await reader.readexactly(int.from_bytes(length))
            said = request(frame)
            self.asked.append((said.api, said.correlation))
            writer.write((6).to_bytes(4) + said.correlation.to_bytes(4) + (3).to_bytes(2))
        writer.close()

    async def ask(self, *requests: Any) -> None:
        """Send one after the other, each again when its connection is cut; correlation ids count from 0."""
        for number, said in enumerate(requests):
            while not await self._asked(RequestHeader_v1(said, number, "client").encode() + said.encode()):
                pass

    async def _asked(self, payload: bytes) -> bool:
        reader, writer = await asyncio.open_connection(HOST, self.near)
        try:
            writer.write(len(payload).to_bytes(4) + payload)
            return bool(await asyncio.wait_for(reader.readexactly(10), 5))
        except (ConnectionResetError, asyncio.IncompleteReadError):
            return False
        finally:
            writer.close()


@asynccontextmanager
async def table() -> AsyncIterator[Table]:
    here = Table()
    async with await asyncio.start_server(here.serve, HOST, here.far):
        await here.proxy.start()
        try:
            yield here
        finally:
            await here.proxy.stop()


async def without_a_trap(here: Table) -> None:
    await here.ask(ADD, DONE)
    assert here.asked == [(ADD_PARTITIONS, 0), (END, 1)]


async def an_end_within_the_next(here: Table) -> None:
    """The broker gets the held one third: after the one that was sent again, and the next transaction's beginning."""
    here.proxy.trap = trap = HoldBack(END, ADD_PARTITIONS)
    await here.ask(ADD, UNDONE, DONE, OTHERS, ADD, DONE)
    assert here.asked[2:] == [(END, 2), (END, 3), (ADD_PARTITIONS, 4), (END, 2), (END, 5)]
    assert (trap.transactional_id, trap.code) == ("a", 3)


async def an_end_when_records_are_out(here: Table) -> None:
    here.proxy.trap = HoldBack(END, ADD_OFFSETS)
    await here.ask(DONE, ADD, OFFSETS, DONE)
    assert here.asked == [(END, 0), (ADD_PARTITIONS, 1), (ADD_OFFSETS, 2), (END, 0), (END, 3)]


async def offsets_after_the_next(here: Table) -> None:
    here.proxy.trap = HoldBack(COMMIT_OFFSETS, COMMIT_OFFSETS)
    await here.ask(COMMIT, DONE, COMMIT, DONE)
    assert here.asked == [(COMMIT_OFFSETS, 0), (END, 1), (COMMIT_OFFSETS, 2), (COMMIT_OFFSETS, 0), (END, 3)]


async def after_an_end_while_the_group_moves(here: Table) -> None:
    struck: list[int] = []
    here.proxy.trap = AfterEnd(struck.append)
    await here.ask(DONE)
    assert struck == []
    await here.ask(LeaveGroupRequest_v0("group", "member"), ADD, DONE, DONE)
    assert struck == [here.far]


CASES: list[Callable[[Table], Awaitable[None]]] = [
    without_a_trap,
    an_end_within_the_next,
    an_end_when_records_are_out,
    offsets_after_the_next,
    after_an_end_while_the_group_moves,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
async def test_traps(case: Callable[[Table], Awaitable[None]]) -> None:
    async with table() as here:
        await case(here)
