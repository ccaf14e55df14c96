"""What kind of the page's own lines a line is, by the phrases that pages are made of."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Final

from streams.tables import Tables

_LONGEST: Final = 160
_LONGEST_NOTICE: Final = 700
"""Code points of a line that a phrase at its beginning gives away, and of one that a phrase in it does."""
_LONGEST_ENTRY: Final = 60
_LEAD_WORDS: Final = 5

_MARKS: Final = " \t.:;,…|·•–—-_»«›‹>→←↗↓↑▶►▸▾▼+#*✕✖×()[]\"'“”„"
_QUOTED = re.compile("[\"“”„«»「『]|^'|^‘")
_COUNT = re.compile(r"^\(?\d{1,4}\)?\s+|\s*\(?\d{1,4}\)?$")
_PARTED = re.compile(r"\s?[|·•›»>→/]\s?")
_FEWEST_PARTS: Final = 3


class Kind(StrEnum):
    """See `data/furniture.tsv`."""

    LINE = "line"
    PROMPT = "prompt"
    NOTICE = "notice"
    AGAIN = "again"
    MENU = "menu"
    BUTTON = "button"
    PLATFORM = "platform"
    RELATED = "related"
    MORE = "more"


def fold(text: str) -> str:
    """Case and spacing evened out, as phrases are compared.

    >>> fold("  Skip to  MAIN content ")
    'skip to main content'
    """
    return " ".join(text.casefold().split())


def kind_of(line: str) -> Kind | None:
    """What a folded line is beside others of its kind: a button, an item of a menu, the name of a network; a line that
    holds several of them is ready-made.

    >>> kind_of("comments (12)"), kind_of("home | news | lamu | sport"), kind_of("grain terminal reopens")
    (<Kind.BUTTON: 'button'>, <Kind.LINE: 'line'>, None)
    """
    if len(line) <= _LONGEST_ENTRY and (kind := _entry(line)):
        return kind
    return Kind.LINE if len(line) <= _LONGEST and _is_row(line) else None


def is_lead(line: str) -> bool:
    """Whether a folded line leads a list of other articles in.

    >>> is_lead("related stories:"), is_lead("more from tidewater"), is_lead("more from the fleet than anybody thought")
    (True, True, False)
    """
    if len(line) > _LONGEST_ENTRY:
        return False
    few = line.count(" ") < _LEAD_WORDS
    return line.strip(_MARKS) in _entries(Kind.RELATED) or (few and begins(line, Kind.MORE))


def begins(line: str, kind: Kind) -> bool:
    """Whether a folded line begins with an entry of this kind, which ends where a word does."""
    if len(line) > _LONGEST:
        return False
    line = line.lstrip(_MARKS)
    for start in _starts(kind).get(line[:3], ()):
        if line.startswith(start) and not line[len(start) : len(start) + 1].isalpha():
            return True
    return False


def recurs(line: str) -> bool:
    """Whether a folded line is the page's own where it comes again, its first time spared."""
    return begins(line, Kind.AGAIN)


def is_notice(line: str) -> bool:
    """Whether a folded line holds what pages say of cookies, rights and newsletters; what somebody says is none."""
    if len(line) > _LONGEST_NOTICE or (line.isascii() and _words_of_notices().isdisjoint(line.split(" "))):
        return False
    return any(map(line.__contains__, _notices())) and not _QUOTED.search(line)


def stands_anywhere(line: str) -> bool:
    """Whether a folded line is the page's own wherever it stands."""
    if len(line) > _LONGEST:
        return False
    return line.strip(_MARKS) in _entries(Kind.LINE) or begins(line, Kind.PROMPT)


def _entry(line: str) -> Kind | None:
    kinds, word = _kinds(), line.strip(_MARKS)
    kind = kinds.get(word)
    if kind is None and (word[:1].isdigit() or word[-1:].isdigit()):
        return kinds.get(_COUNT.sub("", word).strip(_MARKS))
    return kind


def _is_row(line: str) -> bool:
    """Several items of menus or buttons in one line, or the way to the page from its home."""
    if not _PARTED.search(line):
        words = line.split(" ")
        return len(words) > _FEWEST_PARTS and all(map(_entry, words))
    parts = [part for part in _PARTED.split(line) if part]
    known = sum(_entry(part) is not None for part in parts)
    return len(parts) >= _FEWEST_PARTS and 2 * known >= len(parts)


@cache
def _kinds() -> Mapping[str, Kind]:
    kinds = (Kind.PLATFORM, Kind.MENU, Kind.BUTTON, Kind.LINE)
    return {entry: kind for kind in kinds for entry in _entries(kind)}


@cache
def _entries(kind: Kind) -> frozenset[str]:
    return frozenset(entry.strip(_MARKS) for entry in _table()[kind])


@cache
def _starts(kind: Kind) -> Mapping[str, Sequence[str]]:
    """By their first letters, so that few are tried on a line."""
    by_letters: dict[str, list[str]] = defaultdict(list)
    for entry in _table()[kind]:
        by_letters[entry[:3]].append(entry)
    return dict(by_letters)


@cache
def _notices() -> Sequence[str]:
    return tuple(_table()[Kind.NOTICE])


@cache
def _words_of_notices() -> frozenset[str]:
    """The longest word of each, with what may follow it: most lines hold none of these, which is soon seen."""
    words = {max(phrase.split(" "), key=len) for phrase in _notices()}
    return frozenset(word + mark for word in words for mark in ("", *".,;:!)"))


@cache
def _table() -> Mapping[Kind, Sequence[str]]:
    entries: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for row in Tables("streams.furniture").rows("furniture.tsv", columns=3):
        entries[row.one_of(0, Kind)] += row.cells[2].split("|")
    return entries
