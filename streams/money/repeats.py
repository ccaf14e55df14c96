"""One sum told several times: the title's "$500 million" and the body's; "$1.2 billion" in the one, $1.24 in the other.

Equal figures may well be different sums, so what is doubtful is taken for two. `docs/money.md` tells the rules.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from streams.money.model import FoundAmount
from streams.money.numerals import EXACT
from streams.money.relations import Relating, Relations
from streams.money.sentence import SentenceOf

Key = tuple[str | None, str | None, Decimal | None, Decimal | None]
"""Currency, unit of count, and both ends."""

MOST = 8
"""Sums of one figure, beyond which a further mention of it does not say which one is meant."""
COMPARED = 4
"""Mentions of a sum that a further one is compared with: the first and the last ones."""
ROUNDED = Decimal("0.06")
"""Of the larger: what rounding at the digits shown may take away. "$1 billion" is more often another sum than $1.24 billion."""
FEW_DIGITS, MANY_DIGITS = 3, 4
"""Figures of so many digits are hardly ever two sums of one article."""
SHARED = 3
"""Words beside a sum that both mentions share; a name in both sentences is one of them."""
LOWER, UPPER = {"at_most", "less_than"}, {"at_least", "more_than"}


@dataclass(slots=True)
class Stated:
    """A sum and its mentions so far, by their indexes."""

    mentions: list[int] = field(default_factory=list)

    @property
    def compared(self) -> list[int]:
        """The mentions that a further one is compared with."""
        return [*self.mentions[:1], *self.mentions[1:][-COMPARED + 1 :]]


def find_repeats(amounts: list[FoundAmount], sentence_of: SentenceOf, language: Relations) -> dict[int, int]:
    """The index of each amount that states a sum again → that of the first amount that states it."""
    known: dict[Key, list[Stated]] = {}
    repeats: dict[int, int] = {}
    judge = _Judge(amounts, sentence_of, language)
    for index, amount in enumerate(amounts):
        if amount.amount is None or amount.currency is None:
            continue
        keys = list(_keys(amount))
        near = {id(one): one for key in keys for one in known.get(key, ())}.values()
        same = [one for one in near if judge.is_same(one, index, among=len(near))] if len(near) <= MOST else []
        if same:
            one = same[-1]
            repeats[index] = one.mentions[0]
        else:
            one = Stated()
        one.mentions.append(index)
        for key in keys:
            if one not in (listed := known.setdefault(key, [])):
                listed.append(one)
    return repeats


def _keys(amount: FoundAmount) -> Iterator[Key]:
    """What equal sums share: the figures themselves, and what they may be rounded to."""
    yield amount.currency, amount.per, amount.amount, amount.amount_max
    if amount.amount is None or amount.amount_max is not None or not amount.amount:
        return
    rounded = {
        _to_digits(amount.amount, digits, how)
        for digits in range(1, min(digits_of(amount.amount), FEW_DIGITS + 1))
        for how in (ROUND_HALF_UP, ROUND_FLOOR, ROUND_CEILING)
    }
    yield from ((amount.currency, amount.per, figure, None) for figure in sorted(rounded))


def digits_of(number: Decimal) -> int:
    """How many digits a figure shows, without the zeros at its end.

    >>> digits_of(Decimal("1240000000")), digits_of(Decimal("0.50"))
    (3, 1)
    """
    return len(number.normalize(EXACT).as_tuple().digits)


def _to_digits(number: Decimal, digits: int, how: str) -> Decimal:
    return number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1), rounding=how, context=EXACT)


def is_rounded(one: FoundAmount, other: FoundAmount) -> bool:
    """Whether one of two figures is the other, rounded at the last digit that it shows.

    Behind "more than" it is rounded down, before "less than" up; without a bound to the nearest.
    """
    if one.amount is None or other.amount is None or one.amount_max is not None or other.amount_max is not None:
        return False
    rough, fine = sorted((one, other), key=lambda amount: digits_of(amount.amount or Decimal(0)))
    assert rough.amount is not None and fine.amount is not None  # noqa: S101 - both were looked at above
    if digits_of(rough.amount) == digits_of(fine.amount):
        return False
    step = Decimal(1).scaleb(rough.amount.adjusted() - digits_of(rough.amount) + 1)
    gap = fine.amount - rough.amount
    if rough.bound in UPPER:
        fits = 0 <= gap < step
    elif rough.bound in LOWER:
        fits = 0 <= -gap < step
    else:
        fits = abs(gap) * 2 <= step
    return fits and abs(gap) <= ROUNDED * max(abs(rough.amount), abs(fine.amount))


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells whether an amount states a sum that others have stated."""

    amounts: list[FoundAmount]
    sentence_of: SentenceOf
    language: Relations

    def is_same(self, stated: Stated, index: int, among: int) -> bool:
        """Whether the amount at `index` is another mention of `stated`, one of so many sums of about that figure."""
        here, others = self.amounts[index], stated.compared
        equal = [other for other in others if _equal(self.amounts[other], here)]
        if not equal and not all(is_rounded(self.amounts[other], here) for other in others):
            return False
        if any(self._is_apart(other, index) for other in others):
            return False
        if all(self.amounts[other].field != here.field for other in others):
            return True
        if not equal and not any(_is_hedged(self.amounts[at]) for at in (*others, index)):
            return False
        if among > 1:
            return False  # a figure of several sums does not say which one is meant
        return self._is_definite(index) or any(self._is_alike(other, index) for other in equal)

    def _is_apart(self, other: int, index: int) -> bool:
        """Whether something says that two equal figures are two sums."""
        one, two = self.amounts[other], self.amounts[index]
        if {one.bound, two.bound} & LOWER and {one.bound, two.bound} & UPPER:
            return True
        there, here = self.sentence_of(other), self.sentence_of(index)
        if one.field == two.field and (there.holds(two) or (there.is_row and here.is_row)):
            return True
        if any(self.language.has(role, there.near) != self.language.has(role, here.near) for role in _MARKS):
            return True
        if one.field == two.field and self.language.has(Relating.ALSO, here.near):
            return True
        fresh, was = self._is_fresh(index), self._is_fresh(other)
        if fresh > was or (fresh < was and one.field == two.field and not self._is_definite(index)):
            return True
        return (
            _differ(there.years, here.years)
            or _differ(there.years, here.years)
            or _differ(there.matters, here.matters)
            or any(_differ(firsts, here.terms.get(last, set())) for last, firsts in there.terms.items())
            or _differ({there.payee} - {""}, {here.payee} - {""})
        )

    def _is_fresh(self, index: int) -> bool:
        """Whether the words say that this sum comes beside others: "another $5 million", "$5 million more"."""
        here = self.sentence_of(index)
        before = " ".join(here.before[-NEAR_FRESH:]).lower()
        if self.language.has(Relating.FRESH, self.language.without(Relating.NEUTRAL, before)):
            return True
        return bool(here.after) and here.after[0].lower() in self.language.words(Relating.MORE)

    def _is_definite(self, index: int) -> bool:
        """Whether the words point back: "the $5 million", "that nearly $5 million"."""
        return any(word.lower() in self.language.words(Relating.DEFINITE) for word in self.sentence_of(index).before[-2:])

    def _is_alike(self, other: int, index: int) -> bool:
        """Whether two sentences are about one thing: by their words, or by a figure that is seldom met twice."""
        there, here = self.sentence_of(other), self.sentence_of(index)
        if self.amounts[index].per is not None or self.amounts[index].bound in LOWER:
            return False  # prices move, and come back; grants of up to so much are many
        digits = digits_of(self.amounts[index].amount or Decimal(0))
        if digits >= MANY_DIGITS:
            return True
        if _differ(there.names, here.names):
            return False
        named = bool(there.names & here.names)
        if not named and _differ({there.opening} - {""}, {here.opening} - {""}):
            return False
        return len(there.content & here.content) + named >= SHARED or (digits >= FEW_DIGITS)


_MARKS = (Relating.EACH, Relating.PAST)
NEAR_FRESH = 8


def _is_hedged(amount: FoundAmount) -> bool:
    return amount.approximate or amount.bound is not None


def _equal(one: FoundAmount, two: FoundAmount) -> bool:
    return (one.amount, one.amount_max) == (two.amount, two.amount_max)


def _differ(one: Set[object], two: Set[object]) -> bool:
    """Whether both tell something and nothing of it is the same."""
    return bool(one) and bool(two) and not one & two
