"""One input the whole way: published from a file, through the steps, followed by a person. An alarm is the net."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from zlib import crc32

from tests.fuzz.records import joined, read
from tests.fuzz.shown import look, publish
from tests.fuzz.way import go

SECONDS = 5.0
"""Of processor time for one input."""
SUFFIXES = (".jsonl", ".json", ".txt")
SELDOM = 64
"""One input of so many is looked at and read as a file too in a long run: these cost more than the steps."""


class OvertimeError(BaseException):
    """An input takes longer than any may. No Exception, since the steps are allowed to catch those."""


def take(data: bytes, *, all_of_it: bool = True) -> None:
    """Raises what is wrong with the way that an input takes."""
    raw = read(data)
    sent = go(raw)
    chance = crc32(data) % SELDOM
    if all_of_it or chance == 0:
        look(raw, sent)
    for suffix in SUFFIXES if all_of_it else SUFFIXES[chance - 1 : chance]:
        go(read(joined(_published(raw[0].value or b"", suffix)[:2])))


def _published(data: bytes, suffix: str) -> list[bytes]:
    return [record.value for record in publish(data, suffix, _folder(os.getpid())) if record.value is not None]


@cache
def _folder(_process: int) -> Path:
    """Of each process its own: one that is made before a fork would be shared by both."""
    return Path(tempfile.mkdtemp(prefix="newsmill-fuzz-"))


def problem(data: bytes, *, all_of_it: bool = True) -> str | None:
    """What is wrong in one line, None where nothing is."""
    try:
        with limited(SECONDS):
            take(data, all_of_it=all_of_it)
    except (Exception, OvertimeError) as error:
        return f"{type(error).__name__}: {error}"
    return None


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises OvertimeError when so much processor time has passed."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise OvertimeError(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def smaller(data: bytes, fails: Callable[[bytes], bool], tries: int = 400) -> bytes:
    """The input with as much cut out as it may lose and still fail, by ever smaller pieces."""
    width = len(data) // 2
    while width and tries:
        at = 0
        while at < len(data) and tries:
            tries -= 1
            cut = data[:at] + data[at + width :]
            if fails(cut):
                data = cut
            else:
                at += width
        width //= 2
    return data
