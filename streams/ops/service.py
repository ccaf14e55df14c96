"""The web server as a part of the worker, and what it tells of the worker's state."""

from typing import Any

from mode import Service

from streams.ops.metrics import Metrics
from streams.ops.web import Served, serve, web_app
from streams.transport import NewsmillApp


class WorkerVitals:
    """A worker's state, as its app knows it."""

    def __init__(self, app: NewsmillApp) -> None:
        self._app = app

    def not_alive(self) -> str | None:
        """A worker that cannot go on says so until it has ended, which it does by itself and soon."""
        return str(self._app.failure) if self._app.failure else None

    def not_ready(self) -> str | None:
        """Ready is who has its partitions and has read back what it remembers."""
        if self._app.failure:
            return str(self._app.failure)
        if not self._app.flowing:
            return "partitions are being assigned, or what is remembered is being read back"
        return None

    def lags(self) -> dict[tuple[str, int], int]:
        """What is published and not committed, for every partition in work."""
        return {(task.topic, task.partition): self._app.behind(task) for task in self._app.partition_tasks}


class WebService(Service):
    """Starts with the app, before what it remembers is read back, so that probes are answered at once."""

    def __init__(self, app: NewsmillApp, metrics: Metrics, host: str, port: int, **options: Any) -> None:
        super().__init__(**options)
        self._pages = web_app(metrics, WorkerVitals(app))
        self._host, self._port = host, port
        self._served: Served | None = None

    async def on_start(self) -> None:
        self._served = await serve(self._pages, self._host, self._port)
        self._port = self._served.port

    async def on_stop(self) -> None:
        if self._served is not None:
            await self._served.cleanup()
