"""Files that are one document, read whole, gzipped or not."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from schemas import Reason, RejectionError
from streams.formats.compressed import unpacked
from streams.formats.envelope import header
from streams.inputs.documents import records_of
from streams.inputs.reading import FileRules
from streams.inputs.record import InputRecord, Place

GZIP = b"\x1f\x8b"
"""How a gzipped file begins."""


def read_whole(path: Path, place: Place, rules: FileRules) -> Iterator[InputRecord]:
    """The records of the document that a file is."""
    with path.open("rb") as file:
        yield from read_stream(file, place, rules)


def read_stream(file: BinaryIO, place: Place, rules: FileRules) -> Iterator[InputRecord]:
    """The records of the document that stands in an open file, read to its end."""
    try:
        value = content_of(file, rules)
    except RejectionError as problem:
        rules.tell(place.of(1, 1), problem)
        return
    yield from records_of(value, place, rules)


def content_of(file: BinaryIO, rules: FileRules) -> bytes:
    """What stands in an open file, unpacked; as it is where a header tells the reader of the record to unpack it.

    Raises RejectionError where that is larger than a document may be, or damaged.
    """
    most = rules.documents.max_bytes
    value = file.read(most + 1)
    if len(value) > most:
        raise RejectionError(Reason.TOO_LARGE, f"larger than {most} bytes, left out")
    return value if header(rules.headers or (), "content-encoding") else unpacked(value, None, most)


def plain_name(path: Path) -> Path:
    """The name of a file without what says that it is gzipped.

    >>> plain_name(Path("feeds/page.txt.GZ")).stem
    'page'
    """
    return Path(path.stem if path.suffix.lower() == ".gz" else path.name)


def place_of(name: str) -> Place:
    """Where a document stands that is a file, called as a person calls it; where it names nobody its folder does."""
    return Place(in_unicode(name), in_unicode(Path(name).resolve().parent.name) or None)


def in_unicode(name: str) -> str:
    """A file's name as text that can be written: it may hold any bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
