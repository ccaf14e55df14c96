"""Dedupe: screened → unique, or duplicates. What was seen is a table; its shards come and go with their partitions."""

import asyncio
from typing import Any

from schemas import Screened
from streams.dedup.shard import Shard, marker_key
from streams.rules import new_shard
from streams.settings import Settings
from streams.stages.station import Station, passed_record
from streams.steps.dedupe import dedupe
from streams.topics import TABLE
from streams.transport import NewsmillApp
from streams.transport import Shard as Recovered


def add_dedupe(app: NewsmillApp, station: Station, settings: Settings) -> None:
    """Put the agent that judges, its table and the shards over it into the app."""
    shards: dict[int, Shard] = {}

    async def open_shard(recovered: Recovered) -> None:
        # A large index takes seconds; probes are answered meanwhile.
        shards[recovered.partition] = await asyncio.to_thread(new_shard, settings, recovered.partition, recovered.rows)

    async def close_shard(partition: int) -> None:
        del shards[partition]

    source = station.topics.screened.name
    table = app.sharded_table(
        TABLE,
        source=source,
        marker_key=marker_key,
        on_recovered=open_shard,
        on_revoked=close_shard,
        accept_loss=settings.accept_state_loss,
    )

    async def judge_articles(stream: Any) -> None:
        async for handling in app.handled(stream):
            record = passed_record(handling)
            screened = Screened.from_bytes(record.value)
            number = handling.record.partition
            # Never in a thread: a shard sees one record at a time.
            with station.timed():
                judgement = dedupe(record, screened, shards[number], number)
            for key, value in judgement.writes:
                await handling.write(table, key, value)
            await station.send(handling, judgement.outgoing, judgement.verdict.kind.value)

    app.stage(source, judge_articles)
