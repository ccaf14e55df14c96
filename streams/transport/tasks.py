"""The partition tasks of one worker: opened when their state has been read back, closed when a rebalance begins."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Iterator
from typing import Any

from streams.transport.buffer_limit import BufferLimit, size_of
from streams.transport.shared_lock import SharedLock
from streams.transport.task import PartitionTask
from streams.transport.work import UnitOfWork

TP = tuple[str, int]

SAY_SECONDS = 5.0
"""How long the end of a worker waits to be told; unsaid it counts like an end by a record."""


class PartitionTasks:
    """Every source partition of this worker. `on_failure` is called once a task cannot go on; what a stage takes out of
    its queue is released from `buffer_limit`."""

    def __init__(
        self,
        commit_interval: float,
        on_failure: Callable[[BaseException], None],
        buffer_limit: BufferLimit | None = None,
    ) -> None:
        self._commit_interval = commit_interval
        self._on_failure = on_failure
        self._buffer_limit = buffer_limit or BufferLimit()
        self._shared_lock = SharedLock()
        self._tasks: dict[TP, PartitionTask] = {}
        self._timers: list[asyncio.Task[None]] = []
        self._failed = False

    def __iter__(self) -> Iterator[PartitionTask]:
        return iter(list(self._tasks.values()))

    def open(self, tasks: Iterable[PartitionTask]) -> None:
        """Take records of these partitions. Nothing is opened after a failure."""
        if not self._failed:
            self._tasks = {(task.topic, task.partition): task for task in tasks}
            self._timers = [self._timer(task) for task in self]

    async def close(self) -> None:
        """Take no more records, wait for those in hand, commit. The tasks are gone then."""
        try:
            await asyncio.gather(*(task.close() for task in self))
        finally:
            self._stop_timers()
        if not self._failed:  # else only whoever knows the reason can tell
            await self.tell_end()
        self._tasks = {}

    async def tell_end(self) -> None:
        """Say of each task that it has ended, and not by a record: whoever comes next need not suspect any.

        Left unsaid where a commit is in doubt, or Kafka does not take it soon.
        """
        certain = [task for task in self if not task.in_doubt]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SAY_SECONDS):
                await asyncio.gather(*(task.say(task.history.ended()) for task in certain), return_exceptions=True)

    async def commit(self) -> None:
        """Commit what is done, all tasks side by side."""
        await asyncio.gather(*(task.commit() for task in self))

    def break_off(self) -> None:
        """Take no record and commit nothing from now on."""
        self._failed = True
        for task in self:
            task.break_off()

    async def abort(self) -> None:
        """Take back what is open in Kafka."""
        await asyncio.gather(*(task.abort() for task in self))

    async def units(self, events: AsyncIterable[Any]) -> AsyncGenerator[UnitOfWork, None]:
        """Yield what is to be handled; asking for the next says that the one before is done."""
        async for event in events:
            self._buffer_limit.release(size_of(event.message))
            task = self._tasks.get(event.message.tp)
            if task is None:
                continue  # stale: not acknowledged in any way, so that whoever has the partition reads it again
            alone = task.careful
            async with self._shared_lock.hold(exclusive=alone):
                work = await task.begin(event.message)
                if work is None:
                    continue  # likewise
                done = False
                try:
                    yield work
                    done = True
                finally:
                    task.end(work, done=done)
                if alone:
                    await task.commit()  # it has killed nobody

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers = []

    def _timer(self, task: PartitionTask) -> asyncio.Task[None]:
        timer = asyncio.create_task(task.commit_forever(self._commit_interval), name=f"commit {task}")
        timer.add_done_callback(self._on_timer_end)
        return timer

    def _on_timer_end(self, timer: asyncio.Task[None]) -> None:
        if not timer.cancelled() and (error := timer.exception()) is not None:
            self._on_failure(error)
