"""Other senses of any sum: what stands like money and is a name, a year or the head of a table."""

from collections.abc import Callable

from streams.money import cldr
from streams.money.language import Language
from streams.money.quantity import is_year
from streams.money.scan import Token
from streams.money.senses import CHECKED, CHECKS
from streams.money.separators import settled
from streams.money.signs import HYPHENS
from streams.money.term_context import LONG, TermContext, strong
from streams.money.terms import Term
from streams.money.units import Flag, Unit
from streams.money.unread import unread

Sense = Callable[[TermContext], bool]


def guard(language: Language) -> Callable[[list[Token], Term], bool]:
    """The check for a language: True when the term is money."""

    def money(tokens: list[Token], term: Term) -> bool:
        unit = term.unit
        if unit is None or unread(tokens, term, language) or not _is_settled(tokens, term, unit, language):
            return False
        if unit.repeated:
            return True
        here = TermContext(tokens, term, language)
        if any(sense(here) for sense in SENSES):
            return False
        return all(CHECKS[flag](here) for flag in unit.flags & CHECKED)

    return money


def _is_settled(tokens: list[Token], term: Term, unit: Unit, language: Language) -> bool:
    """Whether it is known what its digits write."""
    known = settled(tokens, term.quantity, term.last, unit, term.prefixed, language)
    return term.quantity.value is None or known is not None


def _part_of_one(here: TermContext) -> bool:
    """Whether "a dollar" is no sum of one dollar: "60 cents of a dollar", "a dollar store"."""
    return here.term.quantity.kind == "article" and not _one(here)


def _named_first(here: TermContext) -> bool:
    """Whether a noun before a number is no unit of it: "paid in yen 20 years ago"."""
    unit = here.term.unit
    leads = here.term.prefixed and unit is not None and unit.named and Flag.LEADS not in unit.flags
    return leads and not (strong(here) or here.alone())


def _noun(sense: Sense) -> Sense:
    """A sense of sums whose noun stands behind the number."""

    def check(here: TermContext) -> bool:
        return here.term.unit is not None and here.term.unit.named and not here.term.prefixed and sense(here)

    return check


def _one(here: TermContext) -> bool:
    """Whether "a dollar" is one dollar, as in "a dollar a day", not "60 cents of a dollar", "a dollar store"."""
    words, after = here.language.words, here.after
    led_on = after is not None and (
        after.low in HYPHENS or (after.kind == "word" and after.low not in words["function"])
    )
    first, counted = here.term.first, here.before in words["per"]
    rate = counted and first > 1 and here.tokens[first - 2].kind in ("number", "unit")  # "1.936,27 per un euro"
    return here.before not in words["of"] and not led_on and not rate


def _glued(here: TermContext) -> bool:
    """Whether the number is the tail of a name: "CO2CRC", "J-10Bs"."""
    tokens, first = here.tokens, here.term.first
    if here.term.prefixed or tokens[first].kind != "number":
        return False
    named = here.term.unit is not None and here.term.unit.named
    start = first
    if start > 1 and tokens[start - 1].low in HYPHENS and not tokens[start].gap:
        if named and len(tokens[start - 2].low) > 1:
            return False  # "the high-20,000-dollar range", but "the U-21 Euro"
        start -= 1  # "J-10"
    return start > 0 and not tokens[start].gap and tokens[start - 1].kind == "word"


def _rate(here: TermContext) -> bool:
    """Whether the sign ends the name of an exchange rate: "EUR/USD 1.0850"."""
    tokens, first = here.tokens, here.term.first
    slashed = here.term.prefixed and first > 1 and tokens[first - 1].low == "/" and not tokens[first].gap
    return slashed and tokens[first - 2].kind == "unit"


def _of_a_year(here: TermContext) -> bool:
    """Whether it is money of a year, not a sum: "in 1999 dollars", "2011-12 dollars"."""
    number, first, words = here.term.quantity, here.term.first, here.language.words
    if number.like_year:
        if here.before in words["in"] or here.before in cldr.months(here.language.code):
            return True  # "in 1999 dollars", "since January 2002 euro coins"
        return here.after is not None and here.after.low in words["coined"] | {")"} and not _behind_a_sum(here)
    short = number.bare and number.value is not None and number.value < LONG and number.decimals == 0
    return short and first > 1 and here.before in HYPHENS and _is_century(here.tokens[first - 2].low)


def _is_century(low: str) -> bool:
    """Whether it is a year of four digits, as before the hyphen of "2011-12"."""
    return len(low) == 4 and low.isdigit() and is_year(int(low))


def _behind_a_sum(here: TermContext) -> bool:
    """Whether it stands in a bracket behind another sum, which it restates: "60,000 rupees (2000 dollars)"."""
    first = here.term.first
    return first > 1 and here.before == "(" and here.tokens[first - 2].kind in ("unit", "number")


def _title(here: TermContext) -> bool:
    """Whether the sum heads a name: "Million Dollar Baby"."""
    first, after = here.tokens[here.term.first], here.after
    scale = first.capital and here.language.numbers.get(first.low, ("",))[0] == "scale"
    return scale and here.unit.capital and after is not None and after.capital


def _share(here: TermContext) -> bool:
    """Whether cents tell a share of what is owed: "30 cents on the dollar", "5 pence in the pound"."""
    unit, after, last = here.term.unit, here.after, here.term.last
    if unit is None or not unit.minor or after is None or last + 2 >= len(here.tokens):
        return False
    words, whole = here.language.words, here.tokens[last + 2]
    shared = after.low in words["on"] | words["in"] and here.second() in words["the"]
    return shared and any(one.named and not one.minor for one in whole.units)


def _compound(here: TermContext) -> bool:
    """Whether the noun is a part of another word: "500 euro-area banks", "20 Euro 6 buses", "a Euro 2012 match"."""
    after, number = here.after, here.term.quantity
    if after is None or number.scale > 1:
        return False  # "a 200 million Swiss franc-denominated bond"
    if after.kind == "number":
        return here.singular and here.unit.capital and (number.kind == "article" or len(after.low) == 1)
    if after.low not in HYPHENS or after.gap:
        return False
    words, joined = here.language.words, here.second()
    if joined in words["compound"]:
        return True
    counts = joined in words["money"] or joined in words["function"] or joined in words["priced"]
    return here.singular and here.unit.gap and not number.decimals and joined.isalpha() and not counts


def _heading(here: TermContext) -> bool:
    """Whether it tells what the figures of a table are: "(in millions of euros)"."""
    first = here.term.first
    opened = first > 1 and here.tokens[first - 2].low in "([" and here.before in here.language.words["in"]
    return opened and here.term.quantity.kind == "vague"


SENSES: tuple[Sense, ...] = (
    _glued,
    _rate,
    _part_of_one,
    _named_first,
    _noun(_of_a_year),
    _noun(_compound),
    _share,
    _noun(_title),
    _noun(_heading),
)
"""What any sum may be instead of money."""
