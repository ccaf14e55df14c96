"""Workers that end are started anew, whatever they ended with; none that cannot be started ends the others."""

import subprocess
import sys
import time
from typing import Any

import pytest

from streams import supervisor
from streams.ops.metrics import Metrics
from streams.supervisor import FAILURES, Slot


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that slots see, to move on."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def start(monkeypatch: pytest.MonkeyPatch, end: int | OSError) -> list[float]:
    """Let each worker end at once with this status, or not start at all; the list notes each start."""
    starts: list[float] = []

    def started(*_: str, **__: Any) -> subprocess.Popen[bytes]:
        starts.append(time.monotonic())
        if isinstance(end, OSError):
            raise end
        process = subprocess.Popen([sys.executable, "-c", f"import os; os._exit({end})"])
        process.wait()
        return process

    monkeypatch.setattr(supervisor, "start_worker", started)
    return starts


def tended(slot: Slot, clock: list[float], times: int) -> list[int]:
    """What a slot says when it is tended now and then."""
    told = []
    for _ in range(times):
        status = slot.tend()
        told += [] if status is None else [status]
        clock[0] += 40
    return told


@pytest.mark.parametrize("end", [0, 1, OSError("no process to be had")], ids=["clean", "failed", "not started"])
def test_an_end_that_nobody_asked_for_is_followed_by_a_start(
    monkeypatch: pytest.MonkeyPatch, clock: list[float], end: int | OSError
) -> None:
    starts = start(monkeypatch, end)
    assert tended(Slot(), clock, 4) == []
    assert len(starts) > 1


def test_who_fails_again_and_again_is_given_up(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    start(monkeypatch, 3)
    assert tended(Slot(), clock, 2 * FAILURES) == [3]


def test_an_end_that_nobody_asked_for_is_counted_by_its_place(
    monkeypatch: pytest.MonkeyPatch, clock: list[float], counted: Metrics
) -> None:
    start(monkeypatch, 3)
    tended(Slot(5), clock, 2)
    ends = counted.registry.get_sample_value("newsmill_workers_ended_total", {"worker": "5", "how": "state_lost"})
    assert ends == 1
