"""What every reader of a file format is given, and gives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from streams.inputs.record import InputError, InputRecord

LONGEST = 16 * 1024 * 1024
"""Bytes of an article that is read, where nobody says how many: as many as one may have at most."""


def _refuse(problem: str) -> None:
    raise InputError(problem)


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    `reference_time` (aware) is what "3 hours ago" counts from, None where nobody knows. A line of more than `longest`
    bytes is left out: `tell` hears of it in one line.
    """

    reference_time: datetime | None = None
    longest: int = LONGEST
    tell: Callable[[str], None] = _refuse


Reader = Callable[[Path, Reading], Iterator[InputRecord]]
"""The records of a file of one format, in its order, read as they are asked for."""
