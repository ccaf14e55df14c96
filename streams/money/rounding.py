"""Figures and what they may be rounded to: "$1.24 billion" is the "$1.2 billion" of a title."""

from decimal import Decimal
from math import floor, log

from streams.money.model import Bound, FoundAmount
from streams.money.numerals import EXACT

Key = tuple[object, ...]
"""What amounts are looked up by: `exactly` and `roughly`."""

LOWER, UPPER = frozenset({"at_most", "less_than"}), frozenset({"at_least", "more_than"})
"""Bounds by the side on which they leave the sum."""
ROUNDED = Decimal("0.06")
"""What rounding may take away of the larger figure: "$1 billion" is more often another sum than $1.24 billion."""
LADDER = log(1.07)
"""Logarithm of the steps by which figures are sorted: a little more than what rounding takes away."""


def exactly(amount: FoundAmount) -> Key:
    """What equal figures share: currency, unit of count, both ends."""
    return amount.currency, amount.per, amount.amount, amount.amount_max


def roughly(amount: FoundAmount) -> list[Key]:
    """What figures may share of which one is rounded to the other: the first of these, with one of the others.

    Figures that differ by less than `ROUNDED` lie in one step of a ladder, or in two neighbouring ones.
    """
    if not amount.amount or amount.amount_max is not None:
        return []
    step = floor(log(abs(amount.amount)) / LADDER)
    return [(amount.currency, amount.per, near) for near in (step, step - 1, step + 1)]


def digits_of(number: Decimal) -> int:
    """How many digits a figure shows, without the zeros at its end.

    >>> digits_of(Decimal("1240000000")), digits_of(Decimal("0.50"))
    (3, 1)
    """
    return len(number.normalize(EXACT).as_tuple().digits)


def is_rounded(one: FoundAmount, other: FoundAmount) -> bool:
    """Whether one of two figures is the other, rounded at the last digit that it shows.

    Behind "more than" it is rounded down, before "less than" up; without a bound to the nearest.
    """
    if one.amount is None or other.amount is None or one.amount_max is not None or other.amount_max is not None:
        return False
    digits = digits_of(one.amount), digits_of(other.amount)
    if digits[0] == digits[1]:
        return False
    rough, fine = (one, other) if digits[0] < digits[1] else (other, one)
    return _rounds_to(fine.amount or Decimal(0), rough.amount or Decimal(0), min(digits), rough.bound)


def _rounds_to(fine: Decimal, rough: Decimal, digits: int, bound: Bound | None) -> bool:
    step = Decimal(1).scaleb(rough.adjusted() - digits + 1)
    gap = EXACT.subtract(fine, rough)
    if abs(gap) > ROUNDED * max(abs(rough), abs(fine)):
        return False
    if bound in UPPER:
        return 0 <= gap < step
    return 0 <= -gap < step if bound in LOWER else abs(gap) * 2 <= step
