"""Terms to sums: exact ends in whole units, alone or with their minor unit."""

from dataclasses import dataclass
from decimal import Decimal

from streams.money.language import Cue, Language
from streams.money.numerals import plus, times
from streams.money.scan import Token
from streams.money.separators import settled
from streams.money.terms import Term
from streams.money.units import Flag, Unit

NO_UNIT = Unit(())
THOUSAND = 1000
CENT_DIGITS = 2
CLOSES = frozenset({"", ".", ",", ";", ")", "!", "?"})


@dataclass(frozen=True, slots=True)
class Sum:
    """Money at tokens[first:last]: exact ends in whole units, the currency's candidates, cues `within`."""

    first: int
    last: int
    unit: Unit
    low: Decimal | None
    high: Decimal | None = None
    magnitude: Decimal | None = None
    within: tuple[Cue, ...] = ()


def softened(*terms: Term) -> tuple[Cue, ...]:
    """What words within the terms say of them: "20-odd billion"."""
    return tuple(term.quantity.soft for term in terms if term.quantity.soft)


class Sums:
    """What the terms of one stretch of tokens are worth."""

    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.tokens, self.language = tokens, language

    def single(self, term: Term, cents: Term | None = None) -> Sum:
        unit = term.unit or NO_UNIT
        if term.quantity.value is None:
            return Sum(term.first, term.last, unit, None, None, times(term.quantity.scale, unit.factor))
        value = self.value(term)
        if cents and value is not None and self._is_cents(term, cents):
            return Sum(
                term.first,
                cents.last,
                unit,
                plus(value, times(cents.quantity.value or Decimal(0), Decimal("0.01"))),
            )
        return Sum(term.first, term.last, unit, value, within=softened(term))

    def compound(self, one: Term, two: Term) -> Sum | None:
        """The sum of whole units and the cents after them: "3 dollars 50 cents", "$1 million and fifty cents"."""
        if not one.unit or one.unit.minor or not two.unit or not two.unit.minor or two.prefixed:
            return None
        low, less = self.value(one), self.value(two)
        if low is None or less is None or less >= 1 or low != low.to_integral_value():
            return None
        if not self._fits(one.unit, two.unit):
            return None
        return Sum(one.first, two.last, one.unit, plus(low, -less if low < 0 else less))

    def _fits(self, unit: Unit, minor: Unit) -> bool:
        return bool(set(unit.codes) & set(minor.codes)) or Flag.CENT in minor.flags

    def _is_cents(self, term: Term, cents: Term) -> bool:
        """A bare "and 43" after whole units ends the sentence: "15 dollars and 50."; anything else counts something."""
        number, unit = cents.quantity, term.unit
        if cents.unit or number.scale != 1 or not _is_whole(number.value) or not 0 < (number.value or 0) < 100:
            return False
        if not _is_whole(term.quantity.value) or term.quantity.scale >= THOUSAND or (unit and unit.minor):
            return False
        adjacent = cents.first == term.last and not (unit and unit.named and not term.prefixed)
        if adjacent and len(self.tokens[cents.first].low) != CENT_DIGITS:
            return False  # "$9" and the number of the next item, but "$20 43"
        after = self.tokens[cents.last].low if cents.last < len(self.tokens) else ""
        return after in CLOSES or after in self.language.words["and"]

    def value(self, term: Term) -> Decimal | None:
        if term.unit is None:
            return None
        value = settled(self.tokens, term.quantity, term.last, term.unit, term.prefixed, self.language)
        return None if value is None else times(-value if term.negative else value, term.unit.factor)


def _is_whole(value: Decimal | None) -> bool:
    return value is not None and value == value.to_integral_value()
