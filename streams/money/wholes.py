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
LISTED = 80
"""Code points between two parts of one sum."""
BACK = 6
"""Amounts before a part among which its whole is looked for."""


def find_wholes(
    amounts: list[FoundAmount], fields: Mapping[str, str], statement_of: StatementOf, language: Relations
) -> dict[int, int]:
    """The index of each amount that is said to be a part of another → that of the other, which may stand behind it."""
    search = _Search(amounts, fields, statement_of, cues(language.code))
    for index, amount in enumerate(amounts):
        if amount.amount is not None:
            search.look(index)
    return search.found


@dataclass(slots=True)
class _Search:
    amounts: list[FoundAmount]
    fields: Mapping[str, str]
    statement_of: StatementOf
    cues: Cues
    found: dict[int, int] = field(default_factory=dict)
    listing: int = -1  # the last part behind which more parts of the same sum may stand
    listed: dict[int, tuple[int, Decimal]] = field(default_factory=dict)  # whole → how many parts, and their sum

    def look(self, index: int) -> None:
        """An amount is a part by its own words, or because it goes on a list of parts."""
        for rule in (self._included, self._of_it, self._of_next, self._of_opening, self._listed):
            if (whole := rule(index)) is not None:
                self.found[index] = whole
                if rule in (self._included, self._listed):
                    count, total = self.listed.get(whole, (0, Decimal(0)))
                    self.listed[whole] = count + 1, total + _most(self.amounts[index])
                    self.listing = index
                return

    def _included(self, index: int) -> int | None:
        """ "…, including $20 million", "… That includes $20 million"."""
        before = self._before(index)
        if cue := self.cues.including.search(before):
            return None if cue["without"] else self._back(index, self._shares_sentence)
        return self._back(index, self._is_sentence_before) if self.cues.that_includes.search(before) else None

    def _of_it(self, index: int) -> int | None:
        """ "$20 million of it", "$20 million of which"; of "$100 million of which $20 million" the next is the part."""
        after = index + 1 < len(self.amounts) and self.cues.including.search(self._before(index + 1))
        if after or not self.cues.of_it.match(self._behind(index)):
            return None
        within = self._back(index, self._shares_sentence)
        return self._back(index, self._is_sentence_before) if within is None else within

    def _of_next(self, index: int) -> int | None:
        """ "$20 million of the $100 million"."""
        after = index + 1
        if after == len(self.amounts) or self.amounts[after].field != self.amounts[index].field:
            return None
        between = self._text(index, self.amounts[index].end, self.amounts[after].start)
        return after if self.cues.of_the.fullmatch(between) and self._is_less(index, after) else None

    def _of_opening(self, index: int) -> int | None:
        """ "Of the $100 million, $20 million … and $80 million"."""

        def opens(whole: int, _part: int) -> bool:
            if not self.cues.behind_of_the.search(self._before(whole)):
                return False  # for nearly all, at next to no cost
            opening = self._text(whole, self.statement_of(whole).start, self.amounts[whole].start)
            return self._shares_sentence(whole, index) and bool(self.cues.of_the.fullmatch(opening))

        return self._back(index, opens)

    def _listed(self, index: int) -> int | None:
        """ "including $20 million for roads, $5 million for rail and $2 million for paths"."""
        last, before = self.listing, self.amounts[index - 1]
        if last != (index - 1 if before.equivalent_of is None else before.equivalent_of):
            return None
        if last < 0 or not self._shares_sentence(last, index):
            return None
        between = self._text(index, before.end, self.amounts[index].start)
        cue = self.cues.goes_on.fullmatch(between) if len(between) <= LISTED else None
        whole = self.found[last]
        count, total = self.listed[whole]
        if cue is None or cue["fresh"] or (cue["closes"] and count == 1):
            return None  # ", and" closes a list of three, or begins something else, as "another" does
        if self.amounts[index].currency != self.amounts[whole].currency or self._compared(index):
            return None
        return whole if total + _most(self.amounts[index]) <= _most(self.amounts[whole]) else None

    def _back(self, index: int, fits: Callable[[int, int], bool]) -> int | None:
        """The nearest amount before that fits and is no part itself, if it is larger and not only compared with."""
        for whole in range(index - 1, max(-1, index - 1 - BACK), -1):
            if self.amounts[whole].field != self.amounts[index].field:
                return None
            if whole in self.found or self.amounts[whole].equivalent_of is not None or not fits(whole, index):
                continue
            fitting = self._is_less(index, whole) and not self._compared(whole) and not self._compared(index)
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

    def _compared(self, index: int) -> bool:
        """Whether it is what another sum is compared with: "up from $1 billion"."""
        return bool(self.cues.compared.search(self._before(index)))

    def _before(self, index: int) -> str:
        """The text before an amount, from the end of the one before it on, as far as it is looked at."""
        here, last = self.amounts[index], self.amounts[index - 1] if index else None
        behind = last.end if last and last.field == here.field else 0
        return self._text(index, max(here.start - BEFORE, behind), here.start)

    def _behind(self, index: int) -> str:
        here = self.amounts[index]
        return self._text(index, here.end, here.end + BEHIND)

    def _text(self, index: int, start: int, end: int) -> str:
        return lower(self.fields[self.amounts[index].field][start:end])


def _most(amount: FoundAmount) -> Decimal:
    """The upper end."""
    return amount.amount_max or amount.amount or Decimal(0)
