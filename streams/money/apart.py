"""Whether two statements of equal figures are of one sum: what tells them apart, and what makes them alike."""

from collections.abc import Set
from decimal import Decimal

from streams.money.relations import Relating
from streams.money.rounding import LOWER, UPPER, digits_of
from streams.money.statement import Statement

MANY_DIGITS = 4
"""Figures of so many digits are hardly ever two sums of one article."""
SOME_DIGITS = 3
"""And figures of so many seldom, where no other name stands beside them."""
SHARED = 3
"""Words beside a sum that both statements share; a name in both sentences counts as one."""


def are_apart(there: Statement, here: Statement) -> bool:
    """Whether something says that `here` is another sum than `there`, which stands before it."""
    if there.amount.field == here.amount.field and _is_beside(there, here):
        return True
    return (
        _bounded_apart(there, here)
        or there.says(Relating.PAST) != here.says(Relating.PAST)
        or _differ(there.years, here.years)
        or _differ(there.matters, here.matters)
        or _differ(there.payee, here.payee)
        or any(_differ(firsts, here.terms.get(last, set())) for last, firsts in there.terms.items())
    )


def _bounded_apart(there: Statement, here: Statement) -> bool:
    """Whether one is at least, the other at most the figure."""
    bounds = {there.amount.bound, here.amount.bound}
    return bool(bounds & LOWER and bounds & UPPER)


def _is_beside(there: Statement, here: Statement) -> bool:
    """Whether a text tells of a sum beside the other: in one sentence or table with it, as "another", as "also" so.

    A title leaves such words out: its "$5 million" is the "another $5 million" or the "$5 million each" of the text.
    """
    if there.holds(here.amount) or (there.is_row and here.is_row) or here.says(Relating.ALSO):
        return True
    if there.says(Relating.EACH) != here.says(Relating.EACH):
        return True
    return here.is_fresh if not there.is_fresh else not here.is_fresh and not here.is_definite


def are_alike(there: Statement, here: Statement) -> bool:
    """Whether two statements of one field are about one thing: by their words, or by a figure seldom met twice."""
    if here.is_definite:
        return True
    if not here.language.code:
        return False  # the words that tell sums apart are not known
    if here.amount.per is not None or here.amount.bound in LOWER:
        return False  # prices move, and come back; grants of up to so much are many
    digits = digits_of(here.amount.amount or Decimal(0))
    if digits >= MANY_DIGITS:
        return True
    named = bool(there.names & here.names)
    if _differ(there.names, here.names) or (not named and _differ(there.opening, here.opening)):
        return False
    return digits >= SOME_DIGITS or len(there.content & here.content) + named >= SHARED


def _differ(one: Set[object], two: Set[object]) -> bool:
    """Whether both tell something and nothing of it is the same."""
    return bool(one) and bool(two) and not one & two
