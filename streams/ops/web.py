"""The worker's small web server: `/metrics`, `/livez` and `/readyz`."""

import asyncio
import errno
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CONTENT_TYPE_LATEST

from streams.ops.door import Door
from streams.ops.metrics import Metrics

log = logging.getLogger(__name__)

PORTS_TRIED = 100
"""Workers that find a port of their own on one machine."""

SHUTDOWN_SECONDS = 2.0
"""For requests in hand when the worker stops."""


class Vitals(Protocol):
    """How the worker is."""

    def not_alive(self) -> str | None:
        """Why this process should be ended and started anew, or None. A broker that is away is no reason."""

    def not_ready(self) -> str | None:
        """Why this process is not doing its share yet, or None."""


def web_app(metrics: Metrics, vitals: Vitals) -> web.Application:
    """The pages of one worker."""

    async def page() -> bytes:
        return metrics.page()

    async def not_alive() -> str | None:
        return vitals.not_alive()

    async def not_ready() -> str | None:
        return vitals.not_ready()

    return pages(page, not_alive, not_ready)


def pages(
    page: Callable[[], Awaitable[bytes]],
    not_alive: Callable[[], Awaitable[str | None]],
    not_ready: Callable[[], Awaitable[str | None]],
) -> web.Application:
    """The three pages. A probe answers 200 with `ok`, or 503 with a line that says why."""

    async def show_metrics(_: web.Request) -> web.Response:
        return web.Response(body=await page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def livez(_: web.Request) -> web.Response:
        return _probe(await not_alive())

    async def readyz(_: web.Request) -> web.Response:
        return _probe(await not_ready())

    app = web.Application(middlewares=[_once])
    app.add_routes([web.get("/metrics", show_metrics), web.get("/livez", livez), web.get("/readyz", readyz)])
    return app


@web.middleware
async def _once(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One request a connection: one that is kept alive would reach its end in the middle of a scrape."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.force_close()
        raise
    response.force_close()
    return response


def _probe(problem: str | None) -> web.Response:
    return web.Response(text=f"{problem or 'ok'}\n", status=503 if problem else 200)


class Served:
    """Pages that are served until they are cleaned up."""

    def __init__(self, runner: web.AppRunner, server: asyncio.Server, port: int = 0) -> None:
        self._runner, self._server = runner, server
        self.port = port

    async def cleanup(self) -> None:
        """Take no more requests, and let those in hand be answered."""
        self._server.close()
        await self._runner.cleanup()


async def serve(app: web.Application, host: str, port: int) -> Served:
    """Start serving at `port`, or the next free one where another worker has it.

    Raises OSError where none of the ports can be had, or the address is not this machine's.
    """
    runner, door = await _open(app)
    try:
        server = await _listen(door, host, port)
    except OSError as error:
        await runner.cleanup()
        raise OSError(f"NEWSMILL_WEB_HOST={host}, NEWSMILL_WEB_PORT={port}: {error.strerror or error}") from error
    served = Served(runner, server, server.sockets[0].getsockname()[1])
    log.info("metrics and health at http://%s:%d/metrics", host, served.port)
    return served


async def serve_at(app: web.Application, path: Path) -> Served:
    """Start serving at a socket of the file system. Raises OSError where it cannot be made."""
    runner, door = await _open(app)
    try:
        return Served(runner, await asyncio.get_running_loop().create_unix_server(door, path))
    except OSError:
        await runner.cleanup()
        raise


async def _open(app: web.Application) -> tuple[web.AppRunner, Door]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    assert runner.server is not None  # noqa: S101 - it was set up
    return runner, Door(runner.server)


async def _listen(door: Door, host: str, port: int) -> asyncio.Server:
    last = min(port + PORTS_TRIED, 65535) if port else 0
    while True:
        try:
            return await asyncio.get_running_loop().create_server(door, host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port >= last:
                raise
            port += 1
