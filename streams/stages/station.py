"""What every stage has: its name, where to send, and its metrics."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from schemas import Origin
from schemas.headers import read_origin
from streams import logs
from streams.ops.metrics import Metrics
from streams.steps import Outgoing, Record
from streams.topics import Topics
from streams.transport import UnitOfWork as Handling

LARGE = 50_000
"""Bytes from which a record is decided on in a thread: the loop has heartbeats to send meanwhile."""

FINAL = {"rejected", "duplicates", "enriched"}
"""Where an article's way ends, as fields of Topics."""

Result = TypeVar("Result")


def one_at_a_time() -> Executor:
    """Where large records are decided on. Several threads would be no faster, since they share one interpreter, but
    take the memory of several: a megabyte of text may need two hundred to be read, and each thread keeps its own."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="large")


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Station:
    """The surroundings of one stage's agent; `aside` is where large records are decided on, the same for all stages."""

    stage: str
    topics: Topics
    metrics: Metrics
    aside: Executor

    async def decide(self, step: Callable[[], Result], record: Record) -> Result:
        """What the step makes of the record."""
        with self.timed():
            if len(record.value or b"") <= LARGE:
                return step()
            return await asyncio.get_running_loop().run_in_executor(self.aside, step)

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count one record in, and the time that the block takes."""
        self.metrics.articles_in.labels(self.stage).inc()
        with self.metrics.stage_seconds.labels(self.stage).time():
            yield

    def defect(self, part: str, origin: Origin, error: Exception) -> None:
        """Count and log that a part failed on an article."""
        self.metrics.defects.labels(part).inc()
        logs.defect(part, origin, error)

    def set_aside(self, record: Record) -> None:
        """Count and log that a record is not handled like others, since it ended workers."""
        self.metrics.set_aside.labels(self.stage).inc()
        log.error(
            "poison in %s: raw record %s has ended three workers and is set aside",
            self.stage,
            logs.place(record.origin),
        )

    async def send(self, handling: Handling, record: Record, outgoing: Sequence[Outgoing], outcome: str) -> None:
        """Send in order, within the transaction of the record that is handled."""
        for one in outgoing:
            spec = getattr(self.topics, one.to)
            await handling.send(spec.name, key=one.key, value=one.value, headers=one.headers, partition=one.partition)
        self.metrics.articles_out.labels(self.stage, outcome).inc()
        if outgoing and outgoing[0].to in FINAL:
            seconds = max(0.0, time.time() - record.origin.timestamp / 1000)
            self.metrics.end_to_end_seconds.labels(outcome).observe(seconds)


def raw_record(handling: Handling) -> Record:
    """A record of the raw topic: it is its own origin."""
    read = handling.record
    origin = Origin(topic=read.topic, partition=read.partition, offset=read.offset, timestamp=read.timestamp_ms)
    return Record(read.key, read.value, read.headers, origin)


def passed_record(handling: Handling) -> Record:
    """A record of another stage, with the origin that its headers name."""
    read = handling.record
    return Record(read.key, read.value, read.headers, read_origin(read.headers))
