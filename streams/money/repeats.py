"""One sum told several times: the title's "$500 million" and the body's; "$1.2 billion" in the one, $1.24 in the other.

Equal figures may well be different sums, so what is doubtful is taken for two: docs/decisions/0034-sums.md.
"""

from dataclasses import dataclass, field

from streams.money.apart import are_alike, are_apart
from streams.money.model import FoundAmount
from streams.money.rounding import Key, exactly, is_rounded, roughly
from streams.money.statement import StatementOf

MOST = 8
"""Sums of one figure that are looked at: one more of it may be any of them, and is taken for none."""
COMPARED = 4
"""Statements of a sum that a further one is compared with: the first and the last ones."""


@dataclass(slots=True, eq=False)
class Stated:
    """A sum and its statements so far, by the indexes of their amounts."""

    statements: list[int] = field(default_factory=list)

    @property
    def compared(self) -> list[int]:
        """The statements that a further one is compared with."""
        return [*self.statements[:1], *self.statements[max(1, len(self.statements) - COMPARED + 1) :]]


def find_repeats(amounts: list[FoundAmount], statement_of: StatementOf) -> dict[int, int]:
    """The index of each amount that states a sum again → that of the first amount that states it."""
    search = _Search(amounts, statement_of)
    for index, amount in enumerate(amounts):
        if amount.amount is not None and amount.currency is not None:
            search.look(index)
    return search.repeats


@dataclass(slots=True)
class _Search:
    amounts: list[FoundAmount]
    statement_of: StatementOf
    repeats: dict[int, int] = field(default_factory=dict)
    known: dict[Key, list[Stated]] = field(default_factory=dict)

    def look(self, index: int) -> None:
        """Take an amount for a statement of a sum that is known, or for a new sum."""
        exact, rough = exactly(self.amounts[index]), roughly(self.amounts[index])
        near = dict.fromkeys(one for key in (exact, *rough) for one in self.known.get(key, ()))
        equal = [one for one in near if self._has_figure(one, index)]
        same = [one for one in equal if self._is_same(one, index, alone=len(equal) == 1)] if len(equal) <= MOST else []
        if same:
            self.repeats[index] = same[-1].statements[0]
        stated = same[-1] if same else Stated()
        stated.statements.append(index)
        for key in (exact, *rough[:1]):
            listed = self.known.setdefault(key, [])
            if stated not in listed and len(listed) <= MOST:
                listed.append(stated)

    def _has_figure(self, stated: Stated, index: int) -> bool:
        here, others = self.amounts[index], [self.amounts[other] for other in stated.compared]
        return any(_equal(other, here) for other in others) or all(is_rounded(other, here) for other in others)

    def _is_same(self, stated: Stated, index: int, alone: bool) -> bool:
        """Whether the amount at `index` states this sum; `alone`: the article has no other sum of about that figure."""
        here, others = self.statement_of(index), [self.statement_of(other) for other in stated.compared]
        if any(are_apart(there, here) for there in others):
            return False
        if all(there.amount.field != here.amount.field for there in others):
            return True
        equal = (there for there in others if _equal(there.amount, here.amount))  # a text that rounds tells of another
        return alone and any(are_alike(there, here) for there in equal)


def _equal(one: FoundAmount, two: FoundAmount) -> bool:
    return (one.amount, one.amount_max) == (two.amount, two.amount_max)
