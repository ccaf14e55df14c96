"""Dedupe: screened → unique, or duplicates. What was seen is a table; its shards come and go with their partitions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from schemas import Reason, Screened
from streams import logs
from streams.dedup.shard import Shard, TableError, marker_key
from streams.metrics import Metric
from streams.ops.labels import LEFT_OUT
from streams.rules import new_shard
from streams.settings import Settings
from streams.stages.context import StageContext, passed_record
from streams.steps import Incoming
from streams.steps.dedupe import Judgement, Place, dedupe
from streams.steps.rejected import set_aside
from streams.topics import TABLE
from streams.transport import NewsmillApp, StateLostError, UnitOfWork
from streams.transport import RecoveredShard as Recovered

log = logging.getLogger(__name__)

Fetch = Callable[[Incoming], Awaitable[Incoming | None]]
"""The raw record that a record comes from, None where raw does not hold it any more."""


def add_dedupe(app: NewsmillApp, context: StageContext, *, settings: Settings, fetch: Fetch) -> None:
    """Put the agent that judges, its table and the shards over it into the app."""
    shards: dict[int, Shard] = {}

    async def open_shard(recovered: Recovered) -> None:
        # A large index takes seconds; probes are answered meanwhile.
        shard = await asyncio.to_thread(new_shard, settings, recovered.partition, recovered.rows)
        if shard.strays:
            log.warning(
                "shard %d: %d deleted rows came back, from a worker that was frozen", recovered.partition, shard.strays
            )
        shards[recovered.partition] = shard

    async def close_shard(partition: int) -> None:
        del shards[partition]

    (source,) = context.reads
    table = app.sharded_table(
        TABLE,
        source=source,
        marker_key=marker_key,
        on_recovered=open_shard,
        on_revoked=close_shard,
        accept_loss=settings.accept_state_loss,
    )

    def remembered() -> dict[tuple[str, ...], float]:
        return {(str(number),): len(shard) for number, shard in shards.items()}

    def remembered_bytes() -> dict[tuple[str, ...], float]:
        held: dict[tuple[str, ...], float] = {(str(number), "rows"): size for number, size in table.sizes.items()}
        return held | {(str(number), "index"): shard.index_bytes for number, shard in shards.items()}

    context.metrics.show(Metric.REMEMBERED, remembered)
    context.metrics.show(Metric.REMEMBERED_BYTES, remembered_bytes)

    async def judge_articles(stream: Any) -> None:
        async for work in app.handled(stream):
            record = passed_record(work)
            if work.poison:
                context.set_aside(record)
                raw = await fetch(record)
                outgoing = [set_aside(raw or record, context.stage, settings.max_event_bytes, gone=raw is None)]
                await context.send(work, record, outgoing, Reason.POISON.value)
                continue
            judgement = judged(work, record)
            for key, value in judgement.writes:
                await work.write(table, key, value)
            if judgement.verdict is None:
                log.warning("left out, judged and published before: raw record %s", logs.place(record.origin))
            context.count(judgement.counts)
            outcome = judgement.verdict.kind.value if judgement.verdict else LEFT_OUT
            await context.send(work, record, judgement.outgoing, outcome)

    def judged(work: UnitOfWork, record: Incoming) -> Judgement:
        number, offset = work.record.partition, work.record.offset
        screened = Screened.from_bytes(record.value)
        with context.timed():  # never in a thread: a shard sees one record at a time
            try:
                return dedupe(record, screened, shards[number], Place(number, offset, work.settled))
            except TableError as error:  # the table's fault, not the record's
                raise StateLostError(str(error)) from error

    app.stage(source, judge_articles)
