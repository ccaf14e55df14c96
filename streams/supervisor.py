"""Several workers on one machine: processes that are started anew when they end, and stopped together."""

import asyncio
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from types import FrameType
from typing import Any

from streams.broker.guard import die_with_parent
from streams.exits import how
from streams.meter import count
from streams.metrics import Metric

log = logging.getLogger(__name__)

WORKER = (sys.executable, "-m", "streams.cli", "run")

POLL = 0.2
"""Seconds between looks at the workers."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds before a failed worker is started anew; doubled with each failure in a row."""

STEADY = 60.0
"""Seconds after which a worker that runs counts as sound again."""

FAILURES = 10
"""Ends in a row, over some three minutes, after which all is given up: starting anew does not mend what is wrong."""


GRACE = 30.0
"""Seconds that a worker has to stop; it needs up to 20 to finish and commit what is in flight."""


def start_worker(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """`newsmill run` as a process that does not outlive this one; `options` as for subprocess.Popen."""
    command = [*WORKER, *arguments]
    return subprocess.Popen(command, preexec_fn=die_with_parent, **options)  # noqa: S603 - our own command


def stop_worker(process: subprocess.Popen[bytes]) -> int:
    """Wait for a worker that was told to stop; its exit status."""
    try:
        return process.wait(GRACE)
    except subprocess.TimeoutExpired:
        log.error("worker %d did not stop within %.0f s and is killed", process.pid, GRACE)
        process.kill()
        return process.wait()


class Slot:
    """The place of one worker, started with these arguments."""

    def __init__(self, number: int = 0, arguments: Sequence[str] = ()) -> None:
        self._number, self._arguments = number, arguments
        self._failures = 0
        self._due = 0.0
        self._started = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def tend(self) -> int | None:
        """Start the worker when it is due; its exit status once it may not be started anew."""
        now = time.monotonic()
        if self.process is None:
            return self._start(now) if now >= self._due else None
        status = self.process.poll()
        if status is None:
            return None
        self.process = None
        return self._ended(status, now)

    def _start(self, now: float) -> int | None:
        self._started = now
        try:
            self.process = start_worker(*self._arguments)
        except (OSError, subprocess.SubprocessError) as error:  # no process or no memory to be had at the moment
            log.error("a worker cannot be started: %s", error)
            return self._ended(1, now)
        return None

    def _ended(self, status: int, now: float) -> int | None:
        """Nobody told it to stop: even a clean end, after somebody's SIGTERM, leaves its place empty."""
        count(Metric.WORKERS_ENDED, 1, str(self._number), how(status))
        self._failures = 1 if now - self._started > STEADY else self._failures + 1
        if self._failures >= FAILURES:
            return (status or 1) if status >= 0 else 128 - status
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (self._failures - 1))
        log.warning("a worker ended with status %d, the next one starts in %.0f s", status, wait)
        self._due = now + wait
        return None


class Supervisor:
    """Runs workers until a signal comes, or one fails again and again: one for each of `arguments`.

    `beside` is entered before they start and left before they are stopped.
    """

    def __init__(self, arguments: Sequence[Sequence[str]], beside: AbstractAsyncContextManager[object]) -> None:
        self._slots = [Slot(number, told) for number, told in enumerate(arguments)]
        self._beside = beside
        self._stopping = False

    def run(self) -> int:
        """The exit status: 0 after a signal and a clean stop of all workers, else a worker's own. Raises OSError where
        `beside` cannot be entered."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        try:
            status = asyncio.run(self._tend())
        finally:
            stopped = self._stop()
        return max([status, *stopped])

    async def _tend(self) -> int:
        async with self._beside:
            while not self._stopping:
                ended = [told for slot in self._slots if (told := slot.tend()) is not None]
                if ended:
                    return max(ended)
                await asyncio.sleep(POLL)
        return 0

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _stop(self) -> list[int]:
        running = [slot.process for slot in self._slots if slot.process is not None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        return [abs(stop_worker(process)) for process in running]
