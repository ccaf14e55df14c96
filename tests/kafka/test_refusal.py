"""Of a broker that is merely away nothing is told: a worker waits for it. Refusals are tried in tests/e2e."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from streams.broker.ports import HOST, free_ports
from streams.clients.admin import admin
from streams.kafka import Connection
from streams.kafka.errors import KafkaUnavailableError
from streams.kafka.fields import Protocol
from streams.kafka.refusal import refusal
from streams.kafka.security import Security
from tests.support.certificates import Authority, Issued


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


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.kafka.refusal.ASK_MS", 500)
    monkeypatch.setattr("streams.clients.start.SOON_SECONDS", 0.1, raising=False)


@asynccontextmanager
async def servers(*shown: Issued | None) -> AsyncIterator[str]:
    """Their addresses: each shows its certificate and hangs up, and says nothing where it has none."""

    async def say(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, silent: bool) -> None:
        if silent:
            await asyncio.sleep(60)
        writer.close()

    async with AsyncExitStack() as stack:
        ports = []
        for one in shown:
            context = None if one is None else ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            if one is not None and context is not None:
                context.load_cert_chain(one.cert, one.key)
            server = await asyncio.start_server(partial(say, silent=one is None), HOST, 0, ssl=context)
            stack.callback(server.close)
            ports.append(server.sockets[0].getsockname()[1])
        yield ",".join(f"{HOST}:{port}" for port in ports)


@pytest.mark.usefixtures("impatient")
async def test_of_several_brokers_each_refusal_is_told_though_others_are_silent(tmp_path: Path) -> None:
    ours, other = Authority(tmp_path), Authority(tmp_path, "other CA")
    shown = [None, None, None, ours.issue("late", [HOST], days=-1), other.issue("foreign", [HOST])]
    security = Security(security_protocol=Protocol.SSL, ssl_ca=ours.ca)
    async with servers(*shown, shown[3]) as bootstrap, asyncio.timeout(10):
        told = await refusal(Connection(bootstrap, security))
    assert told is not None
    late, foreign = told.split("; ")
    assert late.endswith("shows a certificate that has expired")
    assert all(address in late for address in bootstrap.split(",")[3::2])
    assert "NEWSMILL_SSL_CA does not vouch for" in foreign


@pytest.mark.usefixtures("impatient")
async def test_a_client_that_waits_for_silent_brokers_hears_what_another_refuses(tmp_path: Path) -> None:
    ours = Authority(tmp_path)
    security = Security(security_protocol=Protocol.SSL, ssl_ca=ours.ca)
    async with servers(None, None, None, ours.issue("late", [HOST], days=-1)) as bootstrap, asyncio.timeout(10):
        with pytest.raises(KafkaUnavailableError, match="shows a certificate that has expired"):
            async with admin(Connection(bootstrap, security)):
                pass
