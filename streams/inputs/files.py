"""Files to records: the suffix says what a file holds, `-` is standard input."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from streams.inputs.json_files import lines_of, read_json, read_json_lines
from streams.inputs.reading import LONGEST, Reader, Reading
from streams.inputs.record import InputError, InputRecord

STDIN = "-"


def _read_page(path: Path, reading: Reading) -> Iterator[InputRecord]:
    # Imported here because the date library costs a tenth of a second that only pages are worth.
    from streams.inputs.page import read_page

    return read_page(path, reading)


READERS: dict[str, Reader] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".txt": _read_page,
}
"""By suffix. A format is a module with its reader, and a row here."""


def read_file(
    path: str | Path,
    *,
    reference_time: datetime | None = None,
    longest: int = LONGEST,
    tell: Callable[[str], None] | None = None,
) -> Iterator[InputRecord]:
    """The records of a file, in its order; `-` reads JSON lines from standard input.

    `.jsonl` and `.ndjson` are read line by line as they are asked for, `.json` and `.txt` whole. `reference_time`
    (aware) is what "3 hours ago" on a saved page counts from; without it such a page has no date. A line of JSON of
    more than `longest` bytes is not read whole, and not published: `tell` hears of it, and reading goes on behind it.
    Raises InputError, at once and in one line, for a file that is not there or of a kind that is not read.
    """
    reading = Reading(reference_time, longest, tell) if tell else Reading(reference_time, longest)
    if str(path) == STDIN:
        return lines_of(sys.stdin.buffer, "<stdin>", reading)
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: cannot tell what it holds; known are {', '.join(READERS)} and '-'")
    _demand_file(path)
    return reader(path, reading)


def _demand_file(path: Path) -> None:
    if path.is_dir():
        raise InputError(f"{path}: is a directory, name the files in it")
    try:
        path.open("rb").close()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
