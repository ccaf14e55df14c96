"""A partition task: what is done for the records of one source partition, one after the other, and its commit.

Handling a record and committing exclude each other, so that no commit falls into the middle of an event. Tasks know
nothing of each other and commit side by side. But a stage takes records as they come, one after the other: while the
next one's task commits, or waits for a coordinator that is away, the stage's other tasks in this worker wait too.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import AsyncExitStack
from typing import Any, Protocol

from aiokafka.errors import IllegalOperation, KafkaError, KafkaTimeoutError, ProducerFenced

from streams.meter import count
from streams.metrics import Metric
from streams.nulls import given
from streams.transport.consumed import ConsumedRecord
from streams.transport.errors import DeliveryError, FencedError, RecordsSkippedError
from streams.transport.history import CAREFUL, WORKING, CrashHistory
from streams.transport.work import Delivery, UnitOfWork

log = logging.getLogger(__name__)

REFUSALS = (KafkaError, IllegalOperation, AssertionError)
"""What aiokafka raises. It asserts its transaction's state, so that a fatal error elsewhere shows as an assertion."""


class Committer(Protocol):
    """Where the outputs of a partition go, and how what was done becomes final. See `committers`.

    `transactional`: a commit makes final all that was sent, so that no event may be in hand meanwhile.
    """

    transactional: bool

    async def begin(self) -> None:
        """Make ready to send; called before each send and each commit."""

    async def commit(self, offset: int, metadata: str) -> bool:
        """Make everything below `offset` final. False: not this worker's to commit any more."""

    async def note(self, offset: int, metadata: str) -> bool:
        """Say something beside an offset that is committed already. False: as above."""

    async def abort(self) -> None:
        """Take back what was sent since the last commit, where that can be done."""

    @property
    def producer(self) -> Any:
        """The `AIOKafkaProducer` to send with."""


