"""Two terms that are the ends of one sum, or two sums where the words tell of a change."""

from dataclasses import replace

from streams.money.language import EITHER
from streams.money.numerals import times
from streams.money.sums import Sum, Sums, softened
from streams.money.terms import Term
from streams.money.unread import unread

STEP = 3  # "rose $2 to $30" is a step and where it led; a range's ends lie nearer together
LOOK_BACK = 7  # tokens before a range that tell a span ("ranging from") from a change ("rose from")


class Ranges:
    """Reads pairs of terms in one stretch of tokens."""

    def __init__(self, sums: Sums) -> None:
        self.tokens, self.language, self.sums = sums.tokens, sums.language, sums

    def pair(self, one: Term, two: Term, join: str) -> list[Sum] | None:
        """A range, or two sums where the words tell of a change ("rose from $3 to $5"); None if neither."""
        joined = self._share_unit(share_scale(one, two), two, join)
        if joined is None:
            return None
        one, two = joined
        if one.unit is None or two.unit is None:
            return None
        low, high = self.sums.value(one), self.sums.value(two)
        if low is None or high is None:
            return None
        mixed = one.unit.minor and not two.unit.minor  # "50 cents to $20" is a step and where it led
        if mixed or low >= high or (join == "to" and self._is_change(one, low * STEP < high)):
            scaled = one.quantity.scale == two.quantity.scale
            return [self.sums.single(one), self.sums.single(two)] if scaled and self._tells(one) else None
        unit = one.unit if len(one.unit.codes) <= len(two.unit.codes) else two.unit
        return [Sum(one.first, two.last, unit, low, high, within=softened(one, two))]

    def _is_change(self, one: Term, stepped: bool) -> bool:
        """Whether they are two sums: "rose from $3 to $5", and where the first is a small step, "rose $1.25 to $45"."""
        words = self.language.words
        before = [token.low for token in self.tokens[max(0, one.first - LOOK_BACK) : one.first]]
        if words["ranging"] & set(before):
            return False
        changes = not words["change"].isdisjoint(before)
        if before and before[-1] in words["from"] and (changes or EITHER not in words["style"]):
            priced = bool(words["priced"] & set(before[-2:-1])) and not words["change"] & set(before[:-1])
            return bool(one.prefixed or one.unit) and len(before) > 1 and not priced  # "costs from £5 to £9" is a range
        return stepped and changes

    def _tells(self, one: Term) -> bool:
        """Whether the first is plainly a sum too: scaled, or behind a "from" ("rose from 2.30 to 2.85 dollars")."""
        return one.quantity.scale != 1 or self._word_before(one) in self.language.words["from"]

    def _word_before(self, one: Term) -> str:
        return self.tokens[one.first - 1].low if one.first else ""

    def _changes(self, one: Term) -> bool:
        """Whether words before the first tell of a change."""
        before = self.tokens[max(0, one.first - LOOK_BACK) : one.first]
        return any(token.low in self.language.words["change"] for token in before)

    def _share_unit(self, one: Term, two: Term, join: str) -> tuple[Term, Term] | None:
        if one.unit and two.unit:
            same = set(one.unit.codes) & set(two.unit.codes) or one.unit.codes == two.unit.codes
            return (one, two) if same else None
        if one.unit and one.prefixed and self._lends_right(two, join) and not self.is_unread(one, two):
            return one, replace(two, unit=one.unit)
        if two.unit and not two.prefixed and self._lends_left(one, two):
            return replace(one, unit=two.unit), two
        return None

    def _lends_right(self, two: Term, join: str) -> bool:
        """Whether the second takes the first's unit: "$5-7", "$5 to 7 million a year", not "$50 to 20 families"."""
        if two.quantity.kind not in ("digits", "words"):
            return False
        after = self.tokens[two.last] if two.last < len(self.tokens) else None
        if join == "dash":
            return after is None or after.gap or not after.low.isalpha()
        return after is None or after.kind != "word" or after.low in self.language.words["function"]

    def is_unread(self, one: Term, two: Term) -> bool:
        """Whether a range leads from a sum to a number that was not read to its end: "US$1.2-1.5 milyar"."""
        lent = one.unit is not None and one.prefixed and two.unit is None
        return lent and unread(self.tokens, replace(two, prefixed=True), self.language)

    def _lends_left(self, one: Term, two: Term) -> bool:
        """Whether the first takes the second's unit: "10-20 dollars"; a year is not the lower end of a sum."""
        first = one.quantity
        if first.kind not in ("digits", "words") or first.value is None or two.quantity.value is None:
            return False
        falls = self._word_before(one) in self.language.words["from"] and self._changes(one)
        rises = first.value < two.quantity.value
        return not (first.like_year and not 1000 <= two.quantity.value <= 10000) and (rises or falls)


def share_scale(one: Term, two: Term) -> Term:
    """The first with the second's scale, if it is bare and then the smaller: "$5-7 million"."""
    first, second = one.quantity, two.quantity
    if not first.bare or second.scale == 1 or first.value is None or second.value is None or first.value >= 1000:
        return one
    if one.unit and two.unit and one.unit.factor != two.unit.factor:
        return one
    value = times(first.value, second.scale)
    if value >= second.value and first.value * second.scale > second.value * 1000:
        return one
    return replace(one, quantity=replace(first, value=value, scale=second.scale, other=None))
