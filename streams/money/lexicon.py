"""Every way to write a currency in one language: surface → units. Built once from CLDR and the tables."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from streams.money import cldr
from streams.money.cldr import CodeList, listed
from streams.money.language import Language, language
from streams.money.units import Flag, Side, Unit
from streams.tables import Tables

TABLES = Tables("streams.money")

Lexicon = dict[str, tuple[Unit, ...]]

# Nordic and German business writing: MSEK 500, TEUR 20, 30 MUSD.
MULTIPLES = {"K": Decimal(1000), "T": Decimal(1000), "M": Decimal(10) ** 6, "B": Decimal(10) ** 9}
SIGNS = {"USD": "$", "GBP": "£"}  # whose signs take a country too, as its noun does: "Canadian $5"


@cache
def lexicon(code: str) -> Lexicon:
    """Lower-case surface → the units it may be, in the language of a primary subtag. Tables win over CLDR's names."""
    grammar = language(code)
    found: dict[str, list[Unit]] = {}
    nouns = dict(_nouns(grammar))
    names = (*nouns.items(), *_qualified(grammar, nouns), *_symbols(), *_codes(grammar), *_full_names(grammar))
    for surface, unit in names:
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


def _codes(grammar: Language) -> Iterator[tuple[str, Unit]]:
    """All codes; in small letters those of `codes.tsv`, but for small words of the language ("dem" in German)."""
    lower, words = listed(CodeList.LOWER), listed(CodeList.WORD)
    known = {*cldr.current(), *lower, *listed(CodeList.FORMER)}
    small = grammar.words["function"] | grammar.words["article"]
    for code in cldr.names("en"):
        flags = frozenset({Flag.CODE} if code in words else {Flag.SCALED} if code not in known else ())
        cased = code not in lower or code.lower() in small
        yield code.lower(), Unit((code,), written=code if cased else None, flags=flags)
    for code in listed(CodeList.MULTIPLIED):
        for letter, factor in MULTIPLES.items():
            yield (letter + code).lower(), Unit((code,), factor=factor, written=letter + code)


def _nouns(grammar: Language) -> Iterator[tuple[str, Unit]]:
    """Nouns of the table, then the nouns in CLDR's names of today's money."""
    known = set()
    for row in TABLES.rows(f"{grammar.code}/nouns.tsv", columns=5):
        noun, plurals, codes, _, factor = row.cells
        unit = Unit(_codes_of(codes), named=True, factor=Decimal(factor or 1), flags=row.flags(3, Flag))
        for surface in (noun, *plurals.replace("=", noun).split(";")):
            if surface and surface not in known:
                known.add(surface)
                singular = surface == noun and noun not in plurals.replace("=", noun).split(";")
                yield surface, replace(unit, flags=unit.flags | {Flag.SINGULAR}) if singular else unit
    at = 0 if grammar.noun_first else -1
    for code, pair in cldr.names(grammar.code).items():
        for surface in {name.split()[at] for name in pair}:
            if code in cldr.current() and surface not in known and surface not in grammar.words["metal"]:
                yield surface, Unit((code,), named=True, flags=frozenset({Flag.STRONG}))


def _full_names(grammar: Language) -> Iterator[tuple[str, Unit]]:
    live = cldr.current()
    for code, pair in sorted(cldr.names(grammar.code).items(), key=lambda entry: entry[0] not in live):
        for surface in pair:
            if " " in surface or "-" in surface:
                yield surface, Unit((code,), named=True)


def _qualified(grammar: Language, nouns: dict[str, Unit]) -> Iterator[tuple[str, Unit]]:
    """A country or its adjective with a noun of its money: "swiss francs", "hong kong dollars", "francs suisses"."""
    for adjective, territory in adjectives(grammar.code).items():
        for noun, unit in nouns.items():
            codes = _tender_of(territory, unit)
            if not codes or Flag.SLANG in unit.flags:  # "Australian Grand Prix"
                continue
            narrow = replace(unit, codes=codes[:1], flags=unit.flags & {Flag.CENT})
            yield f"{noun} {adjective}" if grammar.noun_first else f"{adjective} {noun}", narrow
            sign = SIGNS.get(unit.codes[0]) if len(unit.codes) > 1 and len(adjective) > 2 else None
            if sign and not grammar.noun_first and not unit.minor:
                yield f"{adjective} {sign}", Unit(codes[:1])


def _tender_of(territory: str, unit: Unit) -> tuple[str, ...]:
    """The unit's currencies that are or were money of a territory, its own before another's: a Zimbabwean dollar."""
    codes = [code for code in cldr.tender().get(territory, ()) if code in unit.codes]
    return tuple(sorted(codes, key=lambda code: not code.startswith(territory)))


@cache
def adjectives(code: str) -> dict[str, str]:
    """Word for a country → its ISO 3166 alpha-2: the table's, countries' names, what CLDR calls currencies by."""
    found, noun_first = {}, language(code).noun_first
    for currency, names in cldr.names(code).items():
        for name in names:
            if " " in name and currency[:2] in cldr.homes().get(currency, ()):  # a code begins with its country's
                found[name.split(" ", 1)[1] if noun_first else name.rsplit(" ", 1)[0]] = currency[:2]
    found.update(cldr.territory_names(code))
    if TABLES.has(f"{code}/adjectives.tsv"):
        found.update((row.cells[0], row.cells[1]) for row in TABLES.rows(f"{code}/adjectives.tsv", columns=2))
    return found


def _codes_of(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split())
