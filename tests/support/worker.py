"""A Newsmill of a test's own on a real broker: workers as processes, published records, and what came out."""

import asyncio
import os
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from aiokafka import ConsumerRecord

from schemas.codec import decode
from schemas.headers import last
from streams.clients.admin import admin, create_topics
from streams.clients.publisher import publish, publisher
from streams.clients.reader import reader
from streams.inputs import InputRecord
from streams.outputs import ENDS
from streams.settings import Settings
from streams.supervisor import start_worker, stop_worker
from streams.topics import ROOM, Topics, topics

Event: TypeAlias = "ConsumerRecord[bytes | None, bytes | None]"
OUTPUTS = ENDS


@dataclass(frozen=True, slots=True)
class Installation:
    """Topics on a broker, and where the workers log."""

    settings: Settings
    logs: Path

    @property
    def topics(self) -> Topics:
        return topics(self.settings)

    def create_topics(self) -> None:
        async def create() -> None:
            async with admin(self.settings.connection) as client:
                await create_topics(client, self.topics.all(), 1)

        asyncio.run(create())

    def publish(self, records: Sequence[InputRecord]) -> None:
        async def send() -> None:
            async with publisher(self.settings.connection, self.settings.max_event_bytes + ROOM) as producer:
                async for _ in publish(producer, self.topics.raw.name, records):
                    pass

        asyncio.run(send())

    @contextmanager
    def worker(self, *arguments: str) -> "Iterator[subprocess.Popen[bytes]]":
        """`newsmill run ARGUMENTS` as a process; stopped with SIGTERM at the end unless it has ended."""
        env = os.environ | self.settings.environment()
        with (self.logs / f"worker-{time.monotonic_ns()}.log").open("wb") as log:
            process = start_worker(*arguments, env=env, stdout=log, stderr=log)
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                    stop_worker(process)

    def log(self) -> str:
        """What all workers logged."""
        return "\n".join(path.read_text() for path in sorted(self.logs.glob("worker-*.log")))

    def events(self, kinds: Sequence[str], count: int, seconds: float = 120, more: float = 1) -> dict[str, list[Event]]:
        """The committed events by kind, once `count` are there or `seconds` passed, and those of `more` seconds."""
        return asyncio.run(self._events(kinds, count, seconds, more))

    async def _events(self, kinds: Sequence[str], count: int, seconds: float, more: float) -> dict[str, list[Event]]:
        names = {self.topics.by_name()[kind].name: kind for kind in kinds}
        found: dict[str, list[Event]] = defaultdict(list)
        deadline = time.monotonic() + seconds
        async with reader(self.settings.connection, list(names), from_beginning=True) as consumer:
            while sum(map(len, found.values())) < count and time.monotonic() < deadline:
                await self._read(consumer, names, found)
            if more:
                await asyncio.sleep(more)
                await self._read(consumer, names, found)
        return found

    async def _read(self, consumer: object, names: dict[str, str], found: dict[str, list[Event]]) -> None:
        fetched = await consumer.getmany(timeout_ms=500)  # type: ignore[attr-defined]
        for tp, records in fetched.items():
            found[names[tp.topic]].extend(records)


def raw_record(event: Event) -> tuple[int, int]:
    """Partition and offset of the raw record that an event comes from."""
    offset = last(event.headers, "__connect.errors.offset")
    if offset is not None:
        return int(last(event.headers, "__connect.errors.partition") or b""), int(offset)
    origin = decode(event.value or b"")["origin"]
    return origin["partition"], origin["offset"]
