"""What "3.350" and "3,350" are: thousands or a fraction, by the language, the currency's press and the words behind."""

from decimal import Decimal

from streams.money import cldr, numerals
from streams.money.cldr import CodeList
from streams.money.cues import per_unit
from streams.money.language import Language
from streams.money.quantity import Quantity
from streams.money.scan import Token
from streams.money.units import Flag, Side, Unit


def settled(
    tokens: list[Token], quantity: Quantity, last: int, unit: Unit, prefixed: bool, language: Language
) -> Decimal | None:
    """The number that a quantity with this unit writes; None where nothing tells which of two."""
    value, other = quantity.value, quantity.other
    if value is None:
        return None
    if other is None:
        return None if _is_odd_comma(tokens, quantity, unit, language) else value
    by_dots = bool(unit.codes) and numerals.dotted().get(unit.codes[0]) is Side.BOTH  # "Rp12.500 per kg"
    if per_unit(tokens, last, language) in cldr.measures() and not by_dots:
        return min(value, other)  # "€1.659 a litre"
    if language.comma_decimal:
        points = any(code in cldr.listed(CodeList.POINTS) for code in unit.codes)
        return max(value, other) if points else value if quantity.scale > 1 else None
    return _by_the_press(value, other, unit, prefixed)


def _by_the_press(value: Decimal, other: Decimal, unit: Unit, prefixed: bool) -> Decimal | None:
    """In a text that is said to be English: a currency whose own press groups by dots is told so by its sign.

    A fraction of three digits is a rate or the price of a litre, and nobody writes its last zeros.
    """
    side = numerals.dotted().get(unit.codes[0]) if unit.codes else None
    zeros = other % 10 == 0
    if side is Side.BOTH or (side is Side.SUFFIX and not prefixed):
        return value if unit.named and not zeros else other
    one = unit.named and Flag.SINGULAR in unit.flags  # "500.000 dollar" is no English
    unsure = zeros and (side is not None or one or other % 1000 == 0)
    return None if unsure else value


def _is_odd_comma(tokens: list[Token], quantity: Quantity, unit: Unit, language: Language) -> bool:
    """Whether "2,00 INR" stands in English, beside a currency whose press writes a point: a group has lost a digit."""
    digits = tokens[quantity.first].low
    if language.comma_decimal or quantity.grouped or quantity.scale > 1 or "," not in digits[1:] or "." in digits:
        return False
    return len(unit.codes) == 1 and unit.codes[0] not in numerals.dotted()
