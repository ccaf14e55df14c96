"""Which currency a sum is in, when its words leave more than one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from streams.money import cldr, trie
from streams.money.cldr import CodeList
from streams.money.language import primary, subtag
from streams.money.lexicon import adjectives
from streams.money.model import Basis, MoneyContext
from streams.money.units import Unit

Told = tuple[str | None, Basis | None]
"""A currency's code, and how it is known."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an article tells of its money.

    Attributes:
        codes: ISO 4217 codes it names outright, most frequent first.
        countries: ISO 3166 alpha-2 codes that its words name: the first of all, then the most frequent.
        context: what is known from outside.
        us_sign: whether it writes "US$": then a bare "$" is another dollar's, where there is one.
        pesos: whether a bare "$" is often pesos in its language.
    """

    codes: tuple[str, ...]
    countries: tuple[str, ...]
    context: MoneyContext
    us_sign: bool = False
    pesos: bool = False

    @property
    def publisher(self) -> str | None:
        """Where the text is published: told, or the region of its language tag."""
        return self.context.publisher_country or _region(self.context.language)

    @property
    def home(self) -> str | None:
        """Where a language is spoken that has no tables of its own: crowns in Danish are Danish."""
        spoken = subtag(self.context.language)
        return None if spoken == primary(spoken) else cldr.home(spoken)


def named(units: Iterable[Unit]) -> tuple[str, ...]:
    """Codes that units name outright, most frequent first."""
    return tuple(code for code, _ in Counter(unit.codes[0] for unit in units if len(unit.codes) == 1).most_common())


def decide(unit: Unit, known: Evidence) -> Told:
    """The unit's currency and how it is known."""
    if not unit.codes:
        return None, None
    if len(unit.codes) == 1:
        return unit.codes[0], "explicit"
    asked = _dollars(known, unit) if "USD" in unit.codes and not unit.minor else _others(known, unit)
    for code in asked:
        if code in unit.codes:
            return code, "context"
    default = known.context.default_dollar
    return (default if unit.codes[0] == "USD" and default in unit.codes else unit.codes[0]), "assumed"


def _dollars(known: Evidence, unit: Unit) -> Iterator[str]:
    """Codes in the order in which they may claim a bare dollar."""
    yield from _tender(known.publisher)[:1]
    if known.pesos and not unit.named:
        for country in (*known.countries[:1], *known.context.places[:1]):
            yield from _tender(country)[:1]
    # Only where the text is mostly about: a Canadian fund in a story from Chile does not make its dollars Canadian.
    places = known.context.places[:1]
    if known.us_sign and not unit.named:
        places = (*known.context.places[:1], *known.countries[:1])
    for place in places:
        yield from (code for code in _tender(place)[:1] if code in cldr.listed(CodeList.HOME_DOLLAR))


def _others(known: Evidence, unit: Unit) -> Iterator[str]:
    """Codes in the order in which they may claim pesos, francs, crowns: the article's own words first.

    A sign is its publisher's before that: an Indian paper's "Rs" are Indian beside "Pakistani rupees" as well.
    """
    rare = cldr.listed(CodeList.RARE)
    if not unit.named:
        yield from _tender(known.publisher)[:1]
    yield from known.codes
    yield from _tender(known.publisher)
    for country in (*known.countries[:1], *known.context.places, *known.countries, known.home):
        yield from (code for code in _tender(country) if code not in rare)


def _tender(country: str | None) -> tuple[str, ...]:
    return cldr.tender().get(country, ())[:3] if country else ()


def _region(tag: str) -> str | None:
    parts = tag.replace("_", "-").split("-")[1:]
    return next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), None)


def named_countries(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """ISO 3166 alpha-2 of the countries named in lower-case texts: the first of all, then the most frequent."""
    pattern, known = _countries(language), adjectives(language)
    hits = [known[hit] for low in texts for hit in pattern.findall(low)]
    return tuple(dict.fromkeys([*hits[:1], *(code for code, _ in Counter(hits).most_common())]))


@cache
def _countries(language: str) -> re.Pattern[str]:
    words = (word for word in adjectives(language) if len(word) > 3 or "." in word)  # "us" is mostly a pronoun
    return re.compile(rf"(?<!\w){trie.pattern(words)}(?!\w)")
