"""The public registers that names are linked to, from the shipped tables, each read once when first asked for.

Built by `training/build_links.py`; keys are names as `names.tokens` folds them, with spaces between the words.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from streams.tables import Tables

_TABLES = Tables("streams.entities.linking")


def _rows(name: str, columns: int) -> Iterator[tuple[str, ...]]:
    return (row.cells for row in _TABLES.rows(f"{name}.tsv.gz", columns))


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1; `code` is alpha-2."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Region:
    """A state or province. `code` (two letters) and `geonameid` are empty outside the United States."""

    country: str
    code: str
    geonameid: str
    label: str


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames with 15,000 people or more; `seen` is how often five million words of news name it."""

    geonameid: str
    label: str
    country: str
    region: str
    population: int
    capital: bool
    seen: int


@dataclass(frozen=True, slots=True)
class Company:
    """A listed company; `isin`, `cik` and `ticker` are empty where they are not known.

    `index` says that it is in a stock index of large companies: those the news means by a bare name.
    """

    label: str
    country: str
    isin: str
    cik: str
    ticker: str
    index: bool


class Grade(IntEnum):
    """How much a name says by itself of the company that bears it."""

    PLAIN = 0
    """It is a word, a person's name or a place as well."""
    LIKELY = 1
    """It is nothing else that is known, but few know the company."""
    SURE = 2


class Georgia(StrEnum):
    """What a name beside "Georgia" is, see `georgia.tsv`."""

    COUNTRY = "country"
    CAUCASIAN = "caucasian"
    AMERICAN = "american"


@cache
def georgia(kind: Georgia) -> frozenset[str]:
    """The names that tell which Georgia is meant: of countries near the one, of places in the one or the other."""
    rows = _TABLES.rows("georgia.tsv", 2)
    return {row.one_of(0, Georgia): frozenset(row.cells[1].split("|")) for row in rows}[kind]


@cache
def countries() -> dict[str, Country]:
    """Key to country; every key means one."""
    found: dict[str, Country] = {}
    for code, label, keys, _ in _rows("countries", 4):
        found.update(dict.fromkeys(keys.split("|"), Country(code, label)))
    return found


@cache
def demonyms() -> dict[str, str]:
    """Adjective or name of a people, as printed ("Thai"), to the country's alpha-2 code."""
    rows = _rows("countries", 4)
    return {word: code for code, _, _, words in rows for word in words.split("|") if word}


@cache
def regions() -> dict[str, tuple[Region, ...]]:
    """Key to the states and provinces of that name."""
    found: dict[str, list[Region]] = defaultdict(list)
    for country, code, geonameid, label, keys in _rows("regions", 5):
        region = Region(country, code, geonameid, label)
        for key in keys.split("|"):
            found[key].append(region)
    return {key: tuple(same) for key, same in found.items()}


@cache
def cities() -> dict[str, tuple[City, ...]]:
    """Key to the cities of that name, the largest first."""
    found: dict[str, list[City]] = defaultdict(list)
    for geonameid, label, country, region, population, capital, seen, keys in _rows("cities", 8):
        city = City(geonameid, label, country, region, int(population), capital == "1", int(seen))
        for key in keys.split("|"):
            found[key].append(city)
    return {key: tuple(same) for key, same in found.items()}


@cache
def companies() -> dict[str, tuple[tuple[Company, Grade], ...]]:
    """Key to the companies of that name, with what the name says by itself."""
    found: dict[str, list[tuple[Company, Grade]]] = defaultdict(list)
    for label, country, isin, cik, ticker, index, sure, likely, plain in _rows("companies", 9):
        company = Company(label, country, isin, cik, ticker, index == "1")
        for grade, keys in ((Grade.SURE, sure), (Grade.LIKELY, likely), (Grade.PLAIN, plain)):
            for key in filter(None, keys.split("|")):
                found[key].append((company, grade))
    return {key: tuple(same) for key, same in found.items()}


@cache
def country_of_place() -> dict[str, str]:
    """GeoNames id of a city or state to the alpha-2 code of its country."""
    places: list[tuple[City | Region, ...]] = [*cities().values(), *regions().values()]
    return {place.geonameid: place.country for same in places for place in same if place.geonameid}