class PartitionTask:
    """One source partition in one generation of the group: records from `committed` on, fetched in that generation.

    `next_offset` is the first offset not done, `committed` the first not final; `history` is what was said beside it.
    `reached_ms` is the timestamp of the last record that was begun, None before the first.
    """

    def __init__(
        self,
        topic: str,
        partition: int,
        committer: Committer,
        *,
        committed: int,
        generation: int,
        history: CrashHistory = WORKING,
    ) -> None:
        self.topic = topic
        self.partition = partition
        self.next_offset = committed
        self.committed = committed
        self.generation = generation
        self.reached_ms: int | None = None
        self.history = history
        self._careful = CAREFUL if history.suspicious else 0
        self.in_doubt = False  # whether a commit was begun that has not ended
        self.closed = False
        self.broken = False
        self._committer = committer
        self._deliveries: list[Delivery] = []
        self._processing = asyncio.Lock()
        self._in_hand: UnitOfWork | None = None
        self._committing = asyncio.Lock()
        self._progress = asyncio.Event()

    def __repr__(self) -> str:
        return f"{self.topic}/{self.partition}"

    async def close(self) -> None:
        """Take no more records, wait for the one in hand, commit."""
        self.closed = True
        await self.commit()

    async def say(self, history: CrashHistory) -> bool:
        """Say this beside the committed offset, while no record is in hand; False when the partition is not ours any
        more. Raises DeliveryError."""
        try:
            return await self._committer.note(self.committed, history.written())
        except REFUSALS as error:
            raise self._refused(error) from error

    def break_off(self) -> None:
        """Take no more records and commit nothing any more; whoever waits for the task finds it so."""
        self.closed = self.broken = True
        self._let_go()

    async def begin(self, message: Any) -> UnitOfWork | None:
        """Take the task for a message, or None when the message is not to be handled (now, or again).

        Raises RecordsSkippedError when records before this one were fetched and have not come here.
        """
        await self._processing.acquire()
        try:
            if self._is_due(message) and await self._is_marked(message) and not self.broken:
                record = ConsumedRecord.from_message(message)
                self.reached_ms = record.timestamp_ms
                self._in_hand = UnitOfWork(self, record, poison=record.offset == self.history.poison)
                return self._in_hand
        except BaseException:
            self._processing.release()
            raise
        self._processing.release()
        return None

    def end(self, work: UnitOfWork, *, done: bool) -> None:
        """Give the task back. An event left undone may have sent half of what it sends: the task is broken off."""
        work.close()
        if done and not self.broken:
            self._careful = max(0, self._careful - 1)
            self.next_offset = work.record.offset + 1
            self._progress.set()
            self._let_go()
        else:
            self.break_off()

    @property
    def at_work(self) -> bool:
        """Whether a record is in hand."""
        return self._in_hand is not None

    @property
    def careful(self) -> bool:
        """Whether the next record is to be handled alone, see `history`."""
        return self._careful > 0

    async def _is_marked(self, message: Any) -> bool:
        """Mark a record that is handled alone, before it is begun; False when the partition is not ours any more."""
        return not self.careful or await self.say(self.history.marking(message.offset))

    def settled(self, record: ConsumedRecord) -> int:
        """The offset below which all is out for good, or becomes so together with what is done for this record."""
        return record.offset + 1 if self._committer.transactional else self.committed

    def _let_go(self) -> None:
        if self._in_hand is not None:
            self._in_hand.close()
            self._in_hand = None
            self._processing.release()

    def _is_due(self, message: Any) -> bool:
        if self.closed or message.generation_id != self.generation:
            return False  # read before a rebalance; whoever has the partition reads it again
        if message.offset < self.next_offset:
            return False  # done already, read again after a seek
        if message.previous is not None and message.previous >= self.next_offset:
            raise RecordsSkippedError(f"{self}: record {message.offset} came, but not {message.previous} before it")
        return True

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        *,
        headers: list[tuple[str, bytes | None]],
        timestamp_ms: int,
        partition: int | None,
    ) -> Delivery:
        """Queue a record. Waits while the buffer is full, however long the broker is away."""
        while True:
            try:
                await self._committer.begin()
                delivery: Delivery = await self._committer.producer.send(
                    topic, given(value), key, partition, timestamp_ms, headers
                )
            except KafkaTimeoutError:
                log.warning("%s: no room to send to %s, the broker takes nothing; waiting", self, topic)
                continue
            except REFUSALS as error:
                raise self._refused(error) from error
            self._deliveries.append(delivery)
            return delivery

    async def commit(self) -> None:
        """Make final what is done, once every delivery has succeeded. Raises DeliveryError."""
        async with self._committing, AsyncExitStack() as held:
            await held.enter_async_context(self._processing)
            self._progress.clear()
            offset, sends = self.next_offset, len(self._deliveries)
            if self.broken or offset == self.committed:
                return
            if not self._committer.transactional:
                await held.aclose()  # the offset says what is done; what is sent meanwhile belongs to the next
            try:
                await self._finish(offset, sends)
            except REFUSALS as error:
                raise self._refused(error) from error

    async def _finish(self, offset: int, sends: int) -> None:
        await asyncio.gather(*self._deliveries[:sends])
        if not self.broken:
            await self._committer.begin()
            self.in_doubt = True
            history = self.history.done(careful=self.careful)
            if await self._committer.commit(offset, history.written()):
                self.committed, self.history = offset, history
                count(Metric.COMMITS, 1, self.topic)
            self.in_doubt = False
            del self._deliveries[:sends]

    def is_idle(self, position: int | None, end: int, last_fetched: int) -> bool:
        """There is nothing to do: all that can be read below `end` is read, done and committed.

        Offsets alone do not tell: the last one may be a transaction's end marker, which nobody ever reads.
        """
        return position is not None and position >= end and last_fetched < self.next_offset == self.committed

    async def commit_forever(self, interval: float) -> None:
        """Commit as soon as there is something to commit, but not more often than every `interval` seconds."""
        last = float("-inf")
        while True:
            await self._progress.wait()
            await asyncio.sleep(last + interval - time.monotonic())
            last = time.monotonic()
            await self.commit()

    def _refused(self, error: BaseException) -> DeliveryError:
        """The reason in one line. After a refusal all that follows fails too: the first one is what counts."""
        refusals = [done.exception() for done in self._deliveries if done.done() and not done.cancelled()]
        first = next((refusal for refusal in refusals if refusal is not None), error)
        if isinstance(first, ProducerFenced):
            count(Metric.FENCED, 1, self.topic)
            return FencedError(f"{self}: fenced, another worker has this partition")
        return DeliveryError(f"{self}: Kafka refused: {type(first).__name__}: {first}")

    async def abort(self) -> None:
        """Take back what is not committed, so that readers need not wait for the transaction to time out."""
        self.break_off()
        await self._committer.abort()
