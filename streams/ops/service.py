"""The web server as a part of the worker, and what it tells of the worker's state."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mode import Service

from streams.metrics import Metric
from streams.ops.metrics import Metrics
from streams.ops.web import Served, serve, serve_at, web_app
from streams.transport import NewsmillApp

Where = tuple[str, int] | Path
"""Host and port, or a socket of the file system."""


class WorkerVitals:
    """A worker's state, as its app knows it."""

    def __init__(self, app: NewsmillApp, now: Callable[[], float] = time.time) -> None:
        self._app, self._now = app, now
        self._idle_at: dict[tuple[str, int], float] = {}  # when a partition was last seen to have nothing to do

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

    def show_in(self, metrics: Metrics) -> None:
        """Let every gauge of the worker itself be looked up here."""
        metrics.show(Metric.LAG_RECORDS, self.lag_records)
        metrics.show(Metric.LAG_SECONDS, self.lag_seconds)
        metrics.show(Metric.QUEUE_BYTES, lambda: {(): self._app.buffer_limit.held})
        metrics.show(Metric.READY, lambda: {(): float(self.not_ready() is None)})
        metrics.show(Metric.RECOVERING_SECONDS, lambda: {(): self._recovery().seconds})

    def lag_records(self) -> dict[tuple[str, ...], float]:
        """What is published and not committed, for every partition in work."""
        return {(task.topic, str(task.partition)): self._app.behind(task) for task in self._app.partition_tasks}

    def lag_seconds(self) -> dict[tuple[str, ...], float]:
        """How old the oldest article is that is not done, for every partition in work that has begun with one.

        The next record's time is not known before its stage has it: it is not older than the one before, and came after
        the partition was last seen with nothing to do. Clocks of broker and worker may differ.
        """
        ages: dict[tuple[str, ...], float] = {}
        for task in self._app.partition_tasks:
            place = task.topic, task.partition
            if not self._app.behind(task):
                self._idle_at[place] = self._now()
                ages[task.topic, str(task.partition)] = 0.0
            elif task.reached_ms is not None:
                since = max(task.reached_ms / 1000, self._idle_at.get(place, 0.0) if not task.at_work else 0.0)
                ages[task.topic, str(task.partition)] = max(0.0, self._now() - since)
        return ages

    def _recovery(self) -> Any:
        tables: Any = self._app.tables
        return tables.recovery


class WebService(Service):
    """Starts with the app, before what it remembers is read back, so that probes are answered at once."""

    def __init__(self, app: NewsmillApp, metrics: Metrics, where: Where, **options: Any) -> None:
        super().__init__(**options)
        vitals = WorkerVitals(app)
        vitals.show_in(metrics)
        self._pages = web_app(metrics, vitals)
        self._where = where
        self._served: Served | None = None

    async def on_start(self) -> None:
        if isinstance(self._where, Path):
            self._served = await serve_at(self._pages, self._where)
        else:
            self._served = await serve(self._pages, *self._where)
            self._where = self._where[0], self._served.port

    async def on_stop(self) -> None:
        if self._served is not None:
            await self._served.cleanup()
