"""Reading a changelog back, with a consumer of its own.

Faust reads changelogs through the worker's consumer and waits for the record at the high water; that one is a
transaction's end marker, which no consumer sees, so that each recovery takes ten seconds longer than it needs.
Here the position of the consumer is what counts: it moves past markers and aborted records too.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from streams.meter import count as measure
from streams.metrics import Metric
from streams.transport.errors import StalledError
from streams.transport.table import Table

log = logging.getLogger(__name__)

BATCH = 2000
"""Records applied before other tasks get their turn."""

PAUSE_SECONDS = 0.1
"""Between looks for the end of a transaction."""

FETCH_BYTES = 16 * 1024 * 1024


class Changelog:
    """The changelog of a table. `new_consumer` gives a consumer without group for an isolation level."""

    def __init__(self, table: Table, new_consumer: Callable[[str], AIOKafkaConsumer], stall_seconds: float) -> None:
        self._table = table
        self._new_consumer = new_consumer
        self._stall_seconds = stall_seconds

    async def catch_up(self, shards: set[int]) -> None:
        """Apply what each shard lacks. A shard that was in memory and has changed since is retracted first.

        Raises StalledError when nothing has come for `stall_seconds`, or a transaction has stayed open for as long.
        """
        if not shards:
            return
        tps = [TopicPartition(self._table.changelog_topic_name, shard) for shard in sorted(shards)]
        async with self._consumer("read_committed") as consumer:
            ends = await self._settled_ends(consumer, tps)
            await self._read(consumer, await self._seek(consumer, tps, ends))

    @asynccontextmanager
    async def _consumer(self, isolation_level: str) -> AsyncIterator[Any]:
        consumer = self._new_consumer(isolation_level)
        try:
            await consumer.start()
            yield consumer
        finally:
            await consumer.stop()

    async def _settled_ends(self, consumer: Any, tps: list[TopicPartition]) -> dict[TopicPartition, int]:
        """The end of each partition, once nothing below it is undecided: what stands behind an open transaction cannot
        be read, and what was judged there would be judged once more."""
        async with self._consumer("read_uncommitted") as outsider:
            ends: dict[TopicPartition, int] = await outsider.end_offsets(tps)
        since = time.monotonic()
        # Of a consumer of committed records these are the last stable offsets.
        while behind := [tp for tp, stable in (await consumer.end_offsets(tps)).items() if stable < ends[tp]]:
            if time.monotonic() - since > self._stall_seconds:
                raise StalledError(
                    f"a transaction that is not ours stays open in {behind[0].topic}/{behind[0].partition}"
                )
            await asyncio.sleep(PAUSE_SECONDS)
        return ends

    async def _seek(
        self, consumer: Any, tps: list[TopicPartition], ends: dict[TopicPartition, int]
    ) -> dict[TopicPartition, int]:
        """Go to where each shard ends in memory; the partitions with more to read, and their ends."""
        starts = await consumer.beginning_offsets(tps)
        consumer.assign(tps)  # not before: the questions would wait for fetches that find nothing
        behind = {}
        for tp in tps:
            position = max(self._table.begin_shard(tp.partition), starts[tp])
            consumer.seek(tp, position)
            if position < ends[tp]:
                behind[tp] = ends[tp]
        return behind

    async def _read(self, consumer: Any, ends: dict[TopicPartition, int]) -> None:
        started, count = time.monotonic(), 0
        async for tp, records in self._batches(consumer, ends):
            await self._table.retract(tp.partition)
            for record in records:
                self._table.apply(tp.partition, record.key, record.value)
            self._table.positions[tp.partition] = records[-1].offset + 1
            count += len(records)
            measure(Metric.RECOVERED_ROWS, len(records))
        log.info("%s: %d rows read back in %.1f s", self._table.changelog_topic_name, count, time.monotonic() - started)

    async def _batches(
        self, consumer: Any, ends: dict[TopicPartition, int]
    ) -> AsyncIterator[tuple[TopicPartition, list[Any]]]:
        moved = time.monotonic()
        positions: dict[TopicPartition, int] = {}
        while ends:
            batches = await consumer.getmany(*ends, timeout_ms=500, max_records=BATCH)
            for tp, records in batches.items():
                yield tp, records
            await asyncio.sleep(0)  # answers health checks, and takes a cancellation
            now = {tp: await consumer.position(tp) for tp in ends}
            if now != positions:
                positions, moved = now, time.monotonic()
            elif time.monotonic() - moved > self._stall_seconds:
                raise StalledError(f"reading back {self._table.changelog_topic_name} stands still at {positions}")
            ends = {tp: end for tp, end in ends.items() if now[tp] < end}
