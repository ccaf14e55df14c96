"""Runs of terms that share what their last has: a unit or a scale."""

from dataclasses import replace

from streams.money.between import Between
from streams.money.numerals import times
from streams.money.ranges import share_scale
from streams.money.sums import Sum, Sums
from streams.money.terms import Term

LONGEST = 8  # terms in a list that may share what its last has


class Lists:
    """Reads lists of terms in one stretch of tokens."""

    def __init__(self, between: Between, sums: Sums) -> None:
        self.between, self.language, self.sums = between, between.language, sums

    def shared(self, terms: list[Term], at: int) -> tuple[list[Sum], int] | None:
        """The sums of the list that begins at terms[at] and how many terms it takes; None where nothing is shared.

        "$3, $5 and $7 million" and "10, 20 or 50 euros" are three sums each.
        """
        run = self._run(terms, at)
        if run is None:
            return None
        last, rest = run[-1], run[:-1]
        if all(term.unit and term.prefixed for term in run) and self._one_currency(run):
            scaled = last.quantity.scale > 1 and all(self._borrows(term, last, len(run)) for term in rest)
            rest = [share_scale(term, last) if scaled else term for term in rest]
            return ([self.sums.single(term) for term in (*rest, last)], len(run)) if len(run) > 2 or scaled else None
        if (
            last.unit
            and not last.prefixed
            and self.between.word_before(run[0]) != ","
            and all(map(self._listable, rest))
        ):
            rest = [replace(share_scale(term, last), unit=last.unit) for term in rest]
            return [self.sums.single(term) for term in (*rest, last)], len(run)
        return None

    def _run(self, terms: list[Term], at: int) -> list[Term] | None:
        """The terms from terms[at] on that commas join and an "and" or "or" closes."""
        run = [terms[at]]
        for term in terms[at + 1 : at + LONGEST]:
            join = self.between.join(run[-1], term)
            if join not in ("comma", "and", "or"):
                return None
            run.append(term)
            if join != "comma":
                return run
        return None

    def _borrows(self, term: Term, last: Term, count: int) -> bool:
        """Whether a listed sum means the last one's scale: "$3 and $7 million", not "$28.90 and $71 million"."""
        number = term.quantity
        if not number.bare or number.value is None or number.decimals > 1:
            return False
        return count > 2 or times(number.value, last.quantity.scale) < (last.quantity.value or 0)

    def _listable(self, term: Term) -> bool:
        number = term.quantity
        before = self.between.word_before(term)
        if term.unit or number.kind != "digits" or number.value is None or before in self.language.words["dating"]:
            return False
        return not (number.bare and 1800 <= number.value <= 2100)

    def _one_currency(self, run: list[Term]) -> bool:
        return len({term.unit.codes for term in run if term.unit}) == 1
