"""Files to records: a person says what a file holds, or its suffix, or how it begins; `-` is standard input."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from schemas import Reason, RejectionError
from streams.inputs.lines import lines_of, read_lines
from streams.inputs.reading import DEFAULTS, FileRules, Reader
from streams.inputs.record import InputError, InputRecord, Place
from streams.inputs.whole import GZIP, place_of, plain_name, read_stream, read_whole

STDIN = "-"


def _read_page(path: Path, place: Place, rules: FileRules) -> Iterator[InputRecord]:
    # Imported here because the date library costs a tenth of a second that only pages are worth.
    from streams.inputs.page import read_page

    return read_page(path, place, rules)


READERS: dict[str, Reader] = {
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    **dict.fromkeys((".json", ".jsonld", ".ninjs"), read_whole),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf", ".newsml", ".nitf"), read_whole),
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_whole),
    ".txt": _read_page,
}
"""By suffix; each may have `.gz` behind it."""

TYPES: dict[str, Reader] = {
    **dict.fromkeys(("application/x-ndjson", "application/jsonl", "application/x-jsonlines"), read_lines),
    "text/plain": _read_page,
}
"""By media type, where a person tells one; all others are whole documents."""

_OPENINGS = (b"{", b"[", b"<")
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Byte order marks and blanks, in UTF-16 too."""


def find_files(names: Iterable[str]) -> list[str]:
    """The files that are named, and those in folders that are named, sorted by path: all of a suffix that is read.

    What begins with a dot is left out of folders. Raises InputError in one line, before anything is read, for what is
    not there and for a folder without a file that is read.
    """
    return [found for name in names for found in ([name] if name == STDIN else _found(name))]


def read_file(name: str | Path, rules: FileRules = DEFAULTS) -> Iterator[InputRecord]:
    """The records of a file, in its order; `-` reads standard input, JSON lines unless `rules` tell another type.

    Lines are read as they are asked for, all else whole. Of a file of which nobody can tell what it holds, `rules.tell`
    hears. Raises InputError, at once and in one line, for a file that is not there.
    """
    if str(name) == STDIN:
        place = Place("<stdin>")
        lines = rules.headers is None and (not rules.content_type or _by_type(rules.content_type) is read_lines)
        return (lines_of if lines else read_stream)(sys.stdin.buffer, place, rules)
    path = Path(name)
    _demand(path)
    reader = _by_type(rules.content_type) if rules.content_type else READERS.get(_suffix(path))
    return (reader if reader and rules.headers is None else _read_any)(path, place_of(str(name)), rules)


def _found(name: str) -> list[str]:
    path = Path(name)
    if not path.is_dir():
        _demand(path)
        return [name]
    inside = (one for one in path.rglob("*") if not any(part.startswith(".") for part in one.relative_to(path).parts))
    found = sorted(one for one in inside if _suffix(one) in READERS and one.is_file())
    if not found:
        raise InputError(f"{path}: no file in it has a suffix that is read: {', '.join(READERS)}")
    for one in found:
        _demand(one)
    return list(map(str, found))


def _demand(path: Path) -> None:
    """Raises InputError where there is no such file, or none that may be read."""
    try:
        path.stat()
        if path.is_file():  # to open and close a pipe would end who writes to it
            path.open("rb").close()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    if path.is_dir():
        raise InputError(f"{path}: is a directory")


def _suffix(path: Path) -> str:
    return plain_name(path).suffix.lower()


def _by_type(content_type: str) -> Reader:
    media_type = content_type.partition(";")[0].strip().lower()
    return TYPES.get(media_type, read_whole)


def _read_any(path: Path, place: Place, rules: FileRules) -> Iterator[InputRecord]:
    """A document whose file does not say by its name that it is one."""
    if rules.content_type or rules.headers is not None or _suffix(path) in READERS or _may_be_document(path):
        yield from read_whole(path, place, rules)
        return
    known = ", ".join(READERS)
    said = f"cannot tell what it holds; say so with --content-type, or name it as one of {known}"
    rules.tell(place.of(1, 1), RejectionError(Reason.UNSUPPORTED_FORMAT, said))


def _may_be_document(path: Path) -> bool:
    """Whether a file begins as JSON, markup, a frame of Confluent's or what is gzipped. A pipe is not asked: what is
    read of it to look at it is gone."""
    if not path.is_file():
        return True
    with path.open("rb") as file:
        head = file.read(64)
    return head.startswith((GZIP, b"\0")) or head.lstrip(_BEFORE).startswith(_OPENINGS)
