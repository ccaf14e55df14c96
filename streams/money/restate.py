"""Restatements: "€90 billion (about $105.41 billion)" is one sum said in two currencies."""

import re
from decimal import Decimal

from streams.money.numerals import EXACT

RATE = Decimal("0.0001")
WORD = (
    r"about|around|approximately|approx\.?|roughly|some|nearly|almost|over|just|more|less|than|under|equivalent|equal"
    r"|worth|the|of|to|or|at|an?|a little|estimated|currently|i\.e\.|c\.|ca\.?|~|≈|="
)
HEDGE = rf"(?:(?:{WORD})[ \u00a0]*){{0,5}}"
BRACKET = re.compile(
    rf"(?:[ \u00a0](?:per|an?)[ \u00a0]\w{{1,12}}|[- ]\w{{1,14}})?[ \u00a0]?[(\[][ \u00a0]?{HEDGE}", re.IGNORECASE
)
BESIDE = re.compile(
    rf"[ \u00a0]?(?:,|[-–—])?[ \u00a0]?(?:or|=|equivalent to|equal to|the equivalent of|i\.e\.,?)[ \u00a0]{HEDGE}",
    re.IGNORECASE,
)
NEXT_IN_BRACKET = re.compile(rf"[ \u00a0]?(?:[,;/]|or|and)[ \u00a0]?{HEDGE}", re.IGNORECASE)
LONGEST = 60  # code points between a sum and its restatement


def restates(between: str) -> bool:
    """Whether the text between two sums in different currencies makes the second a restatement of the first."""
    return len(between) <= LONGEST and bool(BRACKET.fullmatch(between) or BESIDE.fullmatch(between))


def goes_on(between: str) -> bool:
    """Whether a bracket of restatements goes on with another one: "(£400, €450)"."""
    return len(between) <= LONGEST and bool(NEXT_IN_BRACKET.fullmatch(between))


def rate(restating: Decimal | None, restated: Decimal | None) -> Decimal | None:
    """The exchange rate that a restatement implies, to four decimals (more when it is below a tenth of a unit)."""
    if not restating or not restated:
        return None
    return EXACT.divide(restating, restated).quantize(RATE, context=EXACT)
