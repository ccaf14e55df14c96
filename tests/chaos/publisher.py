"""Publishes a feed at a steady rate, and now and then in transactions, of which some are aborted."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import islice
from zlib import crc32

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from tests.chaos.clock import Clock
from tests.chaos.feed import Draft, Feed

LARGEST = 16 * 1024 * 1024
IN_FLIGHT = 500
TRANSACTION_EVERY = 211
TRANSACTION_SIZE = 3


class Publisher:
    """`acknowledged` maps the numbers of records to where the broker said they are."""

    def __init__(self, bootstrap: str, topic: str, feed: Feed, rate: float, clock: Clock, partitions: int) -> None:
        self.acknowledged: dict[int, tuple[int, int]] = {}
        self.sent = 0
        self.aborted = 0
        self._bootstrap, self._topic, self._rate = bootstrap, topic, rate
        self._feed, self._drafts = feed, iter(feed)
        self._clock, self._partitions = clock, partitions
        self._stopping = asyncio.Event()
        self._waiting: set[asyncio.Task[None]] = set()

    async def backlog(self, number: int) -> None:
        """Publish so many records at once, with the times of the clock's backlog."""
        async with self._producer() as producer:
            for stamp in self._clock.backlog(number) if number else ():
                await self._send(producer, next(self._drafts), stamp)
            while self._waiting:
                await asyncio.wait(self._waiting)

    async def run(self) -> None:
        """Publish until told to finish, then the rest of the stories that were begun, at once."""
        async with self._producer() as producer:
            began = time.monotonic() - self.sent / self._rate
            while not self._stopping.is_set():
                await self._one(producer, self._drafts)
                behind = time.monotonic() - began - self.sent / self._rate
                if behind > 1:  # a broker was away: no burst to catch up, that would test something else
                    began += behind
                await asyncio.sleep(max(0.0, -behind))
            for draft in self._feed.rest():
                await self._send(producer, draft)
            while self._waiting:
                await asyncio.wait(self._waiting)

    def finish(self) -> None:
        self._stopping.set()

    async def _one(self, producer: AIOKafkaProducer, drafts: Iterator[Draft]) -> None:
        if self.sent % TRANSACTION_EVERY == TRANSACTION_EVERY - 1:
            await self._transaction(list(islice(drafts, TRANSACTION_SIZE)))
        else:
            await self._send(producer, next(drafts))

    async def _send(self, producer: AIOKafkaProducer, draft: Draft, stamp: int | None = None) -> None:
        self.sent += 1
        while len(self._waiting) >= IN_FLIGHT:
            await asyncio.wait(self._waiting, return_when=asyncio.FIRST_COMPLETED)
        delivery = await producer.send(self._topic, **self._wire(draft, stamp))
        task = asyncio.create_task(self._delivered(draft.mark.number, delivery))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def _delivered(self, number: int, delivery: asyncio.Future[object]) -> None:
        with contextlib.suppress(KafkaError):  # whether it is in the topic, the topic itself tells
            placed = await delivery
            self.acknowledged[number] = placed.partition, placed.offset  # type: ignore[attr-defined]

    async def _transaction(self, drafts: list[Draft]) -> None:
        """The same records twice: in a transaction that is aborted, then in one that is committed."""
        self.sent += len(drafts)
        with contextlib.suppress(KafkaError, AssertionError):
            async with self._producer(transactional_id=f"{self._topic}-feed") as producer:
                for commit in (False, True):
                    await producer.begin_transaction()
                    for draft in drafts:
                        await producer.send(self._topic, **self._wire(draft))
                    await producer.flush()
                    await (producer.commit_transaction() if commit else producer.abort_transaction())
                self.aborted += len(drafts)

    @asynccontextmanager
    async def _producer(self, transactional_id: str | None = None) -> AsyncIterator[AIOKafkaProducer]:
        producer = AIOKafkaProducer(
            bootstrap_servers=self._bootstrap,
            acks="all",
            enable_idempotence=True,
            max_request_size=LARGEST,
            request_timeout_ms=120_000,
            transactional_id=transactional_id,
            transaction_timeout_ms=10_000,
        )
        try:
            await producer.start()
            yield producer
        finally:
            await producer.stop()

    def _wire(self, draft: Draft, stamp: int | None = None) -> dict[str, object]:
        wire: dict[str, object] = {"key": draft.key, "value": draft.value, "headers": draft.with_header()}
        if self._clock.is_ours and stamp is None:
            return wire | {"timestamp_ms": self._clock.now() + draft.skew}
        # Where the topic keeps what it is told, no feed may be years off; partitions differ in length instead.
        partition = unevenly(draft.key, self._partitions)
        return wire | {"timestamp_ms": stamp or self._clock.now(), "partition": partition}


def unevenly(key: bytes, partitions: int) -> int:
    """A partition for a key: of eight the first has a third of the records, the last a fifteenth."""
    return int(partitions * (crc32(key) / 2**32) ** 2)
