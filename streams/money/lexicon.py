"""Every way to write a currency in one language: surface → units. Built once from CLDR and the tables."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from streams.money import cldr
from streams.money.cldr import CodeList, listed
from streams.money.units import Flag, Side, Unit
from streams.tables import Tables

TABLES = Tables("streams.money")

Lexicon = dict[str, tuple[Unit, ...]]

# Nordic and German business writing: MSEK 500, TEUR 20, 30 MUSD.
MULTIPLES = {"K": Decimal(1000), "T": Decimal(1000), "M": Decimal(10) ** 6, "B": Decimal(10) ** 9}
SIGNS = {"dollar": "$", "pound": "£"}  # nouns whose sign takes a country too: "Canadian $5"
PLAIN_WORDS = frozenset({"gold"})  # last words of CLDR's names that mean money only with the rest


@cache
def lexicon(language: str) -> Lexicon:
    """Lower-case surface → the units it may be. Tables win over CLDR's names."""
    found: dict[str, list[Unit]] = {}
    nouns = dict(_nouns(language))
    for surface, unit in (*nouns.items(), *_qualified(language, nouns), *_symbols(), *_codes(), *_full_names(language)):
        units = found.setdefault(surface, [])
        if not any(unit.codes == known.codes and unit.written == known.written for known in units):
            units.append(unit)
    return {surface: tuple(units) for surface, units in found.items()}


def _symbols() -> Iterator[tuple[str, Unit]]:
    for row in TABLES.rows("symbols.tsv", columns=5):
        surface, codes, _, _, factor = row.cells
        flags = row.flags(3, Flag)
        written = surface if Flag.CASED in flags else None
        side = row.one_of(2, Side)
        yield surface.lower(), Unit(_codes_of(codes), side, False, Decimal(factor or 1), written, flags - {Flag.CASED})


def _codes() -> Iterator[tuple[str, Unit]]:
    lower, words = listed(CodeList.LOWER), listed(CodeList.WORD)
    known = {*cldr.current(), *lower, *listed(CodeList.FORMER)}
    for code in cldr.names("en"):
        flags = frozenset({Flag.CODE} if code in words else {Flag.SCALED} if code not in known else ())
        yield code.lower(), Unit((code,), written=None if code in lower else code, flags=flags)
    for code in listed(CodeList.MULTIPLIED):
        for letter, factor in MULTIPLES.items():
            yield (letter + code).lower(), Unit((code,), factor=factor, written=letter + code)


def _nouns(language: str) -> Iterator[tuple[str, Unit]]:
    """Nouns of the table, then the last words of CLDR's names of today's money."""
    known = set()
    for row in TABLES.rows(f"{language}/nouns.tsv", columns=5):
        noun, plurals, codes, _, factor = row.cells
        unit = Unit(_codes_of(codes), named=True, factor=Decimal(factor or 1), flags=row.flags(3, Flag))
        for surface in (noun, *plurals.replace("=", noun).split(";")):
            if surface and surface not in known:
                known.add(surface)
                singular = surface == noun and noun not in plurals.replace("=", noun).split(";")
                yield surface, replace(unit, flags=unit.flags | {Flag.SINGULAR}) if singular else unit
    for code, pair in cldr.names(language).items():
        for surface in {name.split()[-1] for name in pair}:
            if code in cldr.current() and surface not in known and surface not in PLAIN_WORDS:
                yield surface, Unit((code,), named=True, flags=frozenset({Flag.STRONG}))


def _full_names(language: str) -> Iterator[tuple[str, Unit]]:
    live = cldr.current()
    for code, pair in sorted(cldr.names(language).items(), key=lambda entry: entry[0] not in live):
        for surface in pair:
            if " " in surface or "-" in surface:
                yield surface, Unit((code,), named=True)


def _qualified(language: str, nouns: dict[str, Unit]) -> Iterator[tuple[str, Unit]]:
    """Country or its adjective, and a noun of its money: "swiss francs", "hong kong dollars", "malaysia ringgit"."""
    for adjective, territory in adjectives(language).items():
        for noun, unit in nouns.items():
            codes = _tender_of(territory, unit)
            if codes and Flag.SLANG not in unit.flags:  # "Australian Grand Prix"
                narrow = replace(unit, codes=codes[:1], flags=unit.flags & {Flag.CENT})
                yield f"{adjective} {noun}", narrow
                if noun in SIGNS and len(adjective) > 2:
                    yield f"{adjective} {SIGNS[noun]}", Unit(codes[:1])


def _tender_of(territory: str, unit: Unit) -> tuple[str, ...]:
    """The unit's currencies that are or were money of a territory, its own before another's: a Zimbabwean dollar."""
    codes = [code for code in cldr.tender().get(territory, ()) if code in unit.codes]
    return tuple(sorted(codes, key=lambda code: not code.startswith(territory)))


@cache
def adjectives(language: str) -> dict[str, str]:
    """Word for a country → its ISO 3166 alpha-2: the table's, countries' names, what CLDR's currencies begin with."""
    found = {}
    for code, (name, _) in cldr.names(language).items():
        if " " in name and code[:2] in cldr.homes().get(code, ()):  # a code begins with its country's
            found[name.rsplit(" ", 1)[0]] = code[:2]
    found.update(cldr.territory_names(language))
    if TABLES.has(f"{language}/adjectives.tsv"):
        found.update((row.cells[0], row.cells[1]) for row in TABLES.rows(f"{language}/adjectives.tsv", columns=2))
    return found


def _codes_of(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split())
