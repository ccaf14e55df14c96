"""Each kind of bad weather, against an echo."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from streams.broker.ports import HOST, free_ports
from tests.chaos.proxy import Proxy


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(1000):
        writer.write(chunk)
    writer.close()


@asynccontextmanager
async def proxied() -> AsyncIterator[tuple[Proxy, asyncio.StreamReader, asyncio.StreamWriter]]:
    near, far = free_ports(2)
    proxy = Proxy(near, far)
    async with await asyncio.start_server(echo, HOST, far):
        await proxy.start()
        reader, writer = await asyncio.open_connection(HOST, near)
        try:
            yield proxy, reader, writer
        finally:
            writer.close()
            await proxy.stop()


Case = Callable[[Proxy, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def fair(_proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"hello")
    assert await asyncio.wait_for(reader.readexactly(5), 5) == b"hello"


async def delayed(proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    proxy.change(delay=0.1)
    began = time.monotonic()
    await fair(proxy, reader, writer)
    assert time.monotonic() - began >= 0.2


async def reset(proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await fair(proxy, reader, writer)
    proxy.reset()
    with pytest.raises(ConnectionResetError):
        await asyncio.wait_for(reader.readexactly(1), 5)


async def silent_one_way(proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    proxy.change(down=False)
    writer.write(b"lost")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.readexactly(1), 0.3)
    proxy.clear()
    with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
        await asyncio.wait_for(reader.readexactly(1), 5)


@pytest.mark.parametrize("case", [fair, delayed, reset, silent_one_way])
async def test_weather(case: Case) -> None:
    async with proxied() as parts:
        await case(*parts)
