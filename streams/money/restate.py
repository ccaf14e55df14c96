"""Restatements: "€90 billion (about $105.41 billion)" is one sum said in two currencies."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from streams.money.model import Amount
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


def linked(amounts: list[Amount], fields: Mapping[str, str], default_dollar: str) -> list[Amount]:
    """The same amounts with `equivalent_of` and `implied_rate` where one restates another."""
    found = list(amounts)
    for index in range(1, len(found)):
        before, here = found[index - 1], found[index]
        if before.field != here.field or here.amount is None or before.amount is None:
            continue
        between = fields[here.field][before.end : here.start]
        told = index - 1 if before.equivalent_of is None else before.equivalent_of
        if restates(between) or (before.equivalent_of is not None and goes_on(between)):
            found[index] = _link(here, told, found[told], default_dollar)
    return found


def _link(here: Amount, index: int, told: Amount, default_dollar: str) -> Amount:
    """A sum in the currency of the one before it says something else, unless that currency was only guessed."""
    if here.currency == told.currency and "$" in here.text and here.text[0] == "$" and told.currency != default_dollar:
        here = replace(here, currency=default_dollar, currency_basis="context")
    if here.currency is None or here.currency == told.currency:
        return here
    return replace(here, equivalent_of=index, implied_rate=rate(here.amount, told.amount))


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
