"""What a language brings to tell whether equal figures are one sum, and which sum is a part of which."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from streams.money.language import TABLES


class Relating(StrEnum):
    """What the words of a row of `relations.tsv` do; `en/relations.tsv` tells each by example."""

    FRESH = "fresh"
    MORE = "more"
    ALSO = "also"
    NEUTRAL = "neutral"
    EACH = "each"
    PAST = "past"
    DEFINITE = "definite"
    TO = "to"
    SAID = "said"
    PLAIN = "plain"
    MATTER = "matter"
    INCLUDING = "including"
    THAT_INCLUDES = "that_includes"
    OF_THAT = "of_that"
    OF_IT = "of_it"
    OF_THE = "of_the"
    WITHOUT = "without"
    APART = "apart"
    AND = "and"
    ABBREVIATION = "abbreviation"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Relations:
    """The words of one language.

    Attributes:
        code: primary subtag; '' for a language without a table.
        phrases: role → its words and phrases, in lower case.
        matters: word → number of the kind of sum that it names; kinds of different numbers are never one sum.
    """

    code: str
    phrases: dict[Relating, frozenset[str]]
    matters: dict[str, int]

    def words(self, role: Relating) -> frozenset[str]:
        """The words and phrases of a role; none where the language has no row of it."""
        return self.phrases.get(role, frozenset())

    def has(self, role: Relating, words: str) -> bool:
        """Whether a word or phrase of the role stands in these words, which are joined by single spaces."""
        return bool((known := self.words(role)) and _anywhere(known).search(words))

    def without(self, role: Relating, words: str) -> str:
        """These words without the words and phrases of a role."""
        return _anywhere(known).sub("", words) if (known := self.words(role)) else words


@lru_cache(maxsize=1024)
def relations(tag: str) -> Relations:
    """The relating words of a BCP 47 tag's language; none where it has no table of them."""
    code = tag.lower().replace("_", "-").split("-")[0]
    return _read(code if code.isalpha() and TABLES.has(f"{code}/relations.tsv") else "")


@cache
def _read(code: str) -> Relations:
    phrases: dict[Relating, frozenset[str]] = {}
    matters: dict[str, int] = {}
    name = f"{code}/relations.tsv"
    for number, row in enumerate(TABLES.rows(name, columns=2) if code else ()):
        role = row.one_of(0, Relating)
        words = [word.replace("_", " ") for word in row.cells[1].split()]
        phrases[role] = phrases.get(role, frozenset()) | frozenset(words)
        if role is Relating.MATTER:
            matters.update(dict.fromkeys(words, number))
    return Relations(code, phrases, matters)


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of these words or phrases, the longest first; it matches nothing where there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


@cache
def _anywhere(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{any_of(words)})(?!\S)")
