"""A field to test on: topics on a real broker, workers of `probe` as processes, and what an outsider sees."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic, RecordsToDelete
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from tests.transport import probe

ROOT = Path(__file__).parents[2]
PARTITIONS = {"in": 4, "mid": 1, "out": 4, "probe-seen-changelog": 1}
Seen = tuple[bytes | None, bytes | None]


@dataclass
class Worker:
    """A probe as a process. `log` is what it wrote to standard output and error."""

    process: subprocess.Popen[bytes]
    path: Path

    @property
    def log(self) -> str:
        return self.path.read_text()

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self, seconds: float = 60) -> int:
        """The exit code, once it has ended."""
        return await asyncio.to_thread(self.process.wait, seconds)

    async def said(self, words: str, seconds: float = 60) -> None:
        """Wait until the log holds these words."""
        await until(lambda: words in self.log, seconds, f"{words!r} in {self.path}:\n{self.log[-3000:]}")


@dataclass
class Field:
    """Topics under a prefix, with a producer and the workers started so far."""

    brokers: str
    prefix: str
    folder: Path
    guarantee: str
    producer: AIOKafkaProducer
    workers: list[Worker] = field(default_factory=list)

    def work(self, script: str = probe.__file__, log: str | None = None, **config: Any) -> Worker:
        """Start a worker; `config` goes to `probe.build`."""
        config = {
            "brokers": [self.brokers],
            "prefix": self.prefix,
            "guarantee": self.guarantee,
            "datadir": str(self.folder / "data"),
        } | config
        path = self.folder / (log or f"worker{len(self.workers)}.log")
        with path.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, script, json.dumps(config)],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            )
        self.workers.append(Worker(process, path))
        return self.workers[-1]

    async def put(self, values: Iterable[bytes | None], *, partition: int | None = None, start: int = 0) -> None:
        """Send records with the keys k0, k1, … to `in`."""
        keyed = [(b"k%d" % number, value) for number, value in enumerate(values, start)]
        sent = [await self.producer.send(self.topic("in"), value, key, partition) for key, value in keyed]
        await asyncio.gather(*sent)

    async def read(self, name: str = "out", *, committed: bool = True) -> list[Seen]:
        """All of a topic up to its end now, as a consumer sees it that reads committed records, or all."""
        topic = self.topic(name)
        tps = [TopicPartition(topic, partition) for partition in range(PARTITIONS[name])]
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.brokers,
            isolation_level="read_committed" if committed else "read_uncommitted",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        )
        await consumer.start()
        try:
            ends, found = await consumer.end_offsets(tps), []  # asked later it would wait for a fetch
            consumer.assign(tps)
            while any([await consumer.position(tp) < end for tp, end in ends.items()]):
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    found += [(record.key, record.value) for record in records]
        finally:
            await consumer.stop()
        return found

    async def until_out(
        self, count: int, seconds: float = 60, *, name: str = "out", committed: bool = True
    ) -> list[Seen]:
        """What came out, once there are `count` records or more."""
        end = time.monotonic() + seconds
        while len(found := await self.read(name, committed=committed)) < count:
            assert time.monotonic() < end, f"{len(found)} of {count} came out\n{self.workers[-1].log[-3000:]}"
            await asyncio.sleep(0.3)
        return found

    async def committed(self) -> dict[str, int]:
        """Records done by the group in each source topic, by the committed offsets and markers left out of account."""
        async with self.admin() as admin:
            offsets = await admin.list_consumer_group_offsets(f"{self.prefix}probe")
        sums: dict[str, int] = {}
        for tp, offset in offsets.items():
            name = tp.topic.removeprefix(self.prefix)
            sums[name] = sums.get(name, 0) + offset.offset
        return sums

    async def empty(self, name: str) -> None:
        """Delete all records of a compacted topic, as an operator might by mistake."""
        await self.configure(name, {"cleanup.policy": "delete"})
        async with self.admin() as admin:
            await admin.delete_records({TopicPartition(self.topic(name), 0): RecordsToDelete(before_offset=-1)})
        await self.configure(name, {"cleanup.policy": "compact"})

    async def configure(self, name: str, configs: dict[str, str]) -> None:
        """Change a topic's settings, Kafka's own names and values."""
        async with self.admin() as admin:
            await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, self.topic(name), configs)])

    def topic(self, name: str) -> str:
        return f"{self.prefix}{name}"

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        client = AIOKafkaAdminClient(bootstrap_servers=self.brokers)
        await client.start()
        try:
            yield client
        finally:
            await client.close()

    async def create(self) -> None:
        """Make the topics, and wait until they take records."""
        topics = [
            NewTopic(self.topic(name), count, 1, topic_configs={"cleanup.policy": "compact"} if "-" in name else {})
            for name, count in PARTITIONS.items()
        ]
        async with self.admin() as admin:
            await admin.create_topics(topics)

    def kill_all(self) -> None:
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.process.kill()
            worker.process.wait()


@asynccontextmanager
async def field_on(brokers: str, prefix: str, folder: Path, guarantee: str = "exactly_once") -> AsyncIterator[Field]:
    """A field with its topics made; its workers are killed at the end."""
    producer = AIOKafkaProducer(bootstrap_servers=brokers, linger_ms=5)
    await producer.start()
    ground = Field(brokers, prefix, folder, guarantee, producer)
    try:
        await ground.create()
        yield ground
    finally:
        ground.kill_all()
        await producer.stop()


async def until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until the condition holds; fails after `seconds`, saying what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        await asyncio.sleep(0.05)


def firsts(keys: Sequence[int] | range) -> list[Seen]:
    """What comes out when each of these keys came once."""
    return sorted((b"k%d" % key, b"first") for key in keys)
