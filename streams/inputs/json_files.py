"""JSON and JSON lines: articles as their feed wrote them."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from schemas import RejectionError
from schemas.codec import decode, encode
from streams.inputs.reading import Reading
from streams.inputs.record import InputRecord, article_record

SKIPPED_BYTES = 64 * 1024
"""What is read at once of a line that is too long."""

_BOM = b"\xef\xbb\xbf"
_END = b"\r\n"


def read_json_lines(path: Path, reading: Reading) -> Iterator[InputRecord]:
    """One record a line, blank ones aside; read line by line, and none longer than `reading.longest`."""
    with path.open("rb") as file:
        yield from lines_of(file, str(path), reading)


def lines_of(file: BinaryIO, name: str, reading: Reading) -> Iterator[InputRecord]:
    """One record a line of an open file, as `read_json_lines`; `name` is what it is called in messages."""
    longest = reading.longest
    most = len(_BOM) + longest + len(_END)
    for number in count(1):
        line = file.readline(most)
        if not line:
            return
        value = line.removeprefix(_BOM) if number == 1 else line
        value = value.rstrip(_END)
        if len(value) > longest or (len(line) == most and not line.endswith(b"\n")):
            reading.tell(f"{name}:{number}: longer than {longest} bytes, left out (NEWSMILL_MAX_ARTICLE_BYTES)")
            _skip(file, line)
        elif value.strip():
            yield article_record(value, f"{name}:{number}")


def _skip(file: BinaryIO, line: bytes) -> None:
    """Go on to the next line, however far it is."""
    while line and not line.endswith(b"\n"):
        line = file.readline(SKIPPED_BYTES)


def read_json(path: Path, _reading: Reading) -> Iterator[InputRecord]:
    """The one article of a file, its bytes untouched, or one record for each of a list of them."""
    data = path.read_bytes().removeprefix(_BOM)
    try:
        content = decode(data)
    except RejectionError:
        content = None
    if not isinstance(content, list):  # one article, or something broken that screen rejects with all its bytes
        yield article_record(data, f"{path}:1")
        return
    for number, item in enumerate(content, start=1):
        yield article_record(encode(item), f"{path}:{number}")
