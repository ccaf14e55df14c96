"""Faust's transactions made to hold, through its own extension points. docs/guarantees.md says what is promised.

A stage is one agent on a topic of raw bytes::

    app = create_app(app_id="newsmill", brokers=["host:9092"], guarantee="exactly_once", datadir=path)
    seen = app.sharded_table("articles", source="news.articles.screened", marker_key=marker_key, on_recovered=index)

    async def dedupe(stream):
        async for work in app.handled(stream):      # a UnitOfWork holds one source record
            record = work.record                    # topic, partition, offset, timestamp_ms, key, value, headers
            await work.write(seen, key, value)      # changelog record in the source's transaction; then in memory
            await work.send("news.articles.unique", key=..., value=..., headers=[("ce_id", b"...")])

    app.stage("news.articles.screened", dedupe)
    sys.exit(run_worker(app))

Coming back for the next `work` says that the one before is done: its offset, outputs and table writes go into one
transaction (`exactly_once`), or its offset is committed once Kafka has confirmed them all (`at_least_once`). An
exception that leaves the loop aborts, commits nothing and ends the worker with a code other than 0. `send` and `write`
wait only for room in the producer's buffer, never for the broker's answer.
"""

from streams.transport.app import NewsmillApp
from streams.transport.consumed import ConsumedRecord, Headers
from streams.transport.create import create_app
from streams.transport.errors import StateLostError, TransportError
from streams.transport.table import RecoveredShard, Table
from streams.transport.work import UnitOfWork
from streams.transport.worker import run_worker

__all__ = [
    "ConsumedRecord",
    "Headers",
    "NewsmillApp",
    "RecoveredShard",
    "StateLostError",
    "Table",
    "TransportError",
    "UnitOfWork",
    "create_app",
    "run_worker",
]
