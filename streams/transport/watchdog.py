"""Does the worker still get anywhere? If not, although the broker answers, it ends itself with a reason.

Faust logs a stalled partition and goes on; aiokafka keeps an error that its user has to ask for, and Faust never asks.
A broker that does not answer is no reason: the worker waits, and goes on by itself.

A handler that never gives the loop back would stop this one too, while the consumer's thread keeps the partitions:
that is told by the interpreter's own, which needs neither the loop nor the interpreter's lock.
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import logging
import os
import time
from collections.abc import Iterator
from typing import Any

from aiokafka.structs import TopicPartition

from streams.kafka.refusal import refusal
from streams.transport.errors import StalledError

log = logging.getLogger(__name__)

INTERVAL = 5.0
ANSWER_SECONDS = 10.0
SAY_SECONDS = 60.0
STDERR = 2


class Watchdog:
    """Compares, every few seconds, where things stand with where they stood."""

    def __init__(self, app: Any, stall_seconds: float) -> None:
        self._app = app
        self._stall_seconds = stall_seconds
        self._since: dict[str, tuple[Any, float]] = {}  # what is watched: where it stands, and since when
        self._say_again = 0.0

    async def run(self) -> None:
        """Until the worker stops. Raises StalledError, or what ended a task of the Kafka client."""
        limit = INTERVAL + ANSWER_SECONDS + self._stall_seconds
        with _standard_error() as told:
            while not self._app.should_stop:
                # Writes where every thread stands, and ends the process with 1.
                faulthandler.dump_traceback_later(limit, file=told, exit=True)
                await asyncio.sleep(INTERVAL)
                if self._app.should_stop:
                    return  # the client's tasks end with it
                client = getattr(self._app.consumer._thread, "_consumer", None)
                if client is not None and client._coordinator is not None:  # else it is still starting
                    check_tasks(client)
                    await self._look(client)

    async def _look(self, client: Any) -> None:
        tasks = [task for task in self._app.partition_tasks if not task.closed]
        ends = await self._ends(client, [TopicPartition(task.topic, task.partition) for task in tasks])
        if ends is None:
            self._since.clear()
            await self._say_why(time.monotonic())
            return
        standing = {str(task): self._standing(task, ends) for task in tasks}
        standing["rebalance"] = self._rebalance()
        self.compare({name: where for name, where in standing.items() if where is not None}, time.monotonic())

    def compare(self, standing: dict[str, Any], now: float) -> None:
        """Note where all that has work to do stands. Raises StalledError when one has not moved for too long."""
        self._since = {
            name: self._since[name] if name in self._since and self._since[name][0] == where else (where, now)
            for name, where in standing.items()
        }
        for name, (where, since) in self._since.items():
            if now - since > self._stall_seconds:
                raise StalledError(f"{name} stands still for {now - since:.0f} s although the broker answers: {where}")

    async def _say_why(self, now: float) -> None:
        """Once a minute: a password or a certificate that is not taken any more looks like a broker that is away."""
        if now < self._say_again:
            return
        self._say_again = now + SAY_SECONDS
        try:
            why = await refusal(self._app.connection)
        except Exception as error:  # whatever answers there, to ask it is no reason to end
            log.warning("not known why the broker does not answer: %s", error or type(error).__name__)
        else:
            if why is not None:
                log.error("waiting to be let in: %s", why)

    async def _ends(self, client: Any, tps: list[TopicPartition]) -> dict[TopicPartition, int] | None:
        """The end of each partition, None when the broker does not answer."""
        try:
            call = self._app.consumer._thread.call_thread(_end_offsets, client, tps)
            ends: dict[TopicPartition, int] = await asyncio.wait_for(call, ANSWER_SECONDS)
        except Exception as error:
            log.warning("the broker does not answer: %s", error or type(error).__name__)
            return None
        return ends

    def _standing(self, task: Any, ends: dict[TopicPartition, int]) -> Any:
        """Where a partition task stands, None when it has nothing to do."""
        tp = TopicPartition(task.topic, task.partition)
        position = self._app.consumer.position_of(tp)
        if task.is_idle(position, ends[tp], self._app.consumer.last_fetched(tp)):
            return None
        return {"read": position, "done": task.next_offset, "committed": task.committed}

    def _rebalance(self) -> Any:
        recovering = self._app.tables.recovery.running  # which watches itself
        # Not how often: a group that rejoins without end gets nowhere.
        return "no partition flows" if self._app.rebalancing and not recovering else None


@contextlib.contextmanager
def _standard_error() -> Iterator[int]:
    """A descriptor for the interpreter's watchdog: standard error, but where a pipe is full it loses what is written.

    The watchdog writes before it ends the process, and the log that nobody reads may be what holds the loop.
    """
    try:
        told = os.open(f"/dev/fd/{STDERR}", os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK)
    except OSError:  # a socket, or closed
        told = STDERR
    try:
        yield told
    finally:
        faulthandler.cancel_dump_traceback_later()
        if told != STDERR:
            os.close(told)


def check_tasks(client: Any) -> None:
    """Raise what ended a background task of aiokafka, or what it could not resolve by itself."""
    coordinator = client._coordinator
    for task in (coordinator._coordination_task, client._fetcher._fetch_task):
        if task.done() and not task.cancelled():
            raise StalledError(f"the Kafka client's {task.get_name()} has ended: {task.exception()}")
    if coordinator._pending_exception is not None:
        raise StalledError(f"the group coordinator refuses: {coordinator._pending_exception}")


async def _end_offsets(client: Any, tps: list[TopicPartition]) -> dict[TopicPartition, int]:
    if not tps:
        await client._client.fetch_all_metadata()
        return {}
    ends: dict[TopicPartition, int] = await client.end_offsets(tps)
    return ends
