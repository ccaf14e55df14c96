"""The worker's small web server: `/metrics`, `/livez` and `/readyz`."""

import errno
import logging
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from streams.ops.metrics import Metrics

log = logging.getLogger(__name__)

PORTS_TRIED = 100
"""Workers that find a port of their own on one machine."""


class Vitals(Protocol):
    """How the worker is."""

    def not_alive(self) -> str | None:
        """Why this process should be ended and started anew, or None. A broker that is away is no reason."""

    def not_ready(self) -> str | None:
        """Why this process is not doing its share yet, or None."""

    def lags(self) -> dict[tuple[str, int], int]:
        """Records published and not committed, by topic and partition assigned."""


def web_app(metrics: Metrics, vitals: Vitals) -> web.Application:
    """The three pages. A probe answers 200 with `ok`, or 503 with a line that says why."""

    async def show_metrics(_: web.Request) -> web.Response:
        metrics.set_lags(vitals.lags())
        return web.Response(body=metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def livez(_: web.Request) -> web.Response:
        return _probe(vitals.not_alive())

    async def readyz(_: web.Request) -> web.Response:
        return _probe(vitals.not_ready())

    app = web.Application()
    app.add_routes([web.get("/metrics", show_metrics), web.get("/livez", livez), web.get("/readyz", readyz)])
    return app


def _probe(problem: str | None) -> web.Response:
    return web.Response(text=f"{problem or 'ok'}\n", status=503 if problem else 200)


async def serve(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Start serving at `port`, or the next free one where another worker has it; the port that it became.

    Raises OSError where none of the ports can be had, or the address is not this machine's.
    """
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    last = port + PORTS_TRIED if port else 0
    while True:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port >= min(last, 65535):
                await runner.cleanup()
                raise
            port += 1
        else:
            found: int = runner.addresses[0][1]
            log.info("metrics and health at http://%s:%d/metrics", host, found)
            return runner, found
