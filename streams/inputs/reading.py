"""What every reader of files is given, and gives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from schemas import RejectionError
from schemas.headers import Headers
from streams.formats import Reading
from streams.inputs.mapping import FieldMap
from streams.inputs.record import InputError, InputRecord, Place

LONGEST = 16 * 1024 * 1024
"""Bytes of an article that is read, where nobody says how many: as many as one may have at most."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a document of several articles, packed or not: it is held whole, and several times over while it is read."""


def _refuse(where: str, problem: RejectionError) -> None:
    raise InputError(f"{where}: {problem.message}")


@dataclass(frozen=True, slots=True)
class FileRules:
    """How files are read.

    `reference_time` (aware) is what "3 hours ago" on a saved page counts from, None where nobody knows. What would be
    a record of more than `longest` bytes is left out: `tell` hears where it stands and why. `documents` bounds what
    holds several articles, and says how times without a zone are read.

    `content_type` (a media type) is what a file is, whatever its name says. `source` is whose the articles are,
    whatever they say. With `headers` each file is one record with these headers, as it would be on the topic.
    `fields` names the fields of JSON that is not ours.
    """

    reference_time: datetime | None = None
    longest: int = LONGEST
    tell: Callable[[str, RejectionError], None] = _refuse
    documents: Reading = field(default=Reading(max_bytes=LARGEST))
    content_type: str | None = None
    source: str | None = None
    headers: Headers | None = None
    fields: FieldMap | None = None


DEFAULTS = FileRules()
"""How files are read where nobody says more."""

Reader = Callable[[Path, Place, FileRules], Iterator[InputRecord]]
"""The records of a file, in its order, read as they are asked for."""
