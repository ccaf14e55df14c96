"""Digits to exact numbers: English, European, Indian and Swiss grouping, and fractions."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache

from streams.money.signs import DASHES
from streams.money.units import Side
from streams.tables import Tables

# Sums in news stay far below this; a longer run of digits is an account or a serial number.
MAX_DIGITS = 24
MOST_SCALE = Decimal(10) ** 24
"""Of scale words, multiplied: a million times a quintillion. Who goes on says no number."""
EXACT = Context(prec=80)
"""Holds the product of the two, with a restatement's four decimals of it."""

CENT = Decimal("0.01")

VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}

PLAIN = re.compile(r"\d+")
GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?P<decimals>\.\d+)?")
DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?P<decimals>,\d+)?|\d{1,3}(?:\.\d{3})+(?P<after>,\d+)")
APART = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?P<decimals>[.,]\d+)?")
DECIMAL = re.compile(r"\d*[.,]\d+")
ONE_COMMA = re.compile(r"\d+,\d+")
THREE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")
ONE_DOT = re.compile(r"[1-9]\d{0,2}\.\d{3}")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number written in digits.

    Attributes:
        value: how the language reads it.
        grouped: whether its thousands are marked.
        other: how other presses read it ("3.350" as 3350), where that differs; `separators.py` decides.
    """

    value: Decimal
    grouped: bool = False
    other: Decimal | None = None

    @property
    def decimals(self) -> int:
        """Digits written after the point."""
        return -int(self.value.as_tuple().exponent)


NONE = Numeral(Decimal(0))


def read(digits: str, comma_decimal: bool = False) -> Numeral | None:
    """The number that `digits` writes, None if they write none ("1.2.3", "1,23,4").

    >>> read("1,450,000").value, read("12,34,567.89").value, read("1.234,56").value, read("1'049,95").value
    (Decimal('1450000'), Decimal('1234567.89'), Decimal('1234.56'), Decimal('1049.95'))
    >>> read("3.350")
    Numeral(value=Decimal('3.350'), grouped=False, other=Decimal('3350'))
    """
    if len(digits) > 2 * MAX_DIGITS:
        return None
    if digits[-1] in DASHES:
        digits = digits.rstrip(DASHES)[:-1]  # "5,-"
    if digits[0] in ".,":
        digits = "0." + digits.lstrip(".,")
    if sum(map(str.isdigit, digits)) > MAX_DIGITS:
        return None
    if PLAIN.fullmatch(digits):
        return Numeral(Decimal(digits))
    if comma_decimal and ONE_COMMA.fullmatch(digits):
        whole = Decimal(digits.replace(",", "")) if THREE_COMMA.fullmatch(digits) else None
        return Numeral(Decimal(digits.replace(",", ".")), other=whole)
    if comma_decimal and ONE_DOT.fullmatch(digits):
        return Numeral(Decimal(digits.replace(".", "")), grouped=True)
    for form in (GROUPED, DOTTED, APART):
        if found := form.fullmatch(digits):
            marks = [mark for mark in found.groups() if mark]
            return _grouped(digits, marks[0] if marks else "")
    if ONE_DOT.fullmatch(digits):
        return Numeral(Decimal(digits), other=Decimal(digits.replace(".", "")))
    return Numeral(Decimal(digits.replace(",", "."))) if DECIMAL.fullmatch(digits) else None


def _grouped(digits: str, decimals: str) -> Numeral:
    whole = re.sub(r"\D", "", digits[: len(digits) - len(decimals)])
    return Numeral(Decimal(f"{whole}.{decimals[1:]}" if decimals else whole), grouped=True)


def times(value: Decimal, factor: Decimal) -> Decimal:
    """Exact product without trailing zeros: 1.50 × 1000000 is 1500000."""
    return tidy(EXACT.multiply(value, factor))


def plus(value: Decimal, more: Decimal) -> Decimal:
    """Exact sum."""
    return tidy(EXACT.add(value, more))


def share(value: Decimal, parts: Decimal) -> tuple[Decimal, bool]:
    """One of so many equal parts, to the hundredth where it has no end, and whether it is exact."""
    exact = EXACT.divide(value, parts)
    rounded = exact.quantize(CENT, context=EXACT)
    return (tidy(exact), True) if EXACT.multiply(exact, parts) == value else (tidy(rounded), False)


def tidy(value: Decimal) -> Decimal:
    """The same number written plainly: no exponent, no trailing zeros after the point."""
    short = value.normalize(EXACT)
    return short.quantize(Decimal(1), context=EXACT) if short == short.to_integral_value() else short


@cache
def dotted() -> dict[str, Side]:
    """Currencies whose press writes 1.000 for a thousand → `BOTH`, or `SUFFIX` if only so after the number."""
    return {row.cells[0]: row.one_of(1, Side) for row in Tables("streams.money").rows("dot_grouping.tsv", columns=2)}
