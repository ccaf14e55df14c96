"""A worker of two stages as small as they can be, to put under faults. Run as a script with a JSON object.

`{prefix}in` → copy → `{prefix}mid` → judge → `{prefix}out`: the judge remembers each key in a table and says whether it
came first. What goes wrong is asked for by the value of a record: see `misbehave`.
"""

import asyncio
import json
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

from streams.transport import NewsmillApp, RecoveredShard, Table, UnitOfWork, create_app, run_worker, watchdog
from streams.transport.worker import STOP_SECONDS


async def misbehave(work: UnitOfWork) -> None:
    """Do what the record asks for, between its first send and its second.

    What takes its time is told first as `handles …`: a test that waits for these words knows where the worker is.
    """
    value = work.record.value or b""
    if value.startswith((b"until", b"hang", b"block")):
        print(f"handles {value.decode()}", flush=True)
    match value.split():
        case [b"raise", *_]:
            raise ValueError("as asked for")
        case [b"die", *_]:
            os.kill(os.getpid(), signal.SIGKILL)
        case [b"until", file, *_]:
            await asyncio.to_thread(wait_for, Path(file.decode()))
        case [b"hang", *_]:
            await asyncio.Event().wait()
        case [b"block", *_]:
            re.match(rb"(a*)*b", b"a" * 40)  # for years, with the interpreter's lock


def wait_for(file: Path) -> None:
    """Wait until the file is there."""
    while not file.exists():
        time.sleep(0.05)


def marker_key(shard: int) -> bytes:
    return b"%d marker" % shard


def build(config: dict[str, Any]) -> NewsmillApp:
    """The app. `config`: brokers, prefix, guarantee, datadir; `obedient`: whether to do what records ask for; `looks`:
    seconds between two looks of the watchdog, and for an answer."""
    config = dict(config)
    if looks := config.pop("looks", None):
        watchdog.INTERVAL = watchdog.ANSWER_SECONDS = looks
    obedient = config.pop("obedient", True)
    prefix = config.pop("prefix")
    mid, out = f"{prefix}mid", f"{prefix}out"
    accept_loss = config.pop("accept_loss", False)
    app = create_app(app_id=f"{prefix}probe", **config | {"datadir": Path(config["datadir"])})
    seen = app.sharded_table("seen", source=mid, marker_key=marker_key, on_recovered=report, accept_loss=accept_loss)

    async def copy(stream: Any) -> None:
        async for work in app.handled(stream):
            record = work.record
            await work.send(mid, key=record.key, value=record.value, headers=[("in", place(work))])

    async def judge(stream: Any) -> None:
        async for work in app.handled(stream):
            verdict = await decide(seen, work)
            if obedient:
                await misbehave(work)
            await work.send(out, key=work.record.key, value=verdict, headers=work.record.headers)

    app.stage(f"{prefix}in", copy)
    app.stage(mid, judge)
    return app


async def decide(seen: Table, work: UnitOfWork) -> bytes:
    """`first` or `again`, and the same for the same record; large when the record asks for it."""
    record = work.record
    rows = seen.shards[record.partition]
    origin = b"%d origin %s" % (record.partition, dict(record.headers)["in"])
    verdict = rows.get(origin)
    if verdict is None:
        key = b"%d key %s" % (record.partition, record.key or b"")
        verdict = b"again" if key in rows else b"first"
        await work.write(seen, key, b"")
        await work.write(seen, origin, verdict)
    return verdict * 20_000 if (record.value or b"").startswith(b"large") else verdict


async def report(shard: RecoveredShard) -> None:
    print(f"recovered shard={shard.partition} committed={shard.committed} rows={len(shard.rows)}", flush=True)


def place(work: UnitOfWork) -> bytes:
    record = work.record
    return b"%d@%d" % (record.partition, record.offset)


if __name__ == "__main__":
    options = json.loads(sys.argv[1])
    stop_seconds = options.pop("stop_seconds", STOP_SECONDS)
    sys.exit(run_worker(build(options), stop_seconds=stop_seconds))
