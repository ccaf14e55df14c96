"""Files to records: the suffix says what a file holds, `-` is standard input."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from schemas import RejectionError
from schemas.codec import decode, encode
from streams.inputs.record import InputError, InputRecord, article_record, key_of

STDIN = "-"
_BOM = b"\xef\xbb\xbf"
_END = b"\r\n"

LONGEST = 16 * 1024 * 1024
"""Bytes of a line that is read, where nobody says how many: as many as an article may have at most."""

SKIPPED_BYTES = 64 * 1024
"""What is read at once of a line that is too long."""

Tell = Callable[[str], None]
Reader = Callable[[Path, datetime | None, int, Tell], Iterator[InputRecord]]


def _refuse(problem: str) -> None:
    raise InputError(problem)


def read_file(
    path: str | Path, *, reference_time: datetime | None = None, longest: int = LONGEST, tell: Tell = _refuse
) -> Iterator[InputRecord]:
    """The records of a file, in its order; `-` reads JSON lines from standard input.

    `.jsonl` and `.ndjson` are read line by line as they are asked for, `.json` and `.txt` whole. `reference_time`
    (aware) is what "3 hours ago" on a saved page counts from; without it such a page has no date. A line of JSON of
    more than `longest` bytes is not read whole, and not published: `tell` hears of it, and reading goes on behind it.
    Raises InputError, at once and in one line, for a file that is not there or of a kind that is not read.
    """
    if str(path) == STDIN:
        return _lines(sys.stdin.buffer, "<stdin>", longest, tell)
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: cannot tell what it holds; known are {', '.join(_READERS)} and '-'")
    _demand_file(path)
    return reader(path, reference_time, longest, tell)


def _demand_file(path: Path) -> None:
    if path.is_dir():
        raise InputError(f"{path}: is a directory, name the files in it")
    try:
        path.open("rb").close()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _json_lines(path: Path, _: datetime | None, longest: int, tell: Tell) -> Iterator[InputRecord]:
    with path.open("rb") as file:
        yield from _lines(file, str(path), longest, tell)


def _lines(file: BinaryIO, name: str, longest: int, tell: Tell) -> Iterator[InputRecord]:
    most = len(_BOM) + longest + len(_END)
    for number in count(1):
        line = file.readline(most)
        if not line:
            return
        value = line.removeprefix(_BOM) if number == 1 else line
        value = value.rstrip(_END)
        if len(value) > longest or (len(line) == most and not line.endswith(b"\n")):
            tell(f"{name}:{number}: longer than {longest} bytes, left out (NEWSMILL_MAX_ARTICLE_BYTES)")
            _skip(file, line)
        elif value.strip():
            yield article_record(value, f"{name}:{number}")


def _skip(file: BinaryIO, line: bytes) -> None:
    """Go on to the next line, however far it is."""
    while line and not line.endswith(b"\n"):
        line = file.readline(SKIPPED_BYTES)


def _json(path: Path, _: datetime | None, _longest: int, _tell: Tell) -> Iterator[InputRecord]:
    data = path.read_bytes().removeprefix(_BOM)
    where = f"{path}:1"
    try:
        content = decode(data)
    except RejectionError:
        content = None
    if not isinstance(content, list):  # one article, or something broken that screen rejects with all its bytes
        yield article_record(data, where)
        return
    for item in content:
        yield article_record(encode(item), where)


def _page(path: Path, reference_time: datetime | None, _longest: int, _tell: Tell) -> Iterator[InputRecord]:
    # Imported here because the date library costs a tenth of a second that only pages are worth.
    from streams.inputs.page import parse_page

    data = path.read_bytes()
    where, folder = f"{path}:1", path.resolve().parent.name or "pages"
    try:
        # `utf-8-sig` drops a byte order mark; line ends are the file's, not the article's.
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:  # a guessed encoding could publish a wrong name: screen rejects the bytes instead
        yield InputRecord(key_of({"source": folder, "id": path.stem}), data, (), where)
        return
    fields = parse_page(text, source=folder, article_id=path.stem, reference_time=reference_time)
    yield InputRecord(key_of(fields), encode(fields), (), where)


_READERS: dict[str, Reader] = {".jsonl": _json_lines, ".ndjson": _json_lines, ".json": _json, ".txt": _page}
