"""Sums that are a part of another: "$100 million, including $20 million for roads", "$20 million of it"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from streams.money.model import FoundAmount
from streams.money.part_cues import Cues, cues
from streams.money.relations import Relations
from streams.money.scan import lower
from streams.money.statement import StatementOf

BEFORE, BEHIND = 60, 40
"""Code points before and behind an amount in which the words stand that make it a part."""
BETWEEN = 80
"""Code points between two parts of one sum, or a part and its whole."""
BACK = 6
"""Amounts before a part among which its whole is looked for."""


def find_wholes(
    amounts: list[FoundAmount], fields: Mapping[str, str], statement_of: StatementOf, language: Relations
) -> dict[int, int]:
    """The index of each amount that is said to be a part of another → that of the other, which may stand behind it."""
    before = [_before(fields, one, last) for one, last in zip(amounts, [None, *amounts], strict=False)]
    search = _Search(amounts, fields, statement_of, cues(language.code), before)
    for index, amount in enumerate(amounts):
        if amount.amount is not None:
            search.look(index)
    return search.found


def _before(fields: Mapping[str, str], one: FoundAmount, last: FoundAmount | None) -> str:
    """The text before an amount, from the end of the one before it on, as far as it is looked at."""
    behind = last.end if last and last.field == one.field else 0
    return lower(fields[one.field][max(one.start - BEFORE, behind) : one.start])


@dataclass(slots=True)
class _Search:
    amounts: list[FoundAmount]
    fields: Mapping[str, str]
    statement_of: StatementOf
    cues: Cues
    before: list[str]  # for each amount the text before it
    found: dict[int, int] = field(default_factory=dict)
    opening: int = -1  # the last amount behind an "of the", which may open a sentence on its parts
    listing: int = -1  # the last part behind which more parts of the same sum may stand
    listed: dict[int, tuple[int, Decimal]] = field(default_factory=dict)  # whole → how many parts, and their sum

    def look(self, index: int) -> None:
        """An amount is a part by its own words, or because it goes on a list of parts."""
        for rule in (self._included, self._of_it, self._of_next, self._of_opening, self._listed):
            if (whole := rule(index)) is not None:
                self.found[index] = whole
                if rule in (self._included, self._listed):
                    self._list(index, whole)
                break
        if self.cues.behind_of_the.search(self.before[index]):
            self.opening = index

    def _included(self, index: int) -> int | None:
        """ "…, including $20 million", "… That includes $20 million", "… Of that, $20 million"."""
        before = self.before[index]
        begins = self.cues.that_includes.search(before) or self.cues.of_that.search(before)
        if cue := self.cues.including.search(before):
            whole = None if cue["without"] else self._back(index, self._shares_sentence)
            if whole is not None or not begins:
                return whole
        if begins:
            return self._back(index, self._is_sentence_before)
        return None

    def _of_it(self, index: int) -> int | None:
        """ "$20 million of it", "$20 million of which"; of "$100 million of which $20 million" the next is the part."""
        here = self.amounts[index]
        if not self.cues.of_it.match(lower(self.fields[here.field][here.end : here.end + BEHIND])):
            return None
        if index + 1 < len(self.amounts) and self.cues.including.search(self.before[index + 1]):
            return None
        within = self._back(index, self._shares_sentence)
        return self._back(index, self._is_sentence_before) if within is None else within

    def _of_next(self, index: int) -> int | None:
        """ "$20 million of the $100 million"."""
        after = index + 1
        if after == len(self.amounts) or not self.cues.of_the.fullmatch(self._between(index, after) or ""):
            return None
        return after if self._is_less(index, after) else None

    def _of_opening(self, index: int) -> int | None:
        """ "Of the $100 million, $20 million … and $80 million"."""
        whole = self.opening
        if whole < 0 or self._is_compared(index):
            return None
        if not self._shares_sentence(whole, index) or not self._is_less(index, whole):
            return None
        start, end = self.statement_of(whole).start, self.amounts[whole].start
        opening = lower(self.fields[self.amounts[whole].field][start:end])
        return whole if self.cues.of_the.fullmatch(opening) else None

    def _listed(self, index: int) -> int | None:
        """ "including $20 million for roads, $5 million for rail and $2 million for paths"."""
        last, before = self.listing, self.amounts[index - 1].equivalent_of
        if last < 0 or last != (index - 1 if before is None else before):
            return None
        between = self._between(index - 1, index)
        cue = self.cues.goes_on.fullmatch(between) if between else None
        whole = self.found[last]
        count, total = self.listed[whole]
        if cue is None or cue["fresh"] or (cue["closes"] and count == 1):
            return None  # ", and" closes a list of three, or begins something else, as "another" does
        if not self._shares_sentence(last, index) or not self._is_less(index, whole) or self._is_compared(index):
            return None
        return whole if total + _most(self.amounts[index]) <= _most(self.amounts[whole]) else None

    def _list(self, part: int, whole: int) -> None:
        count, total = self.listed.get(whole, (0, Decimal(0)))
        self.listed[whole] = count + 1, total + _most(self.amounts[part])
        self.listing = part

    def _back(self, index: int, fits: Callable[[int, int], bool]) -> int | None:
        """The nearest amount before that fits and is no part itself, if it is larger and not only compared with."""
        for whole in range(index - 1, max(-1, index - 1 - BACK), -1):
            if self.amounts[whole].field != self.amounts[index].field:
                return None
            if whole in self.found or self.amounts[whole].equivalent_of is not None or not fits(whole, index):
                continue
            fitting = self._is_less(index, whole) and not self._is_compared(whole) and not self._is_compared(index)
            return whole if fitting else None
        return None

    def _is_less(self, part: int, whole: int) -> bool:
        one, two = self.amounts[part], self.amounts[whole]
        if two.amount is None or (one.currency, one.per) != (two.currency, two.per):
            return False
        return _most(one) < _most(two)

    def _shares_sentence(self, one: int, two: int) -> bool:
        return self.statement_of(two).holds(self.amounts[one])

    def _is_sentence_before(self, one: int, two: int) -> bool:
        return 0 <= self.statement_of(two).start - self.statement_of(one).end <= 1

    def _is_compared(self, index: int) -> bool:
        """Whether it is what another sum is compared with: "up from $1 billion"."""
        return bool(self.cues.compared.search(self.before[index]))

    def _between(self, one: int, two: int) -> str | None:
        """The text between two amounts that follow one another; None where it is long, or in two fields."""
        first, second = self.amounts[one], self.amounts[two]
        if first.field != second.field or second.start - first.end > BETWEEN:
            return None
        return lower(self.fields[first.field][first.end : second.start])


def _most(amount: FoundAmount) -> Decimal:
    """The upper end."""
    return amount.amount_max or amount.amount or Decimal(0)
