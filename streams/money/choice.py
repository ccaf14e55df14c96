"""Which unit a token is on one side of a number, and what words beside it make of it."""

from dataclasses import replace

from streams.money import cldr
from streams.money.language import Language
from streams.money.lexicon import adjectives
from streams.money.scan import Token
from streams.money.units import Side, Unit


def choose(token: Token, side: Side) -> Unit | None:
    return next((unit for unit in token.units if unit.side is side or unit.side is Side.BOTH), None)


def narrow(unit: Unit, other: Unit) -> Unit | None:
    """What two units that say the same together mean: "COP" and "$" are Colombian pesos."""
    both = tuple(code for code in unit.codes if code in other.codes)
    return replace(unit, codes=both, flags=frozenset(), repeated=True) if both and unit.factor == other.factor else None


def repeated(tokens: list[Token], at: int, unit: Unit) -> tuple[Unit, int]:
    """A unit said again after the number: "$357,000,000 dollars", "£94.50 GBP", "$1,190.00 AUD"."""
    if at < len(tokens) and tokens[at].kind == "unit" and (more := choose(tokens[at], Side.SUFFIX)):
        leads = at + 1 < len(tokens) and tokens[at + 1].kind == "number" and not more.named
        if not leads and (both := narrow(unit, more)):
            return both, at + 1
    return unit, at


def qualified(tokens: list[Token], at: int, unit: Unit, language: Language) -> tuple[Unit, int]:
    """A country after an amount narrows its sign: "$200 million (US)", "$500 Canadian." """
    if len(unit.codes) < 2 or at >= len(tokens) or tokens[at].kind not in ("mark", "word"):
        return unit, at
    opened = tokens[at].low == "("
    if not opened and tokens[at].kind == "mark":
        return unit, at
    start = at + opened
    for end in range(start + 1, min(start + 5, len(tokens) + 1)):
        country = adjectives(language.code).get("".join(token.low for token in tokens[start:end]))
        codes = tuple(code for code in cldr.tender().get(country or "", ())[:1] if code in unit.codes)
        after = tokens[end].low if end < len(tokens) else "."
        if codes and after in (")" if opened else ".,;:)"):
            return replace(unit, codes=codes), end + opened
    return unit, at
