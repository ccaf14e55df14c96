"""From an assignment to the first record: state is read back, reported, and only then do partitions flow.

Takes the place of Faust's `Recovery`, which swallows exceptions, and lets partitions flow before it has gone to their
committed offsets: records fetched in between are handled by one worker and once more by the next.
"""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import Any

from faust.tables.manager import TableManager as FaustTableManager
from faust.types import TP
from mode import Service

from streams.kafka.patience import patiently
from streams.meter import count, observe
from streams.metrics import Metric
from streams.transport.table import Table
from streams.transport.task import PartitionTask


class Recovery(Service):
    """One run for each assignment, ended early when the next rebalance begins."""

    def __init__(self, app: Any, tables: TableManager, **options: Any) -> None:
        self.app = app
        self.tables = tables
        self.completed = asyncio.Event()
        self._run: asyncio.Task[None] | None = None
        self._began = 0.0
        super().__init__(**options)

    def on_partitions_revoked(self, _revoked: Any) -> None:
        """A rebalance has begun: what is being read back may be somebody else's."""
        self._cancel()

    async def on_rebalance(self, assigned: Any, _revoked: Any, _newly_assigned: Any, generation_id: int = 0) -> None:
        """Start in the background: Kafka waits for this callback, and recovery may take a minute."""
        self._cancel()
        if not self.should_stop:  # an assignment may still arrive while the worker ends
            count(Metric.REBALANCES)
            self._began = time.monotonic()
            self._run = asyncio.create_task(self._recover({(tp.topic, tp.partition) for tp in assigned}, generation_id))
            self._run.add_done_callback(self._on_end)

    async def on_stop(self) -> None:
        """End the run."""
        self._cancel()

    @property
    def running(self) -> bool:
        """State is being read back."""
        return self._run is not None and not self._run.done()

    @property
    def seconds(self) -> float:
        """How long it has run, 0 while it does not."""
        return time.monotonic() - self._began if self.running else 0.0

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _on_end(self, run: asyncio.Task[None]) -> None:
        if not run.cancelled() and not self.should_stop and (error := run.exception()) is not None:
            self.app.fail(error)

    async def _recover(self, assigned: set[tuple[str, int]], generation: int) -> None:
        tables: list[Table] = list(self.tables.values())
        await patiently(self.app.check_topics)
        await self.app.fence(assigned)
        for table in tables:
            shards = {partition for topic, partition in assigned if topic == table.source}
            await table.keep_only(shards)
            await patiently(partial(self.app.changelog(table).catch_up, shards))
        # Only now: the former owner was fenced before, so its last commit counts here.
        committed = await self.app.consumer.seek_to_start(assigned)
        for table in tables:
            for shard in sorted(table.shards):
                await table.finish_shard(shard, committed[TP(table.source, shard)].offset)
        await self._flow(await self.app.take_over(committed, generation))

    async def _flow(self, tasks: list[PartitionTask]) -> None:
        """Let records come. Nothing is awaited between opening the tasks and resuming, so that none gets lost."""
        app, consumer = self.app, self.app.consumer
        await app.on_rebalance_complete.send()
        app.partition_tasks.open(tasks)
        consumer.resume_partitions(consumer.assignment())
        app.flow_control.resume()
        consumer.resume_flow()
        self.tables.on_actives_ready()
        self.tables.on_standbys_ready()
        app.on_rebalance_end()
        self.completed.set()
        observe(Metric.RECOVERY_SECONDS, self.seconds)
        await app._fetcher.maybe_start()
        self.log.info("%d partitions flow", len(tasks))


class TableManager(FaustTableManager):
    """Faust's, with our recovery; changelogs are not consumed by the worker's own consumer."""

    _recovery: Any

    @property
    def recovery(self) -> Any:
        """The service that reads tables back: `Recovery`."""
        if self._recovery is None:
            self._recovery = Recovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

    async def on_start(self) -> None:
        """Without Faust's wait of a second: all tables are known before the app starts."""
        await self._update_channels()
        await self.recovery.start()

    async def _update_channels(self) -> None:
        self._tables_finalized.set()
        for table in self.values():
            await table.maybe_start()
        self._tables_registered.set()
