"""What a language brings beside its currencies: words of number, connectors, cues. All of it from tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from streams.money.compounds import GluedNumbers, Numbers
from streams.money.model import Bound
from streams.money.roles import NumberKind, Role
from streams.tables import Tables

TABLES = Tables("streams.money")
EITHER = "either"
"""The style of languages whose "from", "up to" and "per" are other words too: "de 5 à 7 euros", "sube hasta 5"."""


class _Side(StrEnum):
    BEFORE = "before"
    INSIDE = "inside"
    AFTER = "after"


class _Bound(StrEnum):
    NONE = "-"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


class _Hedge(StrEnum):
    YES = "yes"
    NO = "-"


_BOUNDS: dict[_Bound, Bound | None] = {
    _Bound.NONE: None,
    _Bound.AT_LEAST: "at_least",
    _Bound.MORE_THAN: "more_than",
    _Bound.AT_MOST: "at_most",
    _Bound.LESS_THAN: "less_than",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase beside an amount says of it."""

    bound: Bound | None
    approximate: bool


Phrases = tuple[tuple[tuple[str, ...], Cue], ...]


@dataclass(frozen=True, slots=True)
class Language:
    """The grammar's words.

    Attributes:
        code: primary subtag.
        numbers: word → (kind, value); kinds are those of `numbers.tsv`, and "glued" for a compound.
        before: last word of a phrase → phrases that end so, longest first, and what each says of the amount after it.
        after: first word of a phrase → phrases that begin so, and what each says of the amount before it.
        inside: first word of a phrase → phrases that stand between a number and its scale or noun ("20-odd billion").
        per: noun → the name it gets in `FoundAmount.per`.
        words: role → words, for each `Role`; one without a row in `words.tsv` has none.
        comma_decimal: whether "1,5" is one and a half.
        noun_first: whether an adjective follows its noun: "francs suisses".
    """

    code: str
    numbers: Numbers
    before: dict[str, Phrases]
    after: dict[str, Phrases]
    inside: dict[str, Phrases]
    per: dict[str, str]
    words: Mapping[str, frozenset[str]]
    comma_decimal: bool
    noun_first: bool


def subtag(tag: str) -> str:
    """The primary subtag of a BCP 47 tag."""
    return tag.lower().replace("_", "-").split("-")[0]


@lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """The primary subtag if there are tables for it, else English."""
    code = subtag(tag)
    return code if code.isalpha() and TABLES.has(f"{code}/numbers.tsv") else "en"


@cache
def languages() -> tuple[str, ...]:
    """Primary subtags that have tables."""
    return TABLES.folders()


@cache
def language(code: str) -> Language:
    """The language of a primary subtag that has tables."""
    roles = _roles(code)
    style = roles[Role.STYLE]
    numbers = {word: (kind, value) for word, kind, value in _numbers(code)}
    return Language(
        code,
        GluedNumbers(numbers) if "glued" in style else Numbers(numbers),
        _cues(code, _Side.BEFORE, -1),
        _cues(code, _Side.AFTER, 0),
        _cues(code, _Side.INSIDE, 0),
        {row.cells[0]: row.cells[1] for row in TABLES.rows(f"{code}/per.tsv", columns=2)},
        roles,
        "comma" in style,
        "noun_first" in style,
    )


def _numbers(code: str) -> Iterator[tuple[str, str, Decimal]]:
    for row in TABLES.rows(f"{code}/numbers.tsv", columns=3):
        yield row.cells[0], row.one_of(1, NumberKind).value, Decimal(row.cells[2])


def _roles(code: str) -> dict[str, frozenset[str]]:
    found = {role.value: frozenset[str]() for role in Role}
    for row in TABLES.rows(f"{code}/words.tsv", columns=2):
        found[row.one_of(0, Role).value] = frozenset(row.cells[1].split())
    return found


def _cues(code: str, side: _Side, key: int) -> dict[str, Phrases]:
    """Phrases of one side by their last or first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for row in TABLES.rows(f"{code}/cues.tsv", columns=4):
        cue = Cue(_BOUNDS[row.one_of(2, _Bound)], row.one_of(3, _Hedge) is _Hedge.YES)
        if row.one_of(1, _Side) is side:
            words = tuple(row.cells[0].split())
            found.setdefault(words[key], []).append((words, cue))
    return {word: tuple(sorted(cues, key=lambda cue: -len(cue[0]))) for word, cues in found.items()}
