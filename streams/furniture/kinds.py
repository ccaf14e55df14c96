"""What kind of the page's own lines a line is, by the phrases that pages are made of."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from streams.tables import Tables

_LONGEST: Final = 160
_LONGEST_NOTICE: Final = 700
"""Code points of a line that a phrase at its beginning gives away, and of one that a phrase in it does."""
_LONGEST_ENTRY: Final = 60
_LEAD_WORDS: Final = 5
_KEPT: Final = 2048
"""Lines whose kind is kept in mind: those of pages recur from article to article."""

_MARKS: Final = " \t.:;,…|·•–—-_»«›‹>→←↗↓↑▶►▸▾▼+#*✕✖×()[]\"'“”„"
_QUOTED = re.compile("[\"“”„«»「『]|^'|^‘")
_RIGHTS = re.compile(r"(?:copyright )?(?:©|\(c\))(?=.{0,60}\b(?:19|20)\d\d\b)")
_COUNT = re.compile(r"^\(?\d{1,4}\)?\s+|\s*\(?\d{1,4}\)?$")
_PARTED = re.compile(r"\s/\s|\s?[|·•›»>→]\s?")
_FEWEST_PARTED: Final = 3
_FEWEST_SPACED: Final = 5
"""Items that make a row, with signs between them or spaces alone."""


class Kind(StrEnum):
    """See `data/furniture.tsv`."""

    LINE = "line"
    PROMPT = "prompt"
    NOTICE = "notice"
    INSTEAD = "instead"
    AGAIN = "again"
    MENU = "menu"
    BUTTON = "button"
    PLATFORM = "platform"
    RELATED = "related"
    MORE = "more"


_NONE: Final[Set[Kind]] = frozenset()
_ROW: Final[Set[Kind]] = frozenset({Kind.LINE})


def fold(text: str) -> str:
    """Case and spacing evened out, as phrases are compared.

    >>> fold("  Skip to  MAIN content ")
    'skip to main content'
    """
    return " ".join(text.casefold().split())


@lru_cache(maxsize=_KEPT)
def kinds_of(line: str) -> Set[Kind]:
    """What a folded line is beside others of its kind: a button, an item of a menu, the name of a network; a line that
    holds several of them is ready-made.

    >>> sorted(kinds_of("comments (12)")), sorted(kinds_of("home | news | lamu")), kinds_of("grain terminal reopens")
    ([<Kind.BUTTON: 'button'>], [<Kind.LINE: 'line'>], frozenset())
    """
    if len(line) <= _LONGEST_ENTRY and (kinds := _entry(line)):
        return kinds
    return _ROW if len(line) <= _LONGEST and _is_row(line) else _NONE


def is_lead(line: str) -> bool:
    """Whether a folded line leads a list of other articles in.

    >>> is_lead("related stories:"), is_lead("more from tidewater"), is_lead("more from the fleet than anybody thought")
    (True, True, False)
    """
    if len(line) > _LONGEST_ENTRY:
        return False
    few = line.count(" ") < _LEAD_WORDS
    return _bare(line) in _entries(Kind.RELATED) or (few and begins(line, Kind.MORE))


def begins(line: str, kind: Kind) -> bool:
    """Whether a folded line begins with an entry of this kind, which ends where a word does."""
    if len(line) > _LONGEST:
        return False
    line = line.lstrip(_MARKS)
    starts = _starts(kind).get(line[:3].replace("’", "'"))
    if not starts:
        return False
    line = line.replace("’", "'")
    return any(line.startswith(start) and not line[len(start) : len(start) + 1].isalpha() for start in starts)


def recurs(line: str) -> bool:
    """Whether a folded line is the page's own where it comes again, its first time spared."""
    return begins(line, Kind.AGAIN)


def is_notice(line: str) -> bool:
    """Whether a folded line holds what pages say of cookies, rights and newsletters; what somebody says is none."""
    if len(line) <= _LONGEST and _RIGHTS.match(line):
        return True
    if len(line) > _LONGEST_NOTICE or (line.isascii() and _words_of_notices().isdisjoint(line.split(" "))):
        return False
    held = [phrase for phrase in _notices() if phrase in line]
    return bool(held) and (line.startswith(tuple(held)) or not _QUOTED.search(line))


def stands_instead(line: str) -> bool:
    """Whether a folded line is the page's own where that has hardly any text: an error, a call for a script, a notice.

    >>> stands_instead("sorry, the page you’re looking for has moved"), stands_instead("the court looked for a page")
    (True, False)
    """
    line = line.replace("’", "'")
    return stands_anywhere(line) or is_notice(line) or any(phrase in line for phrase in _table()[Kind.INSTEAD])


def stands_anywhere(line: str) -> bool:
    """Whether a folded line is the page's own wherever it stands."""
    whole = len(line) <= _LONGEST_ENTRY and _bare(line) in _entries(Kind.LINE)
    return whole or begins(line, Kind.PROMPT)


def _bare(line: str) -> str:
    """Without marks at its ends, apostrophes as typed."""
    return line.strip(_MARKS).replace("’", "'")


def _entry(line: str) -> Set[Kind]:
    kinds, word = _kinds(), _bare(line)
    found = kinds.get(word, _NONE)
    if not found and (word[:1].isdigit() or word[-1:].isdigit()):
        return kinds.get(_bare(_COUNT.sub("", word)), _NONE)
    return found


def _is_row(line: str) -> bool:
    """Several items of menus or buttons in one line, or the way to the page from its home."""
    parted = _PARTED.search(line) is not None
    parts = [part for part in (_PARTED.split(line) if parted else line.split(" ")) if part]
    fewest, times = (_FEWEST_PARTED, 3) if parted else (_FEWEST_SPACED, 1.5)
    if len(parts) < fewest:
        return False
    known = sum(bool(_entry(part)) for part in parts)
    return known > 1 and known * times >= len(parts)


@cache
def _kinds() -> Mapping[str, Set[Kind]]:
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for kind in (Kind.PLATFORM, Kind.MENU, Kind.BUTTON, Kind.LINE):
        for entry in _entries(kind):
            kinds[entry].add(kind)
    return dict(kinds)


@cache
def _entries(kind: Kind) -> frozenset[str]:
    return frozenset(map(_bare, _table()[kind]))


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
