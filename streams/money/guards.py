"""Other senses: what looks like money and is not.

A unit's flags (the tables' last columns) name the checks that its term must pass.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from streams.money.language import Language
from streams.money.scan import Token
from streams.money.terms import Term

NEAR = 7  # tokens looked at on either side
SCREENS = frozenset({480, 576, 720, 1080, 1440, 2160})  # "1080p" is no sum of pence
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

    def near(self) -> set[str]:
        """Words on both sides."""
        around = self.tokens[max(0, self.term.first - NEAR) : self.term.first]
        return {token.low for token in (*around, *self.tokens[self.term.last : self.term.last + NEAR])}

    def alone(self) -> bool:
        """Whether the text is nothing but the term."""
        return len(self.tokens) == self.term.last - self.term.first


Check = Callable[[Sight], bool]


def guard(language: Language) -> Callable[[list[Token], Term], bool]:
    """The check for a language: True when the term is money."""

    def money(tokens: list[Token], term: Term) -> bool:
        if term.unit is None:
            return False
        sight = Sight(tokens, term, language)
        if term.quantity.kind == "article" and sight.before in language.words["of"]:  # "60 cents of a dollar"
            return False
        return all(CHECKS[flag](sight) for flag in sorted(term.unit.flags & CHECKS.keys()))

    return money


def strong(sight: Sight) -> bool:
    """A number that is plainly a sum: scaled, grouped, with cents, or a hundred and more that is no year."""
    number = sight.term.quantity
    if number.value is None or number.scale >= 1000 or number.grouped or number.other is not None:
        return True
    return number.value.as_tuple().exponent == -2 or (number.value >= LONG and not 1800 <= number.value <= 2100)


def _code(sight: Sight) -> bool:
    """A code that is a word too: beside a plain sum, or after a number and closing its phrase ("29 RON.")."""
    closes = sight.after is None or sight.after.kind in ("mark", "break")
    return strong(sight) or (not sight.term.prefixed and closes and sight.term.quantity.kind == "digits")


def _road(sight: Sight) -> bool:
    """ "R500" and "R2 million" are rand; "R2-D2" and the road "R21" are not."""
    joined = sight.after is not None and not sight.after.gap and (sight.after.low == "-" or sight.after.kind == "word")
    return strong(sight) and not joined


def _weight(sight: Sight) -> bool:
    """Pounds sterling, not pounds of weight, by the words around."""
    if sight.term.prefixed or sight.term.quantity.scale >= 1_000_000 or sight.term.quantity.value is None:
        return True
    near, words = sight.near(), sight.language.words
    if near & {"£", "sterling"}:
        return True
    if near & words["weight"] or (sight.after and sight.after.low in words["of"] and not near & words["money"]):
        return False
    if near & words["money"] or near & {"$", "us$", "€", "euros", "pence"}:
        return True
    return sight.alone() or (sight.unit.low == "pounds" and sight.unit.gap)


def _won(sight: Sight) -> bool:
    """Korean money, not a victory: scaled, or a long number in digits."""
    return strong(sight) and (sight.term.quantity.kind == "digits" or sight.term.quantity.scale >= 1000)


def _mark(sight: Sight) -> bool:
    """German money, not "the 100 million mark" nor full marks."""
    if sight.unit.low == "mark" and (sight.unit.gap or sight.before == "the"):
        return False
    return strong(sight)


def _rand(sight: Sight) -> bool:
    """Rand, not Rand Paul."""
    return not (sight.after and sight.after.low == "paul")


def _real(sight: Sight) -> bool:
    """Reais; the adjective "real" is no plural."""
    return sight.unit.low != "real"


def _sen(sight: Sight) -> bool:
    """Sen, not a senator."""
    return not (sight.after and sight.after.low == "." and sight.unit.gap)


def _pence(sight: Sight) -> bool:
    """ "50p" and "43c", not "1080p"."""
    return sight.term.quantity.kind == "digits" and sight.value not in SCREENS


def _coin(sight: Sight) -> bool:
    """ "6.25 bitcoin", not "38 Bitcoin ATMs"."""
    counted = sight.after is not None and sight.after.kind == "word" and sight.after.low.endswith("s")
    return not (counted and sight.unit.low == "bitcoin")


def _plural(sight: Sight) -> bool:
    return sight.unit.low.endswith("s")


CHECKS: dict[str, Check] = {
    "strong": strong,
    "code": _code,
    "road": _road,
    "weight": _weight,
    "won": _won,
    "mark": _mark,
    "crown": strong,
    "rand": _rand,
    "real": _real,
    "sen": _sen,
    "sum": strong,
    "sol": strong,
    "pts": strong,
    "pence": _pence,
    "cents": _pence,
    "coin": _coin,
    "plural": _plural,
}
