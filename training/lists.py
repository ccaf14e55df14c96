"""The lists of names that the tagger looks words and phrases up in, read from the data folder."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from training.corpora import read_jsonl


def tsv(data: Path, name: str) -> Iterator[list[str]]:
    """The rows of `NAME.tsv.gz`."""
    with gzip.open(data / f"{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


_LISTING_NOISE = re.compile(r"[%*<>/]|\d[,.]\d|\b(?:ETF|ETN|Fund|3X|2X)\b|^\W|^\d")


def companies(data: Path) -> dict[str, bool]:
    """Names of listed companies without legal suffix, and whether a good list (an index, the SEC's) has them."""
    names: dict[str, bool] = {}
    for core, _, sources, *_ in tsv(data, "companies/company_core_names"):
        if not _LISTING_NOISE.search(core) and len(core) > 2:
            names[core] = names.get(core, False) or sources != "fd"
    for record in read_jsonl(data / "entities" / "sp500.jsonl"):
        names[record["name"]] = True
    return names


_SPLIT = re.compile(r" - |/")


def bodies(data: Path) -> Iterator[str]:
    """Public bodies and committees."""
    for record in read_jsonl(data / "gazetteers/public_bodies.jsonl.gz"):
        name = re.sub(r"\s*\([^)]*\)", "", record["name"])
        if record["country"] in {"US", "GB", "NZ"} and not _SPLIT.search(name):
            yield name
    for record in read_jsonl(data / "gazetteers/us_committees.jsonl.gz"):
        yield record["name"]


def acronyms(data: Path) -> Iterator[str]:
    """Acronyms of public bodies."""
    for record in read_jsonl(data / "gazetteers/public_bodies.jsonl.gz"):
        if record.get("abbr") and record["abbr"].isupper() and record["abbr"].isalpha():
            yield record["abbr"]


def universities(data: Path) -> Iterator[str]:
    """Universities of the world."""
    for record in read_jsonl(data / "gazetteers/universities.jsonl.gz"):
        yield record["name"]


def clubs(data: Path) -> Iterator[str]:
    """Football clubs and their other names in Latin script."""
    for record in read_jsonl(data / "gazetteers/football_clubs.jsonl.gz"):
        yield record["name"]
        yield from record.get("alt") or ()


def politicians(data: Path) -> Iterator[str]:
    """Members of the United States Congress."""
    for record in read_jsonl(data / "gazetteers/us_politicians.jsonl.gz"):
        yield f"{record.get('nick') or record['first']} {record['last']}"
        yield f"{record['first']} {record['last']}"


def cities(data: Path) -> Iterator[tuple[str, int]]:
    """Cities of 15,000 people and more, and their population; other spellings count for large ones only."""
    for record in read_jsonl(data / "gazetteers/cities15000.jsonl.gz"):
        yield record["name"], record["population"]
        if record["population"] > 200_000:
            for other in record.get("alt") or ():
                if other.isascii() and other[:1].isupper() and len(other) > 4:
                    yield other, min(record["population"], 200_000)


def countries(data: Path) -> Iterator[str]:
    """Countries, with the short and the long forms of their names."""
    for record in read_jsonl(data / "gazetteers/countries.jsonl.gz"):
        yield record["name"]
        yield from record.get("alt") or ()
    yield from ("U.S.", "U.S", "US", "U.K.", "UK", "USA", "U.S.A.", "Britain", "England", "Scotland", "Wales", "Burma")
    yield from ("Europe", "Asia", "Africa", "America", "Antarctica", "North America", "South America", "Latin America")
    yield from ("Holland", "Palestine", "Soviet Union", "USSR", "Yugoslavia", "Zaire", "Czechoslovakia", "Korea")


def demonyms(data: Path) -> Iterator[str]:
    """Words for the people of a country."""
    for record in read_jsonl(data / "gazetteers/countries.jsonl.gz"):
        if record.get("demonym"):
            yield record["demonym"]


def regions(data: Path) -> Iterator[str]:
    """States, provinces and counties."""
    for record in read_jsonl(data / "gazetteers/provinces.jsonl.gz"):
        yield re.sub(r"\s*\([^)]*\)", "", record["name"])
    for record in read_jsonl(data / "gazetteers/us_states_counties.jsonl.gz"):
        yield record["name"]


def forenames(data: Path) -> Iterator[tuple[str, int]]:
    """Forenames and how common they are, 1 to 3."""
    for name, _, share in tsv(data, "gazetteers/us_census_1990_first"):
        yield name, 3 if float(share) > 0.05 else 2 if float(share) > 0.005 else 1
    for name, *_ in tsv(data, "gazetteers/world_forenames"):
        yield name, 2


def surnames(data: Path) -> Iterator[tuple[str, int]]:
    """Surnames and how common they are, 1 to 3; the rarest are left out."""
    for name, share in tsv(data, "gazetteers/us_census_1990_last"):
        if float(share) >= 0.0004:
            yield name, 3 if float(share) > 0.02 else 2 if float(share) > 0.003 else 1
    for name, *_ in tsv(data, "gazetteers/world_surnames"):
        yield name, 2


CALENDAR = frozenset(
    re.findall(
        r"\w+",
        """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat
        sun christmas easter ramadan""",
    )
)
