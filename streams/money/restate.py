"""Restatements: "€90 billion (about $105.41 billion)" is one sum said in two currencies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from streams.money.language import language
from streams.money.model import FoundAmount
from streams.money.numerals import EXACT

RATE = Decimal("0.0001")
STEEPEST = 100_000  # units of one currency for one of another, beyond which it is the price of one beside that of all
LONGEST = 60  # code points between a sum and its restatement
SPACE = r"[ \u00a0\r\n]"


@dataclass(frozen=True, slots=True)
class Links:
    """What may stand between a sum and its restatement, in one language."""

    opening: re.Pattern[str]  # "(about ", ", or ", " = ", " a month ("
    going_on: re.Pattern[str]  # "; " and ", or about " inside a bracket that holds more than one


@cache
def links(code: str) -> Links:
    """The patterns of a language, from its words for hedges and for "or"."""
    words = language(code).words
    hedge = rf"(?:(?:{_any(words['hedge'])}|~|≈|=){SPACE}*){{0,5}}"
    counted = rf"{SPACE}(?:{_any(words['per'] | words['article'])}){SPACE}\w{{1,14}}(?!\w)"
    per = rf"(?:{counted}|[-{SPACE[1:-1]}]\w{{1,14}})?"
    bracket = rf"{per}{SPACE}?[(\[]{SPACE}?{hedge}"
    beside = rf"(?:{counted})?{SPACE}?[,–—-]?{SPACE}?(?:{_any(words['or'] | words['restating'])}|=){SPACE}{hedge}"
    more = rf"{SPACE}?(?:[,;/]|{_any(words['or'] | words['and'])}){SPACE}?(?:(?:{_any(words['or'])}){SPACE})?{hedge}"
    flags = re.IGNORECASE
    return Links(re.compile(f"{bracket}|{beside}", flags), re.compile(more, flags))


def _any(words: frozenset[str]) -> str:
    return "|".join(re.escape(word).replace("_", SPACE) for word in sorted(words, key=len, reverse=True))


def linked(amounts: list[FoundAmount], fields: Mapping[str, str], code: str, default_dollar: str) -> list[FoundAmount]:
    """The same amounts with `equivalent_of` and `implied_rate` where one restates another."""
    found, known, words = list(amounts), links(code), language(code).words
    for index in range(1, len(found)):
        before, here = found[index - 1], found[index]
        if before.field != here.field or here.amount is None or before.amount is None:
            continue
        between = fields[here.field][before.end : here.start]
        bracketed = "(" in between or "[" in between
        told = index - 1 if before.equivalent_of is None or bracketed else before.equivalent_of
        if len(between) > LONGEST:
            continue
        if between.strip() in words["or"] and _listed(found, index - 1, fields[here.field]):
            continue  # "29 zł, 1 200 Kč or 3,990 Ft" are prices, not one price thrice
        goes_on = before.equivalent_of is not None and known.going_on.fullmatch(between)
        if goes_on or known.opening.fullmatch(between):
            found[index] = _link(here, told, found[told], default_dollar)
    return found


def _listed(amounts: list[FoundAmount], index: int, text: str) -> bool:
    """Whether only a comma stands between an amount and the one before it."""
    before = amounts[index - 1] if index else None
    return before is not None and text[before.end : amounts[index].start].strip() == ","


def _link(here: FoundAmount, index: int, told: FoundAmount, default_dollar: str) -> FoundAmount:
    """A sum in the currency of the one before it says something else, unless that currency was only guessed."""
    if here.currency == told.currency and "$" in here.text and here.text[0] == "$" and told.currency != default_dollar:
        here = replace(here, currency=default_dollar, currency_basis="context")
    if here.currency is None or here.currency == told.currency or _is_whole(here, told):
        return here
    return replace(here, equivalent_of=index, implied_rate=rate(here.amount, told.amount))


def _is_whole(here: FoundAmount, told: FoundAmount) -> bool:
    """Whether it is the price of all beside the price of one: "A$3.50 a share, or US$2.1 billion"."""
    if told.per is None or here.per is not None or not here.amount or not told.amount:
        return False
    return here.amount > STEEPEST * told.amount


def rate(restating: Decimal | None, restated: Decimal | None) -> Decimal | None:
    """The exchange rate that a restatement implies: four decimals, or as many as show four digits of a small one."""
    if not restating or not restated:
        return None
    exact = EXACT.divide(restating, restated)
    digits = min(RATE, Decimal(1).scaleb(exact.adjusted() - 3))
    rounded = exact.quantize(digits, context=EXACT)
    return rounded if digits == RATE else rounded.normalize(EXACT)
