"""The way of a text: trigger scan, tokens, terms, sums, then currencies and restatements over the whole article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from streams.money import cues, currency, restate
from streams.money.chains import Chains, Sum
from streams.money.guards import guard
from streams.money.language import Language, language, primary
from streams.money.model import Amount, MoneyContext
from streams.money.scan import lower, segments, tokens
from streams.money.terms import terms
from streams.money.units import Unit

NO_CONTEXT = MoneyContext()


@dataclass(frozen=True, slots=True)
class Found:
    """A sum in its field, before its currency is known."""

    field: str
    start: int
    end: int
    unit: Unit
    sum: Sum
    reading: cues.Reading


def find_money(fields: Mapping[str, str], context: MoneyContext = NO_CONTEXT) -> list[Amount]:
    """Every amount of money in an article, in reading order.

    Args:
        fields: name → text, in reading order ("title", "summary", "body").
        context: what is known around the text; it decides what "$" or "pesos" are.

    Returns:
        Amounts in the order of the fields and then of their offsets; spans do not overlap.

    >>> [(a.text, str(a.amount), a.currency) for a in find_money({"body": "It lent €90 billion in 2026."})]
    [('€90 billion', '90000000000', 'EUR')]
    """
    grammar = language(primary(context.language))
    found = [item for name, text in fields.items() for item in _in_field(name, text, grammar)]
    known = currency.evidence((item.unit for item in found), context)
    amounts = [_amount(item, fields[item.field], known) for item in found]
    return _restated(amounts, fields)


def _in_field(name: str, text: str, grammar: Language) -> Iterator[Found]:
    low = lower(text)
    check = guard(grammar)
    for start, end in segments(low, grammar.code):
        stretch = tokens(text, low, start, end, grammar.code)
        for one in Chains(stretch, grammar).sums(terms(stretch, grammar, check)):
            where = stretch[one.first].start, stretch[one.last - 1].end
            yield Found(name, *where, one.unit, one, cues.reading(stretch, one, grammar))


def _amount(item: Found, text: str, known: currency.Evidence) -> Amount:
    code, basis = currency.decide(item.unit, known)
    one, read = item.sum, item.reading
    return Amount(
        item.field, item.start, item.end, text[item.start : item.end], one.low, one.high, one.magnitude,
        code, basis, read.approximate, read.bound, read.per,
    )  # fmt: skip


def _restated(amounts: list[Amount], fields: Mapping[str, str]) -> list[Amount]:
    """The same amounts with `equivalent_of` and `implied_rate` where one restates another."""
    linked = list(amounts)
    for index in range(1, len(linked)):
        before, here = linked[index - 1], linked[index]
        if before.field != here.field or before.currency == here.currency or here.currency is None:
            continue
        between = fields[here.field][before.end : here.start]
        first = before.equivalent_of
        if restate.restates(between):
            first = index - 1 if first is None else first
        elif first is None or not restate.goes_on(between):
            continue
        told = linked[first]
        linked[index] = replace(here, equivalent_of=first, implied_rate=restate.rate(here.amount, told.amount))
    return linked
