"""Terms to sums: exact ends in whole units, alone or with their minor unit."""

from dataclasses import dataclass
from decimal import Decimal

from streams.money import numerals
from streams.money.cues import per_unit
from streams.money.language import Language
from streams.money.numerals import plus, times
from streams.money.scan import Token
from streams.money.terms import Term
from streams.money.units import Flag, Side, Unit

NO_UNIT = Unit(())
CLOSES = frozenset({"", ".", ",", ";", ")", "!", "?"})


@dataclass(frozen=True, slots=True)
class Sum:
    """Money at tokens[first:last]: exact ends in whole units, and the currency's candidates."""

    first: int
    last: int
    unit: Unit
    low: Decimal | None
    high: Decimal | None = None
    magnitude: Decimal | None = None


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
        return Sum(term.first, term.last, unit, value)

    def compound(self, one: Term, two: Term, join: str) -> Sum | None:
        """The sum of whole units and the cents after them: "3 dollars 50 cents", "$1 million and fifty cents"."""
        if (
            join not in ("and", "next")
            or not two.unit
            or not two.unit.minor
            or not one.unit
            or one.unit.minor
            or two.prefixed
        ):
            return None
        low, less = self.value(one), self.value(two)
        if (
            low is None
            or less is None
            or less >= 1
            or low != low.to_integral_value()
            or not self._fits(one.unit, two.unit)
        ):
            return None
        return Sum(one.first, two.last, one.unit, plus(low, -less if low < 0 else less))

    def _fits(self, unit: Unit, minor: Unit) -> bool:
        return bool(set(unit.codes) & set(minor.codes)) or Flag.CENT in minor.flags

    def _is_cents(self, term: Term, cents: Term) -> bool:
        """A bare "and 43" after whole units ends the sentence: "15 dollars and 50."; anything else counts something."""
        number = cents.quantity
        whole = (
            term.quantity.value is not None
            and term.quantity.value == int(term.quantity.value)
            and not (term.unit and term.unit.minor)
        )
        if cents.unit or not whole or number.scale != 1 or number.value is None or not 0 < number.value < 100:
            return False
        after = self.tokens[cents.last].low if cents.last < len(self.tokens) else ""
        return number.value == int(number.value) and (after in CLOSES or after in self.language.words["and"])

    def value(self, term: Term) -> Decimal | None:
        value = term.quantity.value
        if value is None or term.unit is None:
            return None
        if term.quantity.other is not None and self._by_dots(term, term.unit):
            value = term.quantity.other
        return times(-value if term.negative else value, term.unit.factor)

    def _by_dots(self, term: Term, unit: Unit) -> bool:
        """Whether "3.350" is 3350: beside a sign of a currency whose own press groups so, and not "€1.659 a litre"."""
        side = numerals.dotted().get(unit.codes[0]) if unit.codes else None
        dotted = side is Side.BOTH or (side is Side.SUFFIX and not term.prefixed)
        if unit.named:  # "1.200 euros", but "1.084 euros": nobody writes the zeros of a fraction
            dotted = dotted and (term.quantity.other or 1) % 10 == 0
        return dotted and per_unit(self.tokens, term.last, self.language) is None
