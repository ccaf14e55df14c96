"""Listed companies: index members first, then US filers and larger companies of other exchanges."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module

from streams.entities.names import fold, org_core, tokens
from streams.entities.word_lists import words
from streams.tables import Tables

from .exchanges import HOME, qualified
from .sources import Sources

HEADER = ("label", "country", "isin", "cik", "ticker", "index", "sure", "likely", "plain")
_NOISE = re.compile(
    r"\((?:The|publ)\)|\bClass [A-C]\b.*|\bSponsored\b.*|\b(?:ADR|GDR|ADS)\b.*|\bDepositary\b.*|\bRegistered Shares.*"
    r"|/[A-Z]{2,3}/?$|\bS\.? ?A\.? ?B\.? de C\.? ?V\.?$|\b(?:S\.A\.)? de C\.?V\.?$|\bPublic Company Limited$"
    r"|\bOrdinary Shares.*|\bCommon Stock.*",
)
_CAPS = {"Mega Cap", "Large Cap", "Mid Cap"}
_PLACE = 500_000
"""Population from which a city's name is too well known to be a company's for certain."""


@dataclass(slots=True)
class Company:
    """A company while the lists are being put together. `index` companies are the ones in a stock index."""

    label: str
    country: str
    isin: str = ""
    cik: str = ""
    ticker: str = ""
    index: bool = False
    names: list[str] = field(default_factory=list)


def rows(sources: Sources) -> Iterator[tuple[str, ...]]:
    """One row a company. `sure` keys are its alone, `likely` ones want some evidence, `plain` ones a lot."""
    found = _index_companies(sources)
    _add_filers(sources, found)
    _add_others(sources, found)
    _add_news_names(found)
    owners = _owners(found)
    grade = _Grade(sources)
    for company in sorted(found, key=lambda c: (not c.index, c.label, c.isin, c.cik)):
        keys: dict[str, list[str]] = {"sure": [], "likely": [], "plain": []}
        for key in dict.fromkeys(_keys(company)):
            if not _is_anothers(key, company, owners):
                keys[grade(key, company.index)].append(key)
        if any(keys.values()):
            ids = (company.isin, company.cik, company.ticker, str(int(company.index)))
            yield company.label, _iso(company, sources), *ids, *("|".join(found) for found in keys.values())


def _clean(name: str) -> str:
    return " ".join(_NOISE.sub("", name).split()).strip(" ,.-") or name


def _titled(name: str) -> str:
    """Registers that print in capitals give no hint of the usual spelling: first letters only."""
    return name if any(c.islower() for c in name.split()[0]) else name.title()


# --- the lists ---------------------------------------------------------------------------------------------------


def _index_companies(sources: Sources) -> list[Company]:
    # Needed here only, and not by those who install the package: see docs/linking.md.
    stocks = import_module("pytickersymbols").PyTickerSymbols().get_all_stocks()
    listed = {stock["name"]: stock for stock in stocks}
    found: dict[str, Company] = {}
    for record in sources.records("companies/index_companies"):
        if record["indices"] == ["S&P 600"]:
            continue  # small companies: judged as strictly as all other filers
        stock = listed.get(record["name"], {})
        ticker = qualified(record.get("symbol", ""), record.get("indices", []), stock)
        key = record.get("isin") or ticker
        company = Company(
            _clean(record["name"]), record.get("country") or "", record.get("isin") or "", "", ticker, True
        )
        found.setdefault(key, company).names.append(record["name"])
    return list(found.values())


def _add_filers(sources: Sources, found: list[Company]) -> None:
    by_ticker = {c.ticker.partition(":")[2] or c.ticker: c for c in found if _is_us(c)}
    for record in sources.records("companies/sec_tickers"):
        cik = str(record["cik"])
        known = next((by_ticker[t] for t in record["tickers"] if t in by_ticker), None)
        if known is None:
            known = _same_core(record["name"], found)
        if known is not None:
            known.cik = known.cik or cik
            known.names.append(record["name"])
        elif not any(word in record["name"].lower() for word in ("acquisition", "trust", "fund", "etf")):
            name = _titled(_clean(record["name"]))
            found.append(Company(name, "United States", "", cik, record["tickers"][0], False, [record["name"]]))


def _is_us(company: Company) -> bool:
    return company.ticker.startswith(("NASDAQ:", "NYSE:")) or ":" not in company.ticker


def _same_core(name: str, found: list[Company]) -> Company | None:
    core = org_core(_clean(name))
    same = [c for c in found if c.index and any(org_core(_clean(n)) == core for n in c.names)]
    return same[0] if len(same) == 1 else None


def _add_others(sources: Sources, found: list[Company]) -> None:
    known: dict[tuple[str, ...], list[Company]] = defaultdict(list)
    by_isin = {c.isin: c for c in found if c.isin}
    for company in found:
        for name in company.names:
            known[org_core(_clean(name))].append(company)
    for record in sources.records("companies/companies"):
        home = HOME.get(record.get("country", ""))
        listing = next((entry for entry in record["listings"] if home and entry[2] == home.mic), None)
        if record.get("cap") not in _CAPS or record.get("delisted") or home is None or listing is None:
            continue
        isin = next((i for i in sorted(record.get("isins") or []) if i.startswith(home.isin)), "")
        core = org_core(_clean(record["name"]))
        same = by_isin.get(isin) or next((c for c in known[core] if c.index or c.country == record["country"]), None)
        if same is None:
            ticker = f"{home.mic}:{listing[0].rpartition('.')[0] or listing[0]}"
            same = Company(_clean(record["name"]), record["country"], isin, "", ticker, False)
            found.append(same)
            known[core].append(same)
        same.isin = same.isin or isin
        same.names.append(record["name"])


def _add_news_names(found: list[Company]) -> None:
    by_id: dict[str, Company] = {}
    for company in found:
        by_id.setdefault(company.isin, company)
        if _is_us(company):
            by_id.setdefault(company.ticker.partition(":")[2] or company.ticker, company)
    for row in Tables("training").rows("company_names.tsv", columns=2):
        key, names = row.cells
        if key in by_id:
            by_id[key].names.extend(names.split("|"))
            by_id[key].index = True
        else:
            print(f"  no company {key} for {names}")


# --- names -------------------------------------------------------------------------------------------------------


def _keys(company: Company) -> Iterator[str]:
    """A company's name without its legal form, and of index companies also without "Group", "Motor" and the like."""
    for name in company.names:
        core = org_core(_clean(name))
        yield " ".join(core)
        droppable = words("company_words") if company.index else {"group", "holding", "holdings"}
        while len(core) > 1 and core[-1] in droppable:
            core = core[:-1]
            yield " ".join(core)


