"""ISO 4217 as CLDR knows it, through Babel: every currency's code, names and countries. `codes.tsv` lists some."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from babel import Locale
from babel.core import get_global

from streams.tables import Tables


class CodeList(StrEnum):
    """The lists of `codes.tsv`, which tells what each is for."""

    LOWER = "lower"
    WORD = "word"
    FORMER = "former"
    NOT_TENDER = "not_tender"
    MULTIPLIED = "multiplied"
    HOME_DOLLAR = "home_dollar"
    POINTS = "points"
    RARE = "rare"


@cache
def listed(name: CodeList) -> tuple[str, ...]:
    """The codes of one list, in its order."""
    rows = Tables("streams.money").rows("codes.tsv", columns=2)
    return {row.one_of(0, CodeList): tuple(row.cells[1].split()) for row in rows}[name]


def _not_tender() -> frozenset[str]:
    return frozenset(listed(CodeList.NOT_TENDER))


@cache
def names(language: str) -> dict[str, tuple[str, str]]:
    """Code → (singular, plural) name in `language`, lower case, without CLDR's brackets (years, banks)."""
    locale, not_tender = Locale.parse(language), _not_tender()
    plurals = locale._data["currency_names_plural"]
    return {
        code: (_bare(name), _bare(plurals.get(code, {}).get("other", name)))
        for code, name in locale.currencies.items()
        if code not in not_tender
    }


def _bare(name: str) -> str:
    return re.sub(r"\s*\(.*?\)", "", name).lower().strip()


@cache
def tender() -> dict[str, tuple[str, ...]]:
    """Territory → codes of its money, today's first, then the latest replaced."""
    found, not_tender = {}, _not_tender()
    for territory, spells in get_global("territory_currencies").items():
        legal = [(code, end) for code, _, end, is_tender in spells if is_tender and code not in not_tender]
        legal.sort(key=lambda spell: spell[1] or (9999, 0, 0), reverse=True)
        found[territory] = tuple(dict.fromkeys(code for code, _ in legal))
    return found


@cache
def current() -> frozenset[str]:
    """Codes that are legal tender somewhere today."""
    spells = (spell for territory in get_global("territory_currencies").values() for spell in territory)
    return frozenset(code for code, _, end, is_tender in spells if is_tender and end is None) - _not_tender()


@cache
def homes() -> dict[str, tuple[str, ...]]:
    """Code → territories where it is or was legal tender."""
    found: dict[str, list[str]] = {}
    for territory, codes in tender().items():
        for code in codes:
            found.setdefault(code, []).append(territory)
    return {code: tuple(territories) for code, territories in found.items()}


def territory_names(language: str) -> Iterator[tuple[str, str]]:
    """(name, territory) of every country, lower case."""
    for territory, name in Locale.parse(language).territories.items():
        if len(territory) == 2 and territory.isalpha():
            yield name.lower(), territory


@cache
def months(language: str) -> frozenset[str]:
    """Names of months and what they are cut to, lower case."""
    names = Locale.parse(language).months["format"]
    return frozenset(name.lower().rstrip(".") for width in ("wide", "abbreviated") for name in names[width].values())


@cache
def measures() -> frozenset[str]:
    """Nouns, as `FoundAmount.per` has them, of which the price of one may have three digits behind the point."""
    return frozenset(Tables("streams.money").words("measures.txt"))


@cache
def home(language: str) -> str | None:
    """The territory where most who speak a language live, of a primary subtag; None for one that is not known."""
    tag = get_global("likely_subtags").get(language)
    return tag.rsplit("_", 1)[-1] if tag else None


@cache
def scale_words() -> frozenset[str]:
    """Words and abbreviations of all languages that multiply a number, lower case: "miljard", "млн", "tys"."""
    return frozenset(Tables("streams.money").words("scales.txt"))
