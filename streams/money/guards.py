"""Other senses of any sum: what stands like money and is a name, a year or the head of a table."""

from collections.abc import Callable

from streams.money.language import Language
from streams.money.number_words import DASHES
from streams.money.scan import Token
from streams.money.senses import CHECKED, CHECKS
from streams.money.term_context import LONG, YEARS, TermContext, strong
from streams.money.terms import Term
from streams.money.units import Flag


def guard(language: Language) -> Callable[[list[Token], Term], bool]:
    """The check for a language: True when the term is money."""

    def money(tokens: list[Token], term: Term) -> bool:
        if term.unit is None:
            return False
        if term.unit.repeated:
            return True
        if not (term.prefixed or term.unit.named) and _glued(tokens, term.first):
            return False
        here = TermContext(tokens, term, language)
        if term.quantity.kind == "article" and not _one(here):
            return False
        if (
            term.prefixed
            and term.unit.named
            and Flag.LEADS not in term.unit.flags
            and not (strong(here) or here.alone())
        ):  # "paid in yen 20 years ago"
            return False
        if term.unit.named and not term.prefixed and (_of_a_year(here) or _title(here) or _heading(here)):
            return False
        return all(CHECKS[flag](here) for flag in term.unit.flags & CHECKED)

    return money


def _one(here: TermContext) -> bool:
    """Whether "a dollar" is one dollar, as in "a dollar a day", not "60 cents of a dollar", "a dollar store"."""
    words, after = here.language.words, here.after
    led_on = after is not None and (
        after.low in DASHES or (after.kind == "word" and after.low not in words["function"])
    )
    return here.before not in words["of"] and not led_on


def _glued(tokens: list[Token], first: int) -> bool:
    """Whether the number is the tail of a name: "CO2CRC", "J-10Bs"."""
    start = first
    if start > 1 and tokens[start - 1].low in DASHES and not tokens[start].gap:
        start -= 1  # "J-10"
    return start > 0 and tokens[first].kind == "number" and not tokens[start].gap and tokens[start - 1].kind == "word"


def _of_a_year(here: TermContext) -> bool:
    """Whether it is money of a year, not a sum: "in 1999 dollars", "2011-12 dollars"."""
    number = here.term.quantity
    if not number.bare or number.value is None or number.value != int(number.value):
        return False
    if YEARS[0] <= number.value <= YEARS[1]:
        if here.before in here.language.words["in"]:
            return True
        return here.after is not None and here.after.low in ("coin", ")") and not _behind_a_sum(here)
    first = here.term.first
    return (
        number.value < LONG and first > 1 and here.before in DASHES and here.tokens[first - 2].low[:2] in ("19", "20")
    )


def _behind_a_sum(here: TermContext) -> bool:
    """Whether it stands in a bracket behind another sum, which it restates: "60,000 rupees (2000 dollars)"."""
    first = here.term.first
    return first > 1 and here.before == "(" and here.tokens[first - 2].kind in ("unit", "number")


def _title(here: TermContext) -> bool:
    """Whether the sum heads a name: "Million Dollar Baby"."""
    first, after = here.tokens[here.term.first], here.after
    scale = first.capital and here.language.numbers.get(first.low, ("",))[0] == "scale"
    return scale and here.unit.capital and after is not None and after.capital


def _heading(here: TermContext) -> bool:
    """Whether it tells what the figures of a table are: "(in millions of euros)"."""
    first = here.term.first
    opened = first > 1 and here.tokens[first - 2].low in "([" and here.before in here.language.words["in"]
    return opened and here.term.quantity.kind == "vague"
