"""What a language brings beside its currencies: words of number, connectors, cues. All of it from tables."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from streams.money.model import Bound
from streams.money.tables import has, rows


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
        numbers: word → (kind, value); kinds are those of `numbers.tsv`.
        before: last word of a phrase → phrases that end so, longest first, and what each says of the amount after it.
        after: first word of a phrase → phrases that begin so, and what each says of the amount before it.
        per: noun → the name it gets in `Amount.per`.
        words: role → words, as `words.tsv` tells; a role without a row has none.
        comma_decimal: whether "1,500" is one and a half.
    """

    code: str
    numbers: dict[str, tuple[str, Decimal]]
    before: dict[str, Phrases]
    after: dict[str, Phrases]
    per: dict[str, str]
    words: Mapping[str, frozenset[str]]
    comma_decimal: bool


@lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """The primary subtag if there are tables for it, else English."""
    code = tag.lower().replace("_", "-").split("-")[0]
    return code if code.isalpha() and has(f"{code}/numbers.tsv") else "en"


@cache
def language(code: str) -> Language:
    """The language of a primary subtag that has tables."""
    roles = defaultdict(frozenset, {row[0]: frozenset(row[1].split()) for row in rows(f"{code}/words.tsv")})
    return Language(
        code,
        {word: (kind, Decimal(value)) for word, kind, value, *_ in rows(f"{code}/numbers.tsv")},
        _cues(code, "before", -1),
        _cues(code, "after", 0),
        {word: noun for word, noun, *_ in rows(f"{code}/per.tsv")},
        roles,
        "comma" in roles["style"],
    )


def _cues(code: str, side: str, key: int) -> dict[str, Phrases]:
    """Phrases of one side by their last or first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for phrase, where, bound, approximate, *_ in rows(f"{code}/cues.tsv"):
        if where == side:
            words = tuple(phrase.split())
            cue = Cue(None if bound == "-" else bound, approximate == "yes")  # type: ignore[arg-type]
            found.setdefault(words[key], []).append((words, cue))
    return {word: tuple(sorted(cues, key=lambda cue: -len(cue[0]))) for word, cues in found.items()}
