"""The way of a text: trigger scan, tokens, terms, sums, then currencies and relations over the whole article."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from streams.money import cues, currency, restate
from streams.money.chains import Chains
from streams.money.fitting import fitting
from streams.money.guards import guard
from streams.money.language import Language
from streams.money.mentions import related
from streams.money.model import FoundAmount, MoneyContext
from streams.money.scan import first_marks, lower, most_marks, segments, tokens
from streams.money.signs import HYPHENS
from streams.money.sums import Sum
from streams.money.terms import terms

NO_CONTEXT = MoneyContext()
FURTHER = 200  # code points by which a stretch that begins amid a number is lengthened


@dataclass(frozen=True, slots=True)
class FoundSum:
    """A sum in its field, before its currency is known."""

    field: str
    start: int
    end: int
    sum: Sum
    reading: cues.Reading


class FoundMoney(NamedTuple):
    """The amounts, in reading order, and whether the budget of marks of money was enough for the `whole` article."""

    amounts: list[FoundAmount]
    whole: bool


def find_money(fields: Mapping[str, str], context: MoneyContext = NO_CONTEXT) -> list[FoundAmount]:
    """What `read_money` finds.

    >>> [(a.text, str(a.amount), a.currency) for a in find_money({"body": "It lent €90 billion in 2026."})]
    [('€90 billion', '90000000000', 'EUR')]
    """
    return read_money(fields, context).amounts


def read_money(fields: Mapping[str, str], context: MoneyContext = NO_CONTEXT) -> FoundMoney:
    """Every amount of money in an article, in reading order, as far as the budget reaches.

    Args:
        fields: name → text, in reading order ("title", "summary", "body").
        context: what is known around the text; it decides what "$" or "pesos" are.

    Returns:
        Amounts in the order of the fields and then of their offsets; spans do not overlap.
    """
    lows = {name: lower(text) for name, text in fields.items()}
    grammar = fitting(context.language, lows.values())
    found: list[FoundSum] = []
    left = most_marks(sum(map(len, fields.values())))
    for name, text in fields.items():
        low = lows[name]
        marks = first_marks(text, low, grammar.code, left + 1)
        found += _in_field(name, text, low, marks[:left], grammar)
        left -= len(marks)
        if left < 0:
            break
    verdicts = _currencies(found, lows, grammar, context)
    amounts = [_amount(item, fields[item.field], verdict) for item, verdict in zip(found, verdicts, strict=True)]
    linked = restate.linked(amounts, fields, grammar.code, context.default_dollar)
    return FoundMoney(related(linked, fields, context.language), left >= 0)


def _in_field(name: str, text: str, low: str, marks: list[tuple[int, int]], grammar: Language) -> Iterator[FoundSum]:
    check = guard(grammar)
    behind = 0
    for start, end in segments(marks, len(low)):
        stretch = tokens(text, low, start, end, grammar.code)
        if start > behind and stretch and (stretch[0].low in grammar.numbers or stretch[0].low in HYPHENS):
            stretch = tokens(text, low, max(behind, start - FURTHER), end, grammar.code)
        behind = end
        for one in Chains(stretch, grammar).sums(terms(stretch, grammar, check)):
            where = stretch[one.first].start, stretch[one.last - 1].end
            yield FoundSum(name, *where, one, cues.reading(stretch, one.first, one.last, one.within, grammar))


def _currencies(
    found: list[FoundSum], lows: Mapping[str, str], grammar: Language, context: MoneyContext
) -> list[currency.Told]:
    """Each sum's currency. Whole units are decided first: an article's cents are those of its dollars or euros."""
    units = [item.sum.unit for item in found]
    us_sign = any(unit.codes == ("USD",) and not unit.named for unit in units)
    pesos = "pesos" in grammar.words["style"]
    is_open = any(len(unit.codes) > 1 and (us_sign or pesos or "USD" not in unit.codes) for unit in units)
    countries = currency.named_countries(lows.values(), grammar.code) if is_open else ()
    known = currency.Evidence(currency.named(units), countries, context, us_sign, pesos)
    whole = [currency.decide(unit, known) for unit in units]
    codes = Counter(code for (code, _), unit in zip(whole, units, strict=True) if code and not unit.minor)
    minor = replace(known, codes=tuple(code for code, _ in codes.most_common()))
    return [currency.decide(unit, minor) if unit.minor else told for told, unit in zip(whole, units, strict=True)]


def _amount(item: FoundSum, text: str, verdict: currency.Told) -> FoundAmount:
    one, read = item.sum, item.reading
    return FoundAmount(
        item.field, item.start, item.end, text[item.start : item.end], one.low, one.high, one.magnitude,
        *verdict, read.approximate, read.bound, read.per,
    )  # fmt: skip
