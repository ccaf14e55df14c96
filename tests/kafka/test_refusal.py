"""Of a broker that is merely away nothing is told: a worker waits for it. Refusals are tried in tests/e2e."""

import asyncio

import pytest

from streams.broker.ports import HOST, free_ports
from streams.kafka import Connection
from streams.kafka.fields import Protocol
from streams.kafka.refusal import refusal
from streams.kafka.security import Security


@pytest.mark.parametrize("protocol", [Protocol.PLAINTEXT, Protocol.SSL])
async def test_where_nobody_listens_nothing_refuses(protocol: Protocol) -> None:
    (port,) = free_ports(1)
    connection = Connection(f"{HOST}:{port}", Security(security_protocol=protocol))
    assert await refusal(connection) is None


@pytest.mark.parametrize("protocol", [Protocol.PLAINTEXT, Protocol.SSL])
async def test_a_broker_that_hangs_up_may_be_one_that_restarts(protocol: Protocol) -> None:
    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(hang_up, HOST, 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await refusal(Connection(f"{HOST}:{port}", Security(security_protocol=protocol))) is None
