"""A long run in processes of its own, so that a crash or a hang in C is a finding too and not the end of the run.

Input `i` of a seed is the same one in every run with the same corpus. A child leaves its input in shared memory before
it begins with it; who watches takes it from there when the child ends or stands still.
"""

import multiprocessing
import queue
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.harness import problem
from tests.fuzz.mutate import MOST_BYTES, mutated

STANDSTILL_SECONDS = 90.0
"""On the clock, for what the alarm cannot interrupt: a loop in C. Wide, since the machine may be busy."""
MEASURED_EVERY = 1000


@dataclass(slots=True)
class Found:
    """What a run found: (problem, input), and resident megabytes of each process now and then."""

    problems: list[tuple[str, bytes]] = field(default_factory=list)
    inputs: int = 0
    megabytes: dict[int, list[int]] = field(default_factory=dict)
    slowest: list[tuple[float, int]] = field(default_factory=list)

    def growth(self) -> int:
        """Megabytes by which the process grew most in the second half of its inputs: caches fill in the first."""
        return max((told[-1] - max(told[: len(told) // 2 + 1]) for told in self.megabytes.values()), default=0)


@dataclass(frozen=True, slots=True)
class Child:
    """A process that takes every `step`th input from `first` on, and where it stands."""

    process: Any
    data: Any
    length: Any
    number: Any
    first: int

    def input(self) -> bytes:
        """What it has in hand."""
        return bytes(self.data[: self.length.value])


def run(
    inputs: int, seed: int, jobs: int, seeds: Sequence[bytes], tell: Callable[[int], None], minutes: float = 1e9
) -> Found:
    """Take so many inputs, or those of so many minutes; `tell` hears of each lot that is done."""
    until = time.monotonic() + 60 * minutes
    context: Any = multiprocessing.get_context("fork")
    answers = context.Queue()
    found = Found()

    def start(first: int) -> Child:
        data, length = context.RawArray("c", MOST_BYTES), context.RawValue("i", 0)
        number = context.RawValue("l", first)
        arguments = (range(first, inputs, jobs), seed, seeds, until, answers, data, length, number)
        process = context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        return Child(process, data, length, number, first)

    children = [start(first) for first in range(jobs)]
    since = {child.first: (child.number.value, time.monotonic()) for child in children}
    while children:
        for answer in _waiting(answers):
            _take(answer, found, tell)
        for at, child in enumerate(children):
            number, moment = since.get(child.first, (-1, 0.0))
            if child.number.value != number:
                since[child.first] = child.number.value, time.monotonic()
            elif child.process.is_alive() and time.monotonic() - moment > STANDSTILL_SECONDS:
                child.process.kill()
                child.process.join()
            if child.process.is_alive() or child.process.exitcode is None:
                continue
            if child.process.exitcode:
                found.problems.append((f"Ended: with {child.process.exitcode}", child.input()))
                children[at] = start(child.number.value + jobs)
                since[children[at].first] = children[at].number.value, time.monotonic()
        children = [child for child in children if child.process.is_alive() or child.process.exitcode]
    for answer in _waiting(answers):
        _take(answer, found, tell)
    return found


def _waiting(answers: Any) -> Iterator[tuple[str, Any]]:
    try:
        while True:
            yield answers.get(timeout=0.3)
    except queue.Empty:
        return


def _take(answer: tuple[str, Any], found: Found, tell: Callable[[int], None]) -> None:
    kind, told = answer
    if kind == "problem":
        found.problems.append(told)
        return
    process, count, resident, slowest = told
    found.inputs += count
    found.slowest = sorted([*found.slowest, slowest], reverse=True)[:5]
    found.megabytes.setdefault(process, []).append(resident)
    tell(count)


def _work(
    numbers: range, seed: int, seeds: Sequence[bytes], until: float, answers: Any, data: Any, length: Any, at: Any
) -> None:
    done, slowest = 0, (0.0, 0)
    for count, number in enumerate(numbers, 1):
        made = mutated(seeds, Random(f"{seed}/{number}"))
        data[: len(made)], length.value, at.value = made, len(made), number
        begun = time.process_time()
        told = problem(made, all_of_it=False)
        slowest = max(slowest, (time.process_time() - begun, number))
        if told:
            answers.put(("problem", (told, made)))
        done += 1
        over = count == len(numbers) or time.monotonic() > until
        if done == MEASURED_EVERY or over:
            answers.put(("done", (numbers.start, done, megabytes(), slowest)))
            done, slowest = 0, (0.0, 0)
        if over:
            return


def megabytes() -> int:
    """Resident memory of this process."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024
