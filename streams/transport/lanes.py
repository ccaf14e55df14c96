"""The lanes of one worker: opened when their state has been read back, closed when a rebalance begins."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Iterator
from typing import Any

from streams.transport.handling import Handling
from streams.transport.lane import Lane
from streams.transport.room import Room, size_of
from streams.transport.turns import Turns

TP = tuple[str, int]

SAY_SECONDS = 5.0
"""How long the end of a worker waits to be told; unsaid it counts like an end by a record."""


class Lanes:
    """Every source partition of this worker. `on_failure` is called once a lane cannot go on; what a stage takes out of
    its queue is given back to `room`."""

    def __init__(
        self,
        commit_interval: float,
        on_failure: Callable[[BaseException], None],
        room: Room | None = None,
    ) -> None:
        self._commit_interval = commit_interval
        self._on_failure = on_failure
        self._room = room or Room()
        self._turns = Turns()
        self._lanes: dict[TP, Lane] = {}
        self._timers: list[asyncio.Task[None]] = []
        self._failed = False

    def __iter__(self) -> Iterator[Lane]:
        return iter(list(self._lanes.values()))

    def open(self, lanes: Iterable[Lane]) -> None:
        """Take records of these partitions. Nothing is opened after a failure."""
        if not self._failed:
            self._lanes = {(lane.topic, lane.partition): lane for lane in lanes}
            self._timers = [self._timer(lane) for lane in self]

    async def close(self) -> None:
        """Take no more records, wait for those in hand, commit. The lanes are gone then."""
        try:
            await asyncio.gather(*(lane.close() for lane in self))
        finally:
            self._stop_timers()
        if not self._failed:  # else only whoever knows the reason can tell
            await self.tell_end()
        self._lanes = {}

    async def tell_end(self) -> None:
        """Say of each lane that it has ended, and not by a record: whoever comes next need not suspect any.

        Left unsaid where a commit is in doubt, or Kafka does not take it soon.
        """
        certain = [lane for lane in self if not lane.in_doubt]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SAY_SECONDS):
                await asyncio.gather(*(lane.say(lane.trace.ended()) for lane in certain), return_exceptions=True)

    async def commit(self) -> None:
        """Commit what is done, all lanes side by side."""
        await asyncio.gather(*(lane.commit() for lane in self))

    def break_off(self) -> None:
        """Take no record and commit nothing from now on."""
        self._failed = True
        for lane in self:
            lane.break_off()

    async def abort(self) -> None:
        """Take back what is open in Kafka."""
        await asyncio.gather(*(lane.abort() for lane in self))

    async def handlings(self, events: AsyncIterable[Any]) -> AsyncGenerator[Handling, None]:
        """Yield what is to be handled; asking for the next says that the one before is done."""
        async for event in events:
            self._room.give(size_of(event.message))
            lane = self._lanes.get(event.message.tp)
            if lane is None:
                continue  # stale: not acknowledged in any way, so that whoever has the partition reads it again
            alone = lane.careful
            async with self._turns.turn(alone=alone):
                handling = await lane.begin(event.message)
                if handling is None:
                    continue  # likewise
                done = False
                try:
                    yield handling
                    done = True
                finally:
                    lane.end(handling, done=done)
                if alone:
                    await lane.commit()  # it has killed nobody

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers = []

    def _timer(self, lane: Lane) -> asyncio.Task[None]:
        timer = asyncio.create_task(lane.commit_forever(self._commit_interval), name=f"commit {lane}")
        timer.add_done_callback(self._on_timer_end)
        return timer

    def _on_timer_end(self, timer: asyncio.Task[None]) -> None:
        if not timer.cancelled() and (error := timer.exception()) is not None:
            self._on_failure(error)
