"""Terms to sums: ranges, lists that share a unit or a scale, and compounds of a currency with its minor unit."""

from dataclasses import dataclass, replace
from decimal import Decimal

from streams.money import numerals
from streams.money.cues import per_unit
from streams.money.language import Language
from streams.money.numerals import plus, times
from streams.money.scan import Token
from streams.money.terms import Term
from streams.money.units import Unit

DASHES = "-–—−‐‑"
STEP = 3  # "rose $2 to $30" is a step and where it led; a range's ends lie nearer together
LONGEST = 8  # terms in a list that may share what its last has
NO_UNIT = Unit(())
LOOK_BACK = 7  # tokens before a range that tell a span ("ranging from") from a change ("rose from")


@dataclass(frozen=True, slots=True)
class Sum:
    """Money at tokens[first:last]: exact ends in whole units, and the currency's candidates."""

    first: int
    last: int
    unit: Unit
    low: Decimal | None
    high: Decimal | None = None
    magnitude: Decimal | None = None


class Chains:
    """Joins the terms of one stretch of tokens, left to right."""

    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.tokens, self.language = tokens, language

    def sums(self, terms: list[Term]) -> list[Sum]:
        """All sums in order; terms that neither have nor can borrow a unit are no money."""
        found: list[Sum] = []
        at = 0
        while at < len(terms):
            taken, count = self._from(terms, at)
            found.extend(taken)
            at += count
        return found

    def _from(self, terms: list[Term], at: int) -> tuple[list[Sum], int]:
        """The sums that begin at terms[at], and how many terms they use up."""
        one, two = terms[at], terms[at + 1] if at + 1 < len(terms) else None
        join = self._join(one, two) if two else ""
        if two and join in ("dash", "to", "between") and (pair := self._pair(one, two, join)) is not None:
            return pair, 2
        if two and join in ("or", "and", "comma") and (listed := self._list(terms, at)):
            return listed
        if two and join in ("", "and", "next") and one.unit and (whole := self._compound(one, two, join)):
            return [whole], 2
        if one.unit is None:
            return [], 1
        return [self._single(one, two if join in ("and", "next") else None)], 1

    def _join(self, one: Term, two: Term) -> str:
        """How the text leads on: dash, to, between, and, or, comma, next (nothing between), or '' (not at all)."""
        between = self.tokens[one.last : two.first]
        if not between:
            return "next"
        low = [token.low for token in between]
        words = self.language.words
        if len(low) == 1 and low[0] in DASHES:
            return "dash" if between[0].gap or not self.tokens[two.first].gap else ""
        if len(low) == 1 and low[0] in words["range"]:
            return "to"
        if len(low) == 1 and low[0] in words["and"]:
            return "between" if self._word_before(one) in words["between"] else "and"
        if low[-1] in words["or"] and len(low) <= 1 + (low[0] == ","):
            return "or"
        if low[-1] in words["and"] and len(low) == 2 and low[0] == ",":
            return "and"
        return "comma" if low == [","] else ""

    def _word_before(self, term: Term) -> str:
        return self.tokens[term.first - 1].low if term.first else ""

    # Ranges

    def _pair(self, one: Term, two: Term, join: str) -> list[Sum] | None:
        """A range, or two sums where the words tell of a change ("rose from $3 to $5"); None if neither."""
        one, two = self._share_scale(one, two), two
        joined = self._share_unit(one, two, join)
        if joined is None:
            return None
        one, two = joined
        if one.unit is None or two.unit is None:
            return None
        low, high = self._value(one), self._value(two)
        if low is None or high is None:
            return None
        mixed = one.unit.minor and not two.unit.minor  # "50 cents to $20" is a step and where it led
        if mixed or low >= high or (join == "to" and self._is_change(one, low * STEP < high)):
            return [self._single(one), self._single(two)] if one.quantity.scale == two.quantity.scale != 1 else None
        unit = one.unit if len(one.unit.codes) <= len(two.unit.codes) else two.unit
        return [Sum(one.first, two.last, unit, low, high)]

    def _is_change(self, one: Term, stepped: bool) -> bool:
        """ "Rose from $3 to $5", and where the first is a small step, "rose $1.25 to $45": two sums."""
        words = self.language.words
        before = [token.low for token in self.tokens[max(0, one.first - LOOK_BACK) : one.first]]
        if words["ranging"] & set(before):
            return False
        if before and before[-1] in words["from"]:
            return bool(one.prefixed or one.unit) and len(before) > 1
        return stepped and bool(words["change"] & set(before))

    def _share_scale(self, one: Term, two: Term) -> Term:
        """ "$5-7 million": the first takes the second's scale if it is bare and then the smaller."""
        first, second = one.quantity, two.quantity
        if not first.bare or second.scale == 1 or first.value is None or second.value is None or first.value >= 1000:
            return one
        if one.unit and two.unit and one.unit.factor != two.unit.factor:
            return one
        value = times(first.value, second.scale)
        if value >= second.value and first.value * second.scale > second.value * 1000:
            return one
        return replace(one, quantity=replace(first, value=value, scale=second.scale, other=None))

    def _share_unit(self, one: Term, two: Term, join: str) -> tuple[Term, Term] | None:
        if one.unit and two.unit:
            same = set(one.unit.codes) & set(two.unit.codes) or one.unit.codes == two.unit.codes
            return (one, two) if same else None
        if one.unit and one.prefixed and self._lends_right(two, join):
            return one, replace(two, unit=one.unit)
        if two.unit and not two.prefixed and self._lends_left(one, two):
            return replace(one, unit=two.unit), two
        return None

    def _lends_right(self, two: Term, join: str) -> bool:
        """ "$5-7", "$5 to 7 million a year", but "$50 to 20 families" gives and does not range."""
        if two.quantity.kind not in ("digits", "words"):
            return False
        after = self.tokens[two.last] if two.last < len(self.tokens) else None
        if join == "dash":
            return after is None or after.gap or not after.low.isalpha()
        return after is None or after.kind != "word" or after.low in self.language.words["function"]

    def _lends_left(self, one: Term, two: Term) -> bool:
        """ "10-20 dollars", "between 3 and 4 million euros"; a year is not the lower end of a sum."""
        first = one.quantity
        if first.kind not in ("digits", "words") or first.value is None or two.quantity.value is None:
            return False
        return (
            not (first.bare and 1800 <= first.value <= 2100 and not 1000 <= two.quantity.value <= 10000)
            and first.value < two.quantity.value
        )

    # Lists

    def _list(self, terms: list[Term], at: int) -> tuple[list[Sum], int] | None:
        """ "$3, $5 and $7 million", "10, 20 or 50 euros": a run closed by "and" or "or" shares what its last has."""
        run = [terms[at]]
        joins = []
        while at + len(run) < min(len(terms), at + LONGEST) and (join := self._join(run[-1], terms[at + len(run)])) in (
            "comma",
            "and",
            "or",
        ):
            run.append(terms[at + len(run)])
            joins.append(join)
            if join != "comma":
                break
        if not joins or joins[-1] == "comma":
            return None
        last, rest = run[-1], run[:-1]
        if all(term.unit and term.prefixed for term in run) and self._one_currency(run):
            scaled = last.quantity.scale > 1 and all(self._borrows(term, last, len(run)) for term in rest)
            rest = [self._share_scale(term, last) if scaled else term for term in rest]
            return ([self._single(term) for term in (*rest, last)], len(run)) if len(run) > 2 or scaled else None
        if last.unit and not last.prefixed and self._word_before(run[0]) != "," and all(map(self._listable, rest)):
            rest = [replace(self._share_scale(term, last), unit=last.unit) for term in rest]
            return [self._single(term) for term in (*rest, last)], len(run)
        return None

    def _borrows(self, term: Term, last: Term, count: int) -> bool:
        """Whether a listed sum means the last one's scale: "$3 and $7 million", not "$28.90 and $71 million"."""
        number = term.quantity
        if not number.bare or number.value is None or number.decimals > 1:
            return False
        return count > 2 or times(number.value, last.quantity.scale) < (last.quantity.value or 0)

    def _listable(self, term: Term) -> bool:
        number = term.quantity
        before = self._word_before(term)
        if term.unit or number.kind != "digits" or number.value is None or before in self.language.words["dating"]:
            return False
        return not (number.bare and 1800 <= number.value <= 2100)

    def _one_currency(self, run: list[Term]) -> bool:
        return len({term.unit.codes for term in run if term.unit}) == 1

    # Compounds and single sums

    def _compound(self, one: Term, two: Term, join: str) -> Sum | None:
        """ "3 dollars 50 cents", "$1 million and fifty cents"."""
        if (
            join not in ("and", "next")
            or not two.unit
            or not two.unit.minor
            or not one.unit
            or one.unit.minor
            or two.prefixed
        ):
            return None
        low, less = self._value(one), self._value(two)
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
        return bool(set(unit.codes) & set(minor.codes)) or "cent" in minor.flags

    def _single(self, term: Term, cents: Term | None = None) -> Sum:
        unit = term.unit or NO_UNIT
        if term.quantity.value is None:
            return Sum(term.first, term.last, unit, None, None, times(term.quantity.scale, unit.factor))
        value = self._value(term)
        if cents and value is not None and self._is_cents(term, cents):
            return Sum(
                term.first,
                cents.last,
                unit,
                plus(value, times(cents.quantity.value or Decimal(0), Decimal("0.01"))),
            )
        return Sum(term.first, term.last, unit, value)

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
        return number.value == int(number.value) and after in (
            "",
            ".",
            ",",
            ";",
            ")",
            "!",
            "?",
            *self.language.words["and"],
        )

    def _value(self, term: Term) -> Decimal | None:
        value = term.quantity.value
        if value is None or term.unit is None:
            return None
        if term.quantity.other is not None and self._by_dots(term, term.unit):
            value = term.quantity.other
        return times(-value if term.negative else value, term.unit.factor)

    def _by_dots(self, term: Term, unit: Unit) -> bool:
        """Whether "3.350" is 3350: beside a sign of a currency whose own press groups so, and not "€1.659 a litre"."""
        place = numerals.dotted().get(unit.codes[0]) if unit.codes and not unit.named else None
        dotted = place == "both" or (place == "suffix" and not term.prefixed)
        return dotted and per_unit(self.tokens, term.last, self.language) is None