def _owners(found: list[Company]) -> dict[str, list[Company]]:
    owners: dict[str, list[Company]] = defaultdict(list)
    for company in found:
        for key in set(_keys(company)):
            owners[key].append(company)
    return owners


def _is_anothers(key: str, company: Company, owners: dict[str, list[Company]]) -> bool:
    """Whether a name belongs to a company of an index before this one, or to two in one country alike."""
    rivals = [other for other in owners[key] if other is not company]
    if any(other.index and not company.index for other in rivals):
        return True
    return any(other.index == company.index and other.country == company.country for other in rivals)


class _Grade:
    """How much a name says by itself: whether it is also a word, a person's name or a place."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        names = [tokens(c["name"]) for c in sources.records("gazetteers/cities15000") if c["population"] >= _PLACE]
        lists = ("gazetteers/countries", "gazetteers/provinces", "gazetteers/us_states_counties")
        names += [tokens(record["name"]) for name in lists for record in sources.records(name)]
        self._places = {" ".join(name) for name in names}

    def __call__(self, key: str, index: bool) -> str:
        parts = key.split(" ")
        if key in self._places or all(part in words("institution_heads") for part in parts):
            return "plain"
        if len(parts) > 1:
            return "sure" if index or not all(self._is_usual(part) for part in parts) else "plain"
        if len(key) < 3 or self._is_usual(key):
            return "plain"
        return "sure" if index else ("likely" if len(key) > 4 else "plain")

    def _is_usual(self, word: str) -> bool:
        return self._sources.is_common(word) or word in self._sources.person_words


def _iso(company: Company, sources: Sources) -> str:
    return _codes(sources).get(fold(company.country), "") or company.isin[:2]


def _codes(sources: Sources) -> dict[str, str]:
    if not hasattr(sources, "_country_codes"):
        codes = {fold(record["name"]): record["iso2"] for record in sources.records("gazetteers/countries")}
        sources._country_codes = codes | {"netherlands": "NL", "czech republic": "CZ", "macau": "MO"}  # type: ignore[attr-defined]
    return dict(sources._country_codes)  # type: ignore[attr-defined]
