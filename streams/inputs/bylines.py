"""Who wrote: lines such as "By Jane Doe and John Roe", "Reuters Staff", "Von Anna Roth"."""

import re
from enum import StrEnum
from functools import cache

from streams.tables import Tables

MAX_WORDS = 12
MAX_ROLE_WORDS = 4

_WORD = r"[^\W\d_][\w.'’-]*"
_BY = r"""
    ^(?: (?:(?:written|posted|published|reporting|words|analysis|report|story|opinion)\s+)? by
       | {by} | authors? (?=\s*:)
    ) \s*:?\s+ (?P<names>\S.*)$
"""
_DESK = r"""
    \b(?: editorial\ (?:team|board|staff|desk) | staff(?:\ (?:writer|reporter|correspondent|and\ agencies))?s?
        | (?:news|web|business|sports|foreign|world|online|city)\ ?desk
        | (?:senior\ |chief\ |special\ |foreign\ |business\ )?(?:correspondent|reporter|contributor|columnist)s?
        | (?:\w+\ )?editors? | (?:wire|news)\ (?:agenc(?:y|ies)|services?)
        | {desk}
    )$
"""
_NUMBER = re.compile(r"\b\d{1,2}\b")  # "France 24 Staff"
_HANDLE = re.compile(r"\s+\(?@\w+\)?$")
_FINAL_STOP = re.compile(r"[.!?…。！？।۔][\"'”’»)]*$")


class _Kind(StrEnum):
    """What the words of `bylines.tsv` do."""

    BY = "by"
    DESK = "desk"
    JOINING = "joining"


@cache
def _words(kind: _Kind) -> tuple[str, ...]:
    rows = Tables("streams.inputs").rows("bylines.tsv", columns=2)
    return {row.one_of(0, _Kind): tuple(row.cells[1].split("|")) for row in rows}[kind]


@cache
def _by() -> re.Pattern[str]:
    return re.compile(_BY.format(by=" | ".join(_words(_Kind.BY))), re.VERBOSE | re.IGNORECASE)


@cache
def _desk() -> re.Pattern[str]:
    return re.compile(_DESK.format(desk=" | ".join(_words(_Kind.DESK))), re.VERBOSE | re.IGNORECASE)


def is_byline(text: str) -> bool:
    """Whether `text` says who wrote, by a word such as "By" before the names or "Staff Writer" after them."""
    words = text.split()
    if not words or len(words) > MAX_WORDS:
        return False
    if by := _by().match(text):
        return are_names(by["names"])
    desk = _desk()
    return len(words) <= 8 and bool(desk.search(text)) and are_names(desk.sub("", _NUMBER.sub("", text)) or "Desk")


def is_role(text: str) -> bool:
    """Whether `text` says what an author is and names nobody: "Business reporter".

    >>> is_role("Business reporter"), is_role("Business reporter @tidewire"), is_role("Jane Doe, reporter")
    (True, True, False)
    """
    role = _HANDLE.sub("", text)
    return len(role.split()) <= MAX_ROLE_WORDS and _desk().fullmatch(role) is not None


def byline_start(text: str) -> bool:
    """Whether `text` begins as a byline does; something else may stand behind the names."""
    return _by().match(text) is not None


def are_names(text: str) -> bool:
    """Whether all words begin with a capital, joining words aside, and no sentence ends here."""
    words = re.findall(_WORD, text)
    capital = [word for word in words if not word[0].islower()]  # many scripts have no case
    joining = [word for word in words if word in _words(_Kind.JOINING)]
    ends = is_sentence(text) and not re.search(r"\b(?:\w|Jr|Sr)\.$", text)
    return bool(capital) and len(capital) + len(joining) == len(words) and not ends and not re.search(r"\d", text)


def count_words(text: str) -> int:
    """Words by spaces; in a script that has none, two characters count as one."""
    unspaced = sum("\u2e80" <= character <= "\u9fff" or "\u0e00" <= character <= "\u0eff" for character in text)
    return len(text.split()) + unspaced // 2


def is_person(text: str) -> bool:
    """Whether `text` is two to four capitalised words and nothing else: a byline without "By", next to a date."""
    return 2 <= len(text.split()) <= 4 and are_names(text) and "," not in text


def is_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return _FINAL_STOP.search(text) is not None
