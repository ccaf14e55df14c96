"""The consumer: what was fetched reaches its handler once and in order, or the worker ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from typing import Any, cast

from aiokafka.errors import (
    ConsumerStoppedError,
    CorruptRecordException,
    IllegalStateError,
    KafkaTimeoutError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
)
from aiokafka.structs import TopicPartition
from faust.transport.drivers import aiokafka as faust_driver
from faust.types import TP
from mode import Service

from streams.meter import count
from streams.metrics import Metric
from streams.transport.buffer_limit import size_of
from streams.transport.committed import Committed
from streams.transport.errors import OffsetsLostError, UnreadableRecordError
from streams.transport.producer import TransactionManager
from streams.transport.thread import ConsumerThread

log = logging.getLogger(__name__)


class Consumer(faust_driver.Consumer):
    """Faust's consumer without its acks: partition tasks know what is done, and only they commit."""

    app: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._fetched: dict[TP, int] = {}
        self._seeks = 0
        self._seeks_at_fetch = 0
        self._position = asyncio.Lock()

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def seek_to_start(self, assigned: Iterable[tuple[str, int]]) -> dict[TP, Committed]:
        """Go to the committed offset of each partition, or its beginning; whatever was fetched before is void.

        An offset of 0 counts as none: nothing was done.
        """
        async with self._position:
            self._seeks += 1
            self._fetched.clear()
            self._buffered_partitions.clear()
            self.app.buffer_limit.clear()
            committed = await self.thread.go_to_committed([TP(*tp) for tp in assigned])
        return {tp: replace(found, offset=found.offset or None) for tp, found in committed.items()}

    @property
    def thread(self) -> ConsumerThread:
        """The thread in which the Kafka client runs."""
        return cast(ConsumerThread, self._thread)

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
        async with self._position:
            self._seeks_at_fetch = self._seeks
            try:
                return await super()._getmany(active_partitions, timeout)
            except NoOffsetForPartitionError:
                return {}  # the fetcher looked before `seek_to_start` went to the beginning
            except OffsetOutOfRangeError as error:
                return await self._out_of_range(dict(*error.args))
            except CorruptRecordException as error:
                raise UnreadableRecordError(
                    f"a record cannot be read ({error}); it is the next or a later one of "
                    f"{', '.join(self._behind(active_partitions))}: "
                    f"step over it with kafka-consumer-groups --reset-offsets"
                ) from error

    async def _out_of_range(self, wanted: dict[TP, int]) -> dict[TP, Any]:
        """Step over what retention has deleted, and say so. Raises OffsetsLostError where it is not that."""
        try:
            starts = await self._thread.earliest_offsets(*wanted)
        except KafkaTimeoutError:
            return {}  # the next fetch finds it again
        for tp, offset in wanted.items():
            start = starts[tp]
            if start <= offset:
                raise OffsetsLostError(
                    f"{tp.topic}/{tp.partition} ends before offset {offset}, which is due: the topic was created anew "
                    f"or has lost its end; say where to go on with kafka-consumer-groups --reset-offsets"
                )
            log.error("%s/%d: offsets %d to %d were deleted unread", tp.topic, tp.partition, offset, start - 1)
            count(Metric.DELETED_UNREAD, start - offset, tp.topic)
            with contextlib.suppress(IllegalStateError):  # a rebalance took it meanwhile
                await self._thread.seek_to_beginning(tp)
        return {}

    def _behind(self, tps: Iterable[TP]) -> list[str]:
        """Partitions that have more to read, each with the offset that it is at."""
        positions = {tp: self.position_of(tp) or 0 for tp in tps}
        return [f"{tp.topic}/{tp.partition}@{at}" for tp, at in sorted(positions.items()) if at < self.end_of(tp)]

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Any]]:  # noqa: ASYNC109 - Faust's signature
        """Yield what was fetched since the last seek, each message knowing the one before it."""
        records, _ = await self._wait_next_records(timeout)
        seeks = self._seeks_at_fetch
        for tp, record in self.scheduler.iterate(records or {}):
            if seeks != self._seeks or not self.flow_active or self.should_stop:
                return
            message: Any = self._to_message(tp, record)
            message.previous = self._fetched.get(tp)
            self._fetched[tp] = message.offset
            yield tp, message

    async def _drain_messages(self, fetcher: Any) -> None:
        """The fetcher's loop, without Faust's bookkeeping of acks, gaps and read offsets: partition tasks do it."""
        try:
            while not (self.should_stop or fetcher.should_stop):
                async for _, message in self.getmany(timeout=1.0):
                    await self.app.buffer_limit.acquire(size_of(message))
                    await self.callback(message)
                await asyncio.sleep(0)
        except (ConsumerStoppedError, asyncio.CancelledError):
            if not self.app.should_stop:
                raise

    def last_fetched(self, tp: tuple[str, int]) -> int:
        """Offset of the last record fetched since the last seek, -1 if none."""
        return self._fetched.get(TP(*tp), -1)

    def position_of(self, tp: tuple[str, int]) -> int | None:
        """The next offset to fetch, None while it is not known."""
        state = self._state(tp)
        return state.position if state is not None and state.has_valid_position else None

    def end_of(self, tp: tuple[str, int]) -> int:
        """The end of the partition, as the last fetch told it; 0 while there was none."""
        state = self._state(tp)
        return (state.lso or 0) if state is not None else 0

    def _state(self, tp: tuple[str, int]) -> Any:
        subscription = self._thread._ensure_consumer()._subscription.subscription
        assignment = subscription.assignment if subscription is not None else None
        at = TopicPartition(*tp)
        return assignment.state_value(at) if assignment is not None and at in assignment.tps else None

    def transactional_id(self, tp: TP) -> str:
        """The id under which a source partition's transactions run."""
        manager = cast(TransactionManager, self.transactions)
        (found,) = manager._tps_to_transactional_ids({tp})
        return str(found)

    async def commit_offset(self, tp: TP, offset: int, metadata: str) -> bool:
        """Commit outside a transaction; False when the group has rebalanced since."""
        return await self.thread.commit_with({tp: (offset, metadata)})

    async def commit(self, _topics: Any = None, start_new_transaction: bool = True) -> bool:
        """Commit what is done, whoever asks."""
        await self.app.partition_tasks.commit()
        return True

    async def wait_empty(self) -> None:
        """Before a rebalance, and before the end: finish what is in hand and commit it."""
        await self.app.partition_tasks.close()

    async def on_task_error(self, exc: BaseException) -> None:
        """Faust commits here, past the record whose handling failed."""

    @Service.task
    async def _commit_handler(self) -> None:
        """Each partition task has a timer of its own."""

    @Service.task
    async def _commit_livelock_detector(self) -> None:
        """`streams.transport.watchdog` does this, and ends the worker instead of writing a log line."""
