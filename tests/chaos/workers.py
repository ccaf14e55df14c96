"""Workers as an operator runs them: processes that are started, killed, frozen, and started again when they give up."""

import asyncio
import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streams.broker.guard import die_with_parent

COMMAND = (sys.executable, "-m", "streams.cli", "run")
RESTART_SECONDS = 1.0
BACKOFF_SECONDS = 8.0
AT_WORK = "partitions flow"
"""What a worker logs when records begin to come."""


@dataclass(frozen=True, slots=True)
class Exit:
    """A worker's end: `at` in seconds since 1970, `code` negative for a signal, `said` its last line."""

    worker: int
    at: float
    code: int
    ours: bool
    said: str


@dataclass(slots=True)
class Worker:
    """A running worker."""

    number: int
    process: asyncio.subprocess.Process
    log: Path
    started: float = field(default_factory=time.monotonic)
    ours: bool = False  # whether its end was our doing

    @property
    def running(self) -> bool:
        return self.process.returncode is None

    def signal(self, number: signal.Signals) -> None:
        if self.running:
            self.ours |= number in (signal.SIGKILL, signal.SIGTERM)
            self.process.send_signal(number)

    @property
    def at_work(self) -> bool:
        """Whether it has been given partitions and has read its state back."""
        return self.running and AT_WORK in self.log.read_text(encoding="utf-8", errors="replace")

    def last_line(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1][-300:] if lines else ""


class Crew:
    """Keeps `wanted` workers running: who ends is replaced, as a supervisor would."""

    def __init__(self, env: Mapping[str, str], logs: Path, command: Sequence[str] = COMMAND) -> None:
        self.wanted = 0
        self.exits: list[Exit] = []
        self.workers: list[Worker] = []
        self._env = {**os.environ, "PYTHONUNBUFFERED": "1", **env}
        self._logs, self._command = logs, command
        self._last = 0
        self._watches: set[asyncio.Task[None]] = set()
        self._closed = asyncio.Event()

    async def scale(self, wanted: int) -> None:
        """Start or end (SIGTERM) workers until `wanted` run; does not wait for either."""
        self.wanted = wanted
        while len(self.workers) < wanted:
            await self._start()
        for worker in self.workers[wanted:]:
            worker.signal(signal.SIGTERM)

    def pick(self, choose: random.Random) -> Worker:
        """Any worker that runs. Raises IndexError when none does."""
        return choose.choice([worker for worker in self.workers if worker.running])

    def youngest(self) -> int:
        """The number of the worker that was started last."""
        return self._last

    def tell(self, env: Mapping[str, str]) -> None:
        """What workers that start from now on find in their environment."""
        self._env |= env

    async def end_all(self, how: signal.Signals, seconds: float) -> None:
        """End all and start none; who takes longer than `seconds` is killed."""
        self.wanted = 0
        for worker in self.workers:
            worker.signal(how)
        deadline = time.monotonic() + seconds
        while self.workers:  # one that was just being started may come up meanwhile
            await asyncio.sleep(0.2)
            for worker in self.workers if time.monotonic() > deadline else ():
                worker.signal(signal.SIGKILL)

    async def end(self, seconds: float = 30) -> None:
        """End all in order, whoever takes longer than `seconds` the hard way."""
        self._closed.set()
        self.wanted = 0
        for worker in self.workers:
            worker.signal(signal.SIGCONT)
            worker.signal(signal.SIGTERM)
        waiting = [asyncio.create_task(worker.process.wait()) for worker in self.workers]
        if waiting:
            await asyncio.wait(waiting, timeout=seconds)
        for worker in self.workers:
            worker.signal(signal.SIGKILL)
        await asyncio.gather(*self._watches)

    async def _start(self) -> None:
        number = self._last = self._last + 1
        log = self._logs / f"worker-{number}.log"
        with log.open("wb") as sink:
            process = await asyncio.create_subprocess_exec(
                *self._command, env=self._env, stdout=sink, stderr=sink, preexec_fn=die_with_parent
            )
        worker = Worker(number, process, log)
        self.workers.append(worker)
        watch = asyncio.create_task(self._watch(worker))
        self._watches.add(watch)
        watch.add_done_callback(self._watches.discard)

    async def _watch(self, worker: Worker) -> None:
        """Note how a worker ended, and replace it: soon, or later when it did not live long."""
        code = await worker.process.wait()
        self.workers.remove(worker)
        self.exits.append(Exit(worker.number, time.time(), code, worker.ours, worker.last_line()))
        lived = time.monotonic() - worker.started
        with contextlib.suppress(TimeoutError):
            pause = RESTART_SECONDS if worker.ours or lived > 30 else BACKOFF_SECONDS
            await asyncio.wait_for(self._closed.wait(), pause)
        if not self._closed.is_set() and len(self.workers) < self.wanted:
            await self._start()
