"""Terms to sums, left to right: ranges, lists that share a unit or a scale, a currency with its cents."""

from streams.money.between import Between
from streams.money.language import Language
from streams.money.lists import Lists
from streams.money.ranges import Ranges
from streams.money.scan import Token
from streams.money.sums import Sum, Sums
from streams.money.terms import Term


class Chains:
    """Joins the terms of one stretch of tokens."""

    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.between, self.values = Between(tokens, language), Sums(tokens, language)
        self.ranges, self.lists = Ranges(self.between, self.values), Lists(self.between, self.values)

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
        join = self.between.join(one, two) if two else ""
        if two and join in ("dash", "to", "between") and (pair := self.ranges.pair(one, two, join)) is not None:
            return pair, 2
        if two and join in ("or", "and", "comma") and (listed := self.lists.shared(terms, at)):
            return listed
        if two and join in ("", "and", "next") and one.unit and (whole := self.values.compound(one, two, join)):
            return [whole], 2
        if one.unit is None:
            return [], 1
        return [self.values.single(one, two if join in ("and", "next") else None)], 1
