"""The probe's two stages on stock Faust, as its user guide writes them: what the guarantees are compared with."""

import json
import sys
from pathlib import Path
from typing import Any

import faust


def build(config: dict[str, Any]) -> faust.App:
    """`{prefix}in` → `{prefix}mid` → `{prefix}out`, counting keys in a table; at_least_once, Faust's defaults."""
    prefix = config["prefix"]
    app = faust.App(
        f"{prefix}stock",
        broker=[f"kafka://{broker}" for broker in config["brokers"]],
        datadir=Path(config["datadir"]),
        store="memory://",
        web_enabled=False,
        key_serializer="raw",
        value_serializer="raw",
        topic_partitions=1,
        topic_disable_leader=True,
    )
    incoming, mid, out = (
        app.topic(f"{prefix}{name}", value_type=bytes, key_type=bytes) for name in ("in", "mid", "out")
    )
    seen = app.Table("seen", partitions=1, key_type=bytes, value_type=bytes)

    async def copy(stream: Any) -> None:
        async for event in stream.events():
            await mid.send(key=event.key, value=event.value)

    async def judge(stream: Any) -> None:
        async for event in stream.events():
            verdict = b"again" if event.key in seen else b"first"
            seen[event.key] = b"1"
            await out.send(key=event.key, value=verdict)

    app.agent(incoming, name="copy")(copy)
    app.agent(mid, name="judge")(judge)
    return app


if __name__ == "__main__":
    faust.Worker(build(json.loads(sys.argv[1])), loglevel="WARN", quiet=True).execute_from_commandline()
