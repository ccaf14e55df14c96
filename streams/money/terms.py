"""Tokens to terms: a quantity with the currency that stands before or after it, or alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from streams.money import numerals
from streams.money.choice import choose, narrow, qualified, repeated
from streams.money.language import Language
from streams.money.quantity import Quantity, quantity
from streams.money.scales import scales
from streams.money.scan import Token
from streams.money.signs import APOSTROPHES, MINUS
from streams.money.units import Flag, Side, Unit
from streams.money.word_reader import joins

CLOSED_MINUS = 2  # the brackets of "$(0.12)"


@dataclass(frozen=True, slots=True)
class Term:
    """A quantity at tokens[first:last], its unit included. Without a unit it may borrow one from a neighbour."""

    first: int
    last: int
    quantity: Quantity
    unit: Unit | None = None
    prefixed: bool = False
    negative: bool = False


Guard = Callable[[list[Token], Term], bool]


def terms(tokens: list[Token], language: Language, guard: Guard) -> list[Term]:
    """All terms in order, none overlapping. A unit that `guard` refuses is another sense of the word and is dropped."""
    found: list[Term] = []
    at = 0
    numbers = language.numbers
    while at < len(tokens):
        if tokens[at].kind == "word" and tokens[at].low not in numbers:  # nearly all: no call for them
            at += 1
            continue
        term = _at(tokens, at, language)
        if term and term.unit and (_counts(term, found) or not guard(tokens, term)):
            term = Term(term.quantity.first, term.quantity.last, replace(term.quantity, kind="refused"))
        if term:
            found.append(_signed(tokens, term, language))
        at = term.last if term else at + 1
    return found


def _counts(term: Term, before: list[Term]) -> bool:
    """Whether "a pound" right after a sum is what the sum is counted by: "30 cents a pound"."""
    counted = bool(before) and before[-1].last == term.first and before[-1].unit is not None
    return counted and term.quantity.kind == "article"


def _signed(tokens: list[Token], term: Term, language: Language) -> Term:
    """The term with a minus sign or the word "minus" before it: "-$3m", "(−£5m)", "minus 3 euros"."""
    if term.unit is None or term.first == 0 or term.negative:
        return term
    sign = tokens[term.first - 1]
    alone = term.first == 1 or tokens[term.first - 2].low in "([:"
    alone = alone or (sign.gap and tokens[term.first - 2].kind not in ("number", "unit"))
    if sign.low in language.words["minus"] or (sign.low in MINUS and alone and not tokens[term.first].gap):
        return replace(term, first=term.first - 1, negative=True)
    return term


def _at(tokens: list[Token], at: int, language: Language) -> Term | None:
    if tokens[at].kind == "unit" and (term := _prefixed(tokens, at, language)):
        return term
    if amount := quantity(tokens, at, language):
        return _suffixed(tokens, amount, language) or Term(at, amount.last, amount)
    return None


def _prefixed(tokens: list[Token], at: int, language: Language) -> Term | None:
    """The term whose unit stands at tokens[at]: "$5", "US$ 5", "NZD $5", "Rs. 5 crore", "$-5", "US dollars 6000"."""
    unit = choose(tokens[at], Side.PREFIX)
    number = at + 1
    if (
        unit
        and number < len(tokens)
        and tokens[number].kind == "unit"
        and (more := choose(tokens[number], Side.PREFIX))
    ):
        unit, number = narrow(unit, more) or unit, number + 1 if narrow(unit, more) else number
    if number < len(tokens) and tokens[number].low == ":" and not tokens[number].gap and unit and not unit.named:
        number += 1
    if not unit or number >= len(tokens):
        return None
    opened = _opens(tokens, number, unit)
    minus = tokens[number].low in MINUS and not tokens[number].gap and not tokens[at].low[-1].isalpha()  # no "RS-28"
    number += opened or minus
    if number >= len(tokens) or (tokens[number].gap and (unit.tight or minus)):
        return None
    if unit.named and not tokens[number].gap:
        return None
    amount = quantity(tokens, number, language)
    if amount is None or amount.kind == "article" or not _may_lead(unit, amount):
        return None
    if language.numbers.get(tokens[number].low, ("",))[0] == "scale":  # "($million)" heads a column
        return None
    if opened:
        return _closed(tokens, Term(at, amount.last, amount, unit, True, True), language)
    unit, last = repeated(tokens, amount.last, unit)
    unit, last = qualified(tokens, last, unit, language)
    return Term(at, last, amount, unit, True, minus)


def _opens(tokens: list[Token], at: int, unit: Unit) -> bool:
    """Whether a bracket makes a loss of the number behind a sign: "$(0.12)"."""
    return tokens[at].low == "(" and not tokens[at].gap and not unit.named and at + CLOSED_MINUS < len(tokens)


def _closed(tokens: list[Token], term: Term, language: Language) -> Term | None:
    """A loss in brackets to its end: "$(0.12)", "$(3.4) million"."""
    if term.last >= len(tokens) or tokens[term.last].low != ")":
        return None
    scale, last = scales(tokens, term.last + 1, language)
    if scale == 1 or term.quantity.value is None:
        return replace(term, last=term.last + 1)
    value = numerals.times(term.quantity.value, scale)
    return replace(term, last=last, quantity=replace(term.quantity, value=value, scale=scale, other=None))


def _may_lead(unit: Unit, amount: Quantity) -> bool:
    """A name leads a number when it names one currency ("US dollars 6000") or is known to ("dlrs 5 million")."""
    if not unit.named:
        return amount.kind != "vague" or amount.scale >= 1000
    if unit.minor or amount.value is None:
        return False
    plain = len(unit.codes) == 1 and amount.kind == "digits" and Flag.STRONG not in unit.flags  # no "Sterling 825"
    return Flag.LEADS in unit.flags or plain


def _suffixed(tokens: list[Token], amount: Quantity, language: Language) -> Term | None:
    """The term whose unit stands behind the amount: "5 dollars", "44-baht", "5 €", "75 USD million"."""
    at = amount.last
    at = _past_filler(tokens, at + joins(tokens, at), language)
    if at >= len(tokens) or tokens[at].kind != "unit":
        return None
    unit = choose(tokens[at], Side.SUFFIX)
    if amount.kind == "vague" and not (unit and unit.named) and amount.scale < 1000:
        return None  # "some $5"
    if not unit or (unit.tight and tokens[at].gap) or (amount.kind == "article" and Flag.SINGULAR not in unit.flags):
        return None
    if (not unit.named or Flag.LEADS in unit.flags) and _belongs_right(tokens, at, amount, language):
        return None
    scale, last = scales(tokens, at + 1, language) if not unit.named and amount.scale == 1 else (Decimal(1), at + 1)
    if scale > 1 and amount.value is not None:
        amount = replace(amount, value=numerals.times(amount.value, scale), scale=scale, other=None)
    if not unit.named:
        unit, last = repeated(tokens, last, unit)
    return Term(amount.first, last, amount, unit)


def _past_filler(tokens: list[Token], at: int, language: Language) -> int:
    """Where a noun of money stands behind what may come between: "5 million new dollars", "3 millions d'euros"."""
    filler = language.words["filler"]
    if at + 1 < len(tokens) and tokens[at].low in filler and _named(tokens[at + 1]):
        return at + 1
    if at + 2 < len(tokens) and tokens[at + 1].low in APOSTROPHES and not tokens[at + 1].gap:
        elided = tokens[at].low + tokens[at + 1].low in filler and _named(tokens[at + 2])
        return at + 2 if elided else at
    return at


def _named(token: Token) -> bool:
    return any(unit.named for unit in token.units)


def _belongs_right(tokens: list[Token], at: int, amount: Quantity, language: Language) -> bool:
    """Whether a sign between two numbers goes with the one after it: "3 USD50 cards", "in 2019 USD 5 million"."""
    if (
        at + 1 >= len(tokens)
        or tokens[at + 1].kind not in ("number", "unit")
        or choose(tokens[at], Side.PREFIX) is None
    ):
        return False
    if tokens[at + 1].kind == "unit":  # "5 USD $10"
        return False
    after = quantity(tokens, at + 1, language)
    if after is None or tokens[at].gap != tokens[at + 1].gap:
        return after is not None and tokens[at].gap
    return amount.scale == 1 and (after.scale > 1 or amount.like_year or _named_follows(tokens, after.last, amount))


def _named_follows(tokens: list[Token], at: int, amount: Quantity) -> bool:
    return (
        at < len(tokens)
        and tokens[at].kind == "unit"
        and any(unit.named and not unit.minor for unit in tokens[at].units)
    )
