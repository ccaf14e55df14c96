"""Files of one document a line, such as JSON lines: read as they go, none longer than a record may be."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import Protocol

from schemas import Reason, RejectionError
from streams.inputs.documents import records_of, too_long
from streams.inputs.reading import FileRules
from streams.inputs.record import InputRecord, Place
from streams.inputs.whole import GZIP

SKIPPED_BYTES = 64 * 1024
"""What is read at once of a line that is too long."""

_BOM = b"\xef\xbb\xbf"
_END = b"\r\n"


class Lines(Protocol):
    """An open file that is read by lines."""

    def readline(self, size: int, /) -> bytes:
        """The next line with its end, at most `size` bytes of it; empty at the end."""


def read_lines(path: Path, place: Place, rules: FileRules) -> Iterator[InputRecord]:
    """The records of each line, blank ones aside, of a file that may be gzipped."""
    with path.open("rb") as file:
        packed = file.peek(len(GZIP)).startswith(GZIP)
        with gzip.open(file) if packed else nullcontext(file) as plain:
            yield from lines_of(plain, place, rules)


def lines_of(file: Lines, place: Place, rules: FileRules) -> Iterator[InputRecord]:
    """The records of each line of an open file; a line that is too long is told and left out."""
    for number in count(1):
        place = Place(place.file, place.folder, number)
        try:
            line = _line(file, rules.longest, first=number == 1)
        except RejectionError as problem:
            rules.tell(place.of(1, 1), problem)
            continue
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            rules.tell(place.of(1, 1), RejectionError(Reason.UNREADABLE, f"not gzip to its end: {error}"))
            return
        if line is None:
            return
        if line.strip():
            yield from records_of(line, place, rules)


def _line(file: Lines, longest: int, *, first: bool) -> bytes | None:
    """The next line without its end, None at the end of the file. Raises RejectionError for one that is too long, when
    the file is behind it."""
    most = len(_BOM) + longest + len(_END)
    line = file.readline(most)
    value = (line.removeprefix(_BOM) if first else line).rstrip(_END)
    if len(value) > longest or (len(line) == most and not line.endswith(b"\n")):
        _skip(file, line)
        raise too_long(longest)
    return value if line else None


def _skip(file: Lines, line: bytes) -> None:
    """Go on to the next line, however far it is."""
    while line and not line.endswith(b"\n"):
        line = file.readline(SKIPPED_BYTES)
