"""Terms to sums, left to right: how the text leads on from one to the next, and what neighbours share.

A range is one sum; the terms of a list share the unit or the scale of its last; a currency takes its cents along.
"""

from dataclasses import replace

from streams.money.language import Language
from streams.money.numerals import times
from streams.money.ranges import Ranges, share_scale
from streams.money.scan import Token
from streams.money.signs import DASHES
from streams.money.sums import Sum, Sums
from streams.money.terms import Term

SCORED = (*DASHES, ":", "/")
LONGEST = 8  # terms in a list that may share what its last has


class Chains:
    """Joins the terms of one stretch of tokens."""

    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.tokens, self.language = tokens, language
        self.values = Sums(tokens, language)
        self.ranges = Ranges(self.values)

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
        join = self._connective(one, two) if two else ""
        if two and join and two.quantity.scale > 1 and (counted := _counted(one)) is not one:
            one, terms = counted, [*terms[:at], counted, *terms[at + 1 :]]
        if two and join in ("dash", "to", "between") and (pair := self.ranges.pair(one, two, join)) is not None:
            return pair, 2
        if two and join == "dash" and self.ranges.is_unread(one, two):
            return [], 2
        if two and join in ("or", "and", "comma") and (listed := self._list(terms, at)):
            return listed
        if two and join in ("and", "next") and (whole := self.values.compound(one, two)):
            return [whole], 2
        if one.unit is None:
            return [], 1
        return [self.values.single(one, two if join in ("and", "next") else None)], 1

    def _connective(self, one: Term, two: Term) -> str:
        """How the text leads on: dash, to, between, and, or, comma, next (nothing between), or '' (not at all)."""
        between = self.tokens[one.last : two.first]
        if not between:
            return "next"
        words = self.language.words
        low = [token.low for token in between]
        joins = words["and"] | words["range"] | words["or"]
        if len(low) == 2 and one.unit is None and low[1] in words["the"] and low[0] in joins:
            low = low[:1]  # "tra i 200 e i 300 milioni"
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
        at = term.first - 1
        if at > 0 and self.tokens[at].low in self.language.words["the"]:
            at -= 1
        return self.tokens[at].low if at >= 0 else ""

    def _list(self, terms: list[Term], at: int) -> tuple[list[Sum], int] | None:
        """The sums of the list that begins at terms[at] and how many terms it takes; None where nothing is shared.

        "$3, $5 and $7 million" and "10, 20 or 50 euros" are three sums each.
        """
        run = self._run(terms, at)
        if run is None:
            return None
        last, rest = run[-1], run[:-1]
        if all(term.unit and term.prefixed for term in run) and _one_currency(run):
            scaled = last.quantity.scale > 1 and all(_borrows(term, last, len(run)) for term in rest)
            rest = [share_scale(term, last) if scaled else term for term in rest]
            return ([self.values.single(term) for term in (*rest, last)], len(run)) if len(run) > 2 or scaled else None
        closes = last.unit and not last.prefixed and self._word_before(run[0]) != ","
        if closes and all(map(self._listable, rest)):
            lent = [*(replace(share_scale(term, last), unit=last.unit) for term in rest), last]
            if all(term.quantity.value is None or self.values.value(term) is not None for term in lent):
                return [self.values.single(term) for term in lent], len(run)
        return None

    def _run(self, terms: list[Term], at: int) -> list[Term] | None:
        """The terms from terms[at] on that commas join and an "and" or "or" closes."""
        run = [terms[at]]
        for term in terms[at + 1 : at + LONGEST]:
            join = self._connective(run[-1], term)
            if join not in ("comma", "and", "or"):
                return None
            run.append(term)
            if join != "comma":
                return run
        return None

    def _listable(self, term: Term) -> bool:
        number, dating = term.quantity, self.language.words["dating"]
        if term.unit or number.value is None or not (number.kind == "digits" or self._is_either(term)):
            return False
        if self._word_before(term) in dating:
            return False
        return not number.like_year and not self._is_tail(term)

    def _is_either(self, term: Term) -> bool:
        """Whether it is the "one" of "one or two million"; other numbers in words are no part of a list."""
        number, after = term.quantity, self.tokens[term.last].low
        whole = number.kind == "words" and number.scale == 1 and number.value == int(number.value or 0)
        return whole and after in self.language.words["or"]

    def _is_tail(self, term: Term) -> bool:
        """Whether the number ends a name, a score or a time: "the XJ6 and the 44,500-dollar Vanden Plas", "6:3"."""
        first = term.first
        if not first or self.tokens[first].gap:
            return False
        before = self.tokens[first - 1]
        scored = before.low in SCORED and first > 1 and self.tokens[first - 2].kind == "number"
        return before.kind == "word" or scored


def _borrows(term: Term, last: Term, count: int) -> bool:
    """Whether a listed sum means the last one's scale: "$3 and $7 million", not "$28.90 and $71 million"."""
    number = term.quantity
    if not number.bare or number.value is None or number.decimals > 1:
        return False
    return count > 2 or times(number.value, last.quantity.scale) < (last.quantity.value or 0)


def _counted(one: Term) -> Term:
    """An article that counts, as the lower end of a range: "un à deux millions"."""
    counts = one.unit is None and one.quantity.kind == "article"
    return replace(one, quantity=replace(one.quantity, kind="words")) if counts else one


def _one_currency(run: list[Term]) -> bool:
    return len({term.unit.codes for term in run if term.unit}) == 1
