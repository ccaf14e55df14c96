"""What the guarantees cost: two stages and a table, with each guarantee and on stock Faust, one after the other.

    python -m benchmarks.guarantees_cost [records] [per second]

A local broker is started unless NEWSMILL_BROKERS names one. Rates: one worker on a backlog of 3 kB records.
Latency: from `in` to `out`, for a reader of committed records, at a steady rate. Ratios are to stock Faust.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiokafka import AIOKafkaConsumer

from benchmarks import stock_faust
from streams.broker import start_broker
from tests.transport import probe
from tests.transport.field import Field, field_on

VALUE = b"x" * 3000
BATCH = 1000
SET_UPS = {"stock Faust": stock_faust.__file__, "at_least_once": probe.__file__, "exactly_once": probe.__file__}


@dataclass(frozen=True, slots=True)
class Figures:
    """Records a second on a backlog, CPU seconds for a thousand, and latencies in seconds, sorted."""

    rate: float
    cpu: float
    latencies: list[float]

    def percentile(self, percent: int) -> float:
        return statistics.quantiles(self.latencies, n=100)[percent - 1]


async def measure(set_up: str, brokers: str, records: int, per_second: int) -> Figures:
    """One set-up on topics of its own."""
    guarantee = "exactly_once" if set_up == "exactly_once" else "at_least_once"
    with tempfile.TemporaryDirectory() as folder:
        async with (
            field_on(brokers, f"b{uuid.uuid4().hex[:8]}.", Path(folder), guarantee) as field,
            reader(field) as out,
        ):
            for _ in range(0, records, BATCH):
                await field.put([VALUE] * BATCH)
            worker = field.work(script=SET_UPS[set_up])
            await take(out, BATCH)  # it is warm then
            cpu, started = cpu_seconds(worker.process), time.monotonic()
            await take(out, records - BATCH)
            rate = (records - BATCH) / (time.monotonic() - started)
            cpu = (cpu_seconds(worker.process) - cpu) / (records - BATCH) * 1000
            return Figures(rate, cpu, sorted(await latencies(field, out, per_second)))


@asynccontextmanager
async def reader(field: Field) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer of `out` that reads committed records."""
    consumer = AIOKafkaConsumer(
        field.topic("out"),
        bootstrap_servers=field.brokers,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        group_id=None,
    )
    await consumer.start()
    yield consumer
    await consumer.stop()


async def take(consumer: AIOKafkaConsumer, count: int) -> None:
    for _ in range(count):
        await consumer.getone()


async def latencies(field: Field, out: AIOKafkaConsumer, per_second: int, seconds: int = 20) -> list[float]:
    """Seconds from the sending of a record to its coming out."""
    sent: dict[bytes, float] = {}
    found: list[float] = []

    async def send() -> None:
        for number in range(per_second * seconds):
            key = b"timed %d" % number
            sent[key] = time.monotonic()
            await field.producer.send(field.topic("in"), VALUE, key)
            await asyncio.sleep(1 / per_second)

    sending = asyncio.create_task(send())
    while len(found) < per_second * seconds:
        record = await out.getone()
        if record.key in sent:
            found.append(time.monotonic() - sent[record.key])
    await sending
    return found


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """Seconds of CPU that a process has used (Linux)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(records: int = 20_000, per_second: int = 50) -> None:
    """Measure and print a table."""
    print(f"{records} records of {len(VALUE)} bytes, then {per_second} a second for 20 s")
    print(f"{'':14}{'records/s':>10}{'ratio':>7}{'CPU s/1000':>12}{'p50 s':>8}{'p99 s':>8}")
    with start_broker() as broker:
        base = 0.0
        for set_up in SET_UPS:
            found = asyncio.run(measure(set_up, broker.bootstrap, records, per_second))
            base = base or found.rate
            print(
                f"{set_up:14}{found.rate:10.0f}{found.rate / base:7.2f}{found.cpu:12.3f}"
                f"{found.percentile(50):8.3f}{found.percentile(99):8.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
