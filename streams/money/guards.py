"""Other senses: what looks like money and is not.

A unit's flags (the tables' last columns) name the checks that its term must pass.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from streams.money.language import Language
from streams.money.scan import Token
from streams.money.terms import Term
from streams.money.words import DASHES

NEAR = 7  # tokens looked at on either side
SCREENS = frozenset({480, 576, 720, 1080, 1440, 2160})  # "1080p" is no sum of pence
YEARS = (1900, 2100)
LONG = 100  # a plain number from here on is a sum even beside a doubtful unit


@dataclass(frozen=True, slots=True)
class Sight:
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

    def second(self) -> str:
        """The second word after the term."""
        return self.tokens[self.term.last + 1].low if self.term.last + 1 < len(self.tokens) else ""

    def near(self) -> set[str]:
        """Words on both sides."""
        around = self.tokens[max(0, self.term.first - NEAR) : self.term.first]
        return {token.low for token in (*around, *self.tokens[self.term.last : self.term.last + NEAR])}

    def counted(self) -> bool:
        """Whether a unit of count follows: "per tonne", "a week"."""
        words = self.language.words
        counting = self.after is not None and self.after.low in words["per"] | words["article"] | words["each"]
        return counting and self.second() in self.language.per

    def alone(self) -> bool:
        """Whether the text is nothing but the term."""
        return len(self.tokens) == self.term.last - self.term.first


Check = Callable[[Sight], bool]


def guard(language: Language) -> Callable[[list[Token], Term], bool]:
    """The check for a language: True when the term is money."""

    def money(tokens: list[Token], term: Term) -> bool:
        if term.unit is None:
            return False
        if "said twice" in term.unit.flags:
            return True
        if not (term.prefixed or term.unit.named) and _glued(tokens, term.first):
            return False
        sight = Sight(tokens, term, language)
        if term.quantity.kind == "article" and not _one(sight):
            return False
        if (
            term.prefixed
            and term.unit.named
            and "leads" not in term.unit.flags
            and not (strong(sight) or sight.alone())
        ):  # "paid in yen 20 years ago"
            return False
        if term.unit.named and not term.prefixed and _of_a_year(sight):
            return False
        return all(CHECKS[flag](sight) for flag in term.unit.flags & CHECKED)

    return money


def _one(sight: Sight) -> bool:
    """ "A dollar a day", not "60 cents of a dollar", "a dollar store", "a euro-zone exit"."""
    words, after = sight.language.words, sight.after
    led_on = after is not None and (
        after.low in DASHES or (after.kind == "word" and after.low not in words["function"])
    )
    return sight.before not in words["of"] and not led_on


def _glued(tokens: list[Token], first: int) -> bool:
    """Whether the number is the tail of a name: "CO2CRC", "J-10Bs"."""
    start = first
    if start > 1 and tokens[start - 1].low in DASHES and not tokens[start].gap:
        start -= 1  # "J-10"
    return start > 0 and tokens[first].kind == "number" and not tokens[start].gap and tokens[start - 1].kind == "word"


def _of_a_year(sight: Sight) -> bool:
    """ "In 1999 dollars", "2011-12 dollars": money of a year, not a sum."""
    number = sight.term.quantity
    if not number.bare or number.value is None or number.value != int(number.value):
        return False
    if YEARS[0] <= number.value <= YEARS[1]:
        return sight.before in sight.language.words["in"] or (
            sight.after is not None and sight.after.low in ("coin", ")")
        )
    first = sight.term.first
    return (
        number.value < LONG and first > 1 and sight.before in DASHES and sight.tokens[first - 2].low[:2] in ("19", "20")
    )


def strong(sight: Sight) -> bool:
    """A number that is plainly a sum: scaled, grouped, with cents, or a hundred and more that is no year."""
    number = sight.term.quantity
    if number.value is None or number.scale >= 1000 or number.grouped or number.other is not None:
        return True
    return number.decimals > 1 or (number.value >= LONG and not 1800 <= number.value <= 2100)


def _scaled(sight: Sight) -> bool:
    """For abbreviations that are much else besides: "Y100bn" and "SR 5,000", not "Y2K", "SR 99" nor "FM 104.5"."""
    number = sight.term.quantity
    last = sight.tokens[sight.term.last - 1].low
    return number.value is None or number.grouped or (number.scale >= 1000 and last not in ("k", "t"))


def _code(sight: Sight) -> bool:
    """A code that is a word too: beside a plain sum, or after a number and closing its phrase ("29 RON.")."""
    closes = sight.after is None or sight.after.kind == "break" or sight.after.low in ".,;:)!?"
    year = sight.term.quantity.bare and YEARS[0] <= sight.value <= YEARS[1]
    if not sight.term.prefixed:
        return strong(sight) or (closes and not year and sight.term.quantity.kind == "digits")
    glued = not sight.tokens[sight.term.first + 1].gap
    return _scaled(sight) if glued else strong(sight)


def _road(sight: Sight) -> bool:
    """ "R500" and "R2 million" are rand; "R2-D2" and the road "R21" are not."""
    joined = sight.after is not None and not sight.after.gap and (sight.after.low == "-" or sight.after.kind == "word")
    return strong(sight) and not joined and sight.before != "on" and not sight.near() & sight.language.words["road"]


def _weight(sight: Sight) -> bool:
    """Pounds sterling, not pounds of weight, by the words around."""
    near, words = sight.near(), sight.language.words
    if sight.term.prefixed or near & {"£", "sterling"}:
        return True
    if sight.after and sight.after.low in words["of"] and sight.second() not in words["money"]:
        return False  # "pounds of beef"
    if sight.term.quantity.scale >= 1_000_000:
        return True
    if sight.counted() and sight.before not in words["heft"]:
        return True  # "200 pounds a tonne"
    if sight.unit.low == "pound" and sight.term.quantity.scale < 1000 and not sight.alone() and "=" not in near:
        return sight.after is not None and sight.after.low in words["money"]
    if near & words["weight"] or sight.before in words["heft"]:
        return False
    if near & words["money"] or near & {"=", "$", "us$", "€", "euros", "pence"}:
        return True
    return sight.alone() or (sight.unit.low == "pounds" and sight.unit.gap)


def _won(sight: Sight) -> bool:
    """Korean money, not a victory: scaled, or a long number in digits."""
    return strong(sight) and (sight.term.quantity.kind == "digits" or sight.term.quantity.scale >= 1000)


def _mark(sight: Sight) -> bool:
    """German money, not "the 100 million mark" nor full marks."""
    if sight.unit.low == "mark" and (sight.unit.gap or sight.before == "the"):
        return False
    return strong(sight) or bool(sight.near() & sight.language.words["trade"])


def _rand(sight: Sight) -> bool:
    """Rand, not Rand Paul."""
    return not (sight.after and sight.after.low == "paul")


def _real(sight: Sight) -> bool:
    """Reais; the adjective "real" is no plural."""
    return sight.unit.low != "real"


def _rapper(sight: Sight) -> bool:
    """Cents, not the rapper 50 Cent."""
    return not (sight.unit.low == "cent" and sight.unit.capital and sight.unit.gap)


def _sen(sight: Sight) -> bool:
    """Sen, not a senator."""
    return not (sight.after and sight.after.low == "." and sight.unit.gap)


def _pence(sight: Sight) -> bool:
    """ "50p" and "43c", not "1080p"."""
    return sight.term.quantity.kind == "digits" and sight.value not in SCREENS


def _small(sight: Sight) -> bool:
    """ "43c" beside other money or a unit of count, not a flat, a phone or a rule."""
    money = any(word[-1] in "$€¢" or word in ("cents", "cent", "r") for word in sight.near())
    return _pence(sight) and (money or bool(sight.after and sight.after.low in sight.language.words["article"]))


def _coin(sight: Sight) -> bool:
    """ "6.25 bitcoin", not "38 Bitcoin ATMs"."""
    counted = sight.after is not None and sight.after.kind == "word" and sight.after.low.endswith("s")
    return not (counted and sight.unit.low == "bitcoin")


def _plural(sight: Sight) -> bool:
    return sight.unit.low.endswith("s")


CHECKS: dict[str, Check] = {
    "strong": strong,
    "scaled": _scaled,
    "small": _small,
    "code": _code,
    "road": _road,
    "weight": _weight,
    "won": _won,
    "mark": _mark,
    "crown": strong,
    "rand": _rand,
    "real": _real,
    "rapper": _rapper,
    "sen": _sen,
    "sum": _scaled,
    "sol": strong,
    "pence": _pence,
    "coin": _coin,
    "plural": _plural,
}
CHECKED = frozenset(CHECKS)
