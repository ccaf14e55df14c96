"""A sum among its words, and what is asked of both: how plain a sum it is, and what stands beside it."""

from dataclasses import dataclass
from decimal import Decimal

from streams.money.language import Language
from streams.money.quantity import is_year
from streams.money.scan import Token
from streams.money.signs import HYPHENS
from streams.money.terms import Term
from streams.money.units import Flag

NEAR = 7  # tokens looked at on either side
CLOSE = 4  # tokens before a sum among which a word of price speaks of it
LISTED = 3  # sums of one list that a word of price before the first speaks of, beside it
SIGNS = "$€£¢="
LONG = 100  # a plain number from here on is a sum even beside a doubtful unit


@dataclass(frozen=True, slots=True)
class TermContext:
    """A term with a unit among its tokens, as the checks see it."""

    tokens: list[Token]
    term: Term
    language: Language

    @property
    def unit(self) -> Token:
        """The token of the unit: before the number or after it."""
        return self.tokens[self.term.first if self.term.prefixed else self.term.last - 1]

    @property
    def after(self) -> Token | None:
        """The token right after the term."""
        return self.tokens[self.term.last] if self.term.last < len(self.tokens) else None

    @property
    def before(self) -> str:
        """The word right before the term."""
        return self.tokens[self.term.first - 1].low if self.term.first else ""

    @property
    def value(self) -> Decimal:
        """The number, 0 when it is vague."""
        return self.term.quantity.value or Decimal(0)

    @property
    def singular(self) -> bool:
        """Whether the unit is a noun that has a plural and stands in the singular."""
        return self.term.unit is not None and Flag.SINGULAR in self.term.unit.flags

    @property
    def lettered(self) -> bool:
        """Whether the unit is a single letter."""
        return len(self.unit.low) == 1 and self.unit.low.isalpha()

    def plain_behind(self) -> bool:
        """Whether nothing that the sum could be a part of follows: a mark, the end, or a word of grammar."""
        after = self.after
        return (
            after is None
            or (after.kind in ("mark", "break") and after.low not in HYPHENS)
            or after.low in self.language.words["function"]
        )

    def second(self) -> str:
        """The second word after the term."""
        return self.tokens[self.term.last + 1].low if self.term.last + 1 < len(self.tokens) else ""

    def near(self) -> set[str]:
        """Words on both sides."""
        around = self.tokens[max(0, self.term.first - NEAR) : self.term.first]
        return {token.low for token in (*around, *self.tokens[self.term.last : self.term.last + NEAR])}

    def near_sign(self) -> bool:
        """Whether another sum of money stands near."""
        first, last = self.term.first, self.term.last
        around = (*self.tokens[max(0, first - NEAR) : first], *self.tokens[last : last + NEAR])
        return any(token.kind == "unit" and token.low[-1] in SIGNS for token in around)

    def restated(self) -> bool:
        """Whether a bracket with money in it follows: "a 50,000-pound ($63,000) prize"."""
        last = self.term.last
        return last + 1 < len(self.tokens) and self.tokens[last].low == "(" and self.tokens[last + 1].kind == "unit"

    def counted(self) -> bool:
        """Whether a unit of count follows: "per tonne", "a week"."""
        words = self.language.words
        counting = self.after is not None and self.after.low in words["per"] | words["article"] | words["each"]
        return counting and self.second() in self.language.per

    def alone(self) -> bool:
        """Whether the text is nothing but the term."""
        return len(self.tokens) == self.term.last - self.term.first


def strong(here: TermContext) -> bool:
    """A number that is plainly a sum: scaled, grouped, with cents, or a hundred and more that is no year."""
    number = here.term.quantity
    if number.value is None or number.scale >= 1000 or number.grouped or number.other is not None:
        return True
    return number.decimals > 1 or (number.value >= LONG and not is_year(number.value))


def scaled(here: TermContext) -> bool:
    """For abbreviations that are much else besides: "Y100bn" and "SR 5,000", not "Y2K", "SR 99" nor "FM 104.5"."""
    number = here.term.quantity
    last = here.tokens[here.term.last - 1].low
    if here.lettered and number.grouped and " " in here.tokens[number.first].low:
        return False  # "B737 900"
    if here.lettered and last == here.unit.low:
        return False  # "B2B"
    return number.value is None or number.grouped or (number.scale >= 1000 and last not in here.language.words["model"])


def costs(here: TermContext) -> bool:
    """Whether a word of price stands close before, or a unit of count behind."""
    behind = here.tokens[max(0, here.term.first - CLOSE) : here.term.first]
    return here.counted() or bool(here.language.words["priced"] & {token.low for token in behind})


def asked(here: TermContext) -> bool:
    """Whether words of price lead up to it: "sold for K5 or K10", not "sold the Q7", "fees in Q2" nor "bought L3"."""
    words, tokens, at = here.language.words, here.tokens, here.term.first
    joins = words["and"] | words["or"] | words["range"] | {*HYPHENS, ","}
    for _ in range(LISTED):
        if at < 3 or tokens[at - 3].low != here.unit.low or tokens[at - 2].kind != "number":
            break
        at -= 3 * (tokens[at - 1].low in joins)
    before = [token.low for token in tokens[max(0, at - CLOSE) : at]]
    leads = bool(before) and (before[-1] in words["leading"] or before[-1] in here.language.before)
    return leads and not words["priced"].isdisjoint(before)


def led_up(here: TermContext) -> bool:
    """Whether a word of price leads right up to it: "sold for about 30 pounds", not "sold a bomb of 30 pounds"."""
    words, first = here.language.words, here.term.first
    for token in reversed(here.tokens[max(0, first - CLOSE) : first]):
        if token.low in words["priced"]:
            return True
        if not (token.low in words["leading"] or token.low in words["function"] or token.low in here.language.before):
            return False
    return False


def priced(here: TermContext) -> bool:
    """A plain sum, or what something costs: "60 crowns" behind a word of price, not beside a title."""
    return strong(here) or costs(here)
