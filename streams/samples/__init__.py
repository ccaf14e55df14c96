"""A small feed of our own writing, with the traps of real ones, and what is to come of it.

All companies and people in it are invented. The files are to be published one after the other: what stands in a later
one refers to articles of an earlier one, and Kafka keeps no order between articles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from schemas.codec import decode
from streams.inputs import FileRules, InputRecord, read_file

FILES = ("1-morning.jsonl", "mackerel-deal.txt", "2-later.jsonl", "3-broken.jsonl")

REFERENCE_TIME = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""When the saved page was read: what its "5 hours ago" counts from."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What comes of one sample: on which topic, with which verdict and (duplicate, rejection) which detail.

    `source` and `id` are null where the record does not tell them; `refers_to` is `source/id` of what it repeats,
    revises, extends or retracts. Names and amounts are given for enriched samples: all `people`, the organisations and
    places that must be among those found, and every amount as `streams.render` writes it.
    """

    file: str
    line: int
    source: str | None
    id: str | None
    shows: str
    topic: str
    verdict: str
    detail: str
    refers_to: str | None = None
    removed: bool = False
    people: Sequence[str] | None = None
    organisations: Sequence[str] = ()
    places: Sequence[str] = ()
    money: Sequence[str] | None = None


def paths() -> list[Path]:
    """The sample files in the order in which they are to be published."""
    folder = Path(str(files("streams.samples")))
    return [folder / name for name in FILES]


def load() -> list[list[InputRecord]]:
    """The records of each file, in the order of `paths`."""
    return [list(read_file(path, FileRules(reference_time=REFERENCE_TIME))) for path in paths()]


def expected() -> list[Expected]:
    """One entry for each record, in the order of the files and of the lines in them."""
    entries = decode((Path(str(files("streams.samples"))) / "expected.json").read_bytes())
    return [Expected(**entry) for entry in entries]
