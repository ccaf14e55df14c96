"""What every stage is given: its name, what it reads, where it may send, and the metrics."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from schemas import Omitted, Origin, Part
from schemas.headers import read_origin
from streams import logs
from streams.metrics import Metric
from streams.ops.metrics import Metrics
from streams.outputs import ENDS, Output
from streams.steps import Incoming, Outgoing
from streams.transport import UnitOfWork

LARGE = 50_000
"""Bytes from which a record is decided on in a thread: the loop has heartbeats to send meanwhile."""

Result = TypeVar("Result")


def one_at_a_time() -> Executor:
    """Where large records are decided on. Several threads would be no faster, since they share one interpreter, but
    take the memory of several: a megabyte of text may need two hundred to be read, and each thread keeps its own."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="large")


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StageContext:
    """One stage's name, the topics that its agent reads and those that it may send to, by output.

    `aside` is where large records are decided on, the same for all stages.
    """

    stage: str
    reads: Sequence[str]
    sinks: Mapping[Output, str]
    metrics: Metrics
    aside: Executor

    async def decide(self, step: Callable[[], Result], record: Incoming, *, slow: bool = False) -> Result:
        """What the step makes of the record; `slow` says that it may take long although the record is not large."""
        with self.timed():
            if not slow and len(record.value or b"") <= LARGE:
                return step()
            return await asyncio.get_running_loop().run_in_executor(self.aside, step)

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count one record in, and the time that the block takes."""
        self.metrics.add(Metric.ARTICLES_IN, 1, self.stage)
        began = time.perf_counter()
        try:
            yield
        finally:
            self.metrics.observe(Metric.STAGE_SECONDS, time.perf_counter() - began, self.stage)

    def count(self, counts: Mapping[Metric, int]) -> None:
        """Add what a step counted."""
        for metric, number in counts.items():
            self.metrics.add(metric, number)

    @contextmanager
    def finding(self, part: Part) -> Iterator[None]:
        """Observe the time that finding a part takes."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.metrics.observe(Metric.PART_SECONDS, time.perf_counter() - began, part.value)

    def omitted(self, lacks: Sequence[Omitted]) -> None:
        """Count what an event says that it lacks."""
        for lack in lacks:
            self.metrics.add(Metric.OMITTED, 1, lack.part.value, lack.reason.value)

    def defect(self, part: str, origin: Origin, error: Exception) -> None:
        """Count and log that a part failed on an article."""
        self.metrics.add(Metric.DEFECTS, 1, part)
        logs.defect(part, origin, error)

    def set_aside(self, record: Incoming) -> None:
        """Count and log that a record is not handled like others, since it ended workers."""
        self.metrics.add(Metric.SET_ASIDE, 1, self.stage)
        log.error(
            "poison in %s: raw record %s has ended three workers and is set aside",
            self.stage,
            logs.place(record.origin),
        )

    async def send(self, work: UnitOfWork, record: Incoming, outgoing: Sequence[Outgoing], outcome: str) -> None:
        """Send in order, within the transaction of the record that is handled.

        Raises KeyError where the stage's row in `streams.app` does not name the output.
        """
        for one in outgoing:
            topic = self.sinks[one.to]
            await work.send(topic, key=one.key, value=one.value, headers=one.headers, partition=one.partition)
        self.metrics.add(Metric.ARTICLES_OUT, 1, self.stage, outcome)
        if outgoing and outgoing[0].to is Output.REJECTED:
            self.metrics.add(Metric.REJECTED, 1, outcome)
        if outgoing and outgoing[0].to in ENDS:
            seconds = max(0.0, time.time() - record.origin.timestamp / 1000)
            self.metrics.observe(Metric.END_TO_END_SECONDS, seconds, outcome)


def raw_record(work: UnitOfWork) -> Incoming:
    """A record of the raw topic: it is its own origin."""
    read = work.record
    origin = Origin(topic=read.topic, partition=read.partition, offset=read.offset, timestamp=read.timestamp_ms)
    return Incoming(read.key, read.value, read.headers, origin)


def passed_record(work: UnitOfWork) -> Incoming:
    """A record of another stage, with the origin that its headers name."""
    read = work.record
    return Incoming(read.key, read.value, read.headers, read_origin(read.headers))
