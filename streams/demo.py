"""The demo: a broker, a worker and sample articles, and what comes of each, shown as it comes."""

import os
import subprocess
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TypeAlias

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from rich.console import Console

from schemas.codec import decode
from schemas.headers import last
from streams.clients.admin import admin, create_topics, delete_topics
from streams.clients.publisher import publish, publisher
from streams.clients.reader import reader
from streams.inputs import InputRecord
from streams.outputs import ENDS
from streams.render import Outcome, Seen, outcome, render_event, render_summary
from streams.settings import Settings, load_settings
from streams.supervisor import start_worker, stop_worker
from streams.topics import ROOM, TopicSpec, topics

SECONDS = 60.0
"""By then every sample has come out, or the demo has failed."""

ENRICHED = frozenset({"first", "extension", "development", "revision"})
"""Verdicts of articles that were."""

POLL_MS, LAST_LOOK_MS = 200, 700

Event: TypeAlias = "ConsumerRecord[bytes | None, bytes | None]"


class DemoError(Exception):
    """The demo did not show what it should; the message says why."""


def demo_settings(brokers: str) -> Settings:
    """Topics of the demo's own, so that nothing is published into anybody's. One raw partition keeps the samples in
    order, so that each time the same one is the first and the other its copy. A prefix that is set stays before ours:
    our rights may end there."""
    prefix = f"{load_settings().topic_prefix}demo-{os.getpid()}."
    raw = Settings.model_fields["raw_topics"].default  # the samples' sources may speak nowhere else
    return Settings(brokers=brokers, topic_prefix=prefix, raw_partitions=1, raw_topics=raw, web_port=0)


async def run_demo(settings: Settings, samples: Sequence[InputRecord], screen: Console) -> None:
    """Publish the samples, show what comes of each, and count it. Raises DemoError where one does not come out."""
    named = topics(settings)
    shown = {named[output].name: output for output in ENDS}
    async with _own_topics(settings, named.all()):
        with _worker(settings) as worker:
            async with reader(settings.connection, list(shown), from_beginning=True) as consumer:
                await _publish(settings, named.raw.name, samples)
                counts: Counter[Outcome] = Counter()
                seen = Seen()
                async for record in _in_order(_events(consumer, len(samples), worker)):
                    output, headers = shown[record.topic], list(record.headers)
                    counts[outcome(output, headers, record.value)] += 1
                    screen.print(render_event(output, headers, record.value, record.key, seen))
    screen.print(render_summary(counts, f"{len(samples)} records were published, and each came out once"))
    check_enriched(counts)


def check_enriched(counts: Counter[Outcome]) -> None:
    """Raises DemoError where no sample was enriched: that each came out says nothing then."""
    if not any(found.verdict in ENRICHED for found in counts):
        came = ", ".join(f"{count} × {found}" for found, count in counts.most_common())
        raise DemoError(f"no sample was enriched: {came}")


@asynccontextmanager
async def _own_topics(settings: Settings, specs: Sequence[TopicSpec]) -> AsyncIterator[None]:
    async with admin(settings.connection) as client:
        await create_topics(client, specs, settings.replication)
        try:
            yield
        finally:
            await delete_topics(client, specs)


@contextmanager
def _worker(settings: Settings) -> Iterator["Worker"]:
    with TemporaryFile() as log:
        worker = Worker(start_worker(env=os.environ | settings.environment(), stdout=log, stderr=log), log)
        try:
            yield worker
        finally:
            worker.process.terminate()
            stop_worker(worker.process)


@dataclass(frozen=True, slots=True)
class Worker:
    """The demo's worker and what it logs."""

    process: "subprocess.Popen[bytes]"
    log: IO[bytes]

    def last_words(self) -> str:
        """The end of its log: why it ended, where it has."""
        self.log.seek(0)
        lines = self.log.read().decode("utf-8", "replace").splitlines()
        return lines[-1] if lines else "it said nothing"


async def _publish(settings: Settings, topic: str, samples: Sequence[InputRecord]) -> None:
    async with publisher(settings.connection, settings.max_event_bytes + ROOM) as producer:
        async for _ in publish(producer, topic, samples):
            pass


async def _events(consumer: AIOKafkaConsumer, count: int, worker: Worker) -> AsyncIterator[Event]:
    """The events until each of `count` raw records has led to one, and a moment longer: a second one would be wrong."""
    deadline = time.monotonic() + SECONDS
    out: Counter[int] = Counter()
    while len(out) < count:
        if worker.process.poll() is not None:
            raise DemoError(f"the worker ended: {worker.last_words()}")
        if time.monotonic() > deadline:
            raise DemoError(f"{len(out)} of {count} articles came out within {SECONDS:.0f} s: {worker.last_words()}")
        for event in await _next_events(consumer, POLL_MS):
            out[raw_offset(event)] += 1
            yield event
    for event in await _next_events(consumer, LAST_LOOK_MS):
        out[raw_offset(event)] += 1
    if twice := [offset for offset, times in out.items() if times > 1]:
        raise DemoError(f"raw records {twice} led to more than one event")


async def _in_order(events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    """The events in the order in which their raw records were published, so that a copy follows its original."""
    waiting: dict[int, Event] = {}
    due = 0
    async for event in events:
        waiting[raw_offset(event)] = event
        while due in waiting:
            yield waiting.pop(due)
            due += 1


async def _next_events(consumer: AIOKafkaConsumer, wait_ms: int) -> list[Event]:
    fetched = await consumer.getmany(timeout_ms=wait_ms)
    return [record for records in fetched.values() for record in records]


def raw_offset(event: Event) -> int:
    """The offset of the raw record that an event comes from; the demo's raw topic has one partition."""
    offset = last(event.headers, "__connect.errors.offset")
    return int(offset) if offset else int(decode(event.value or b"")["origin"]["offset"])
