"""Sums that are a part of another: "$100 million, including $20 million for roads", "$20 million of it"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from streams.money.model import FoundAmount
from streams.money.relations import Relating, any_of, relations
from streams.money.scan import lower
from streams.money.sentence import SentenceOf

BEFORE, BEHIND = 60, 40
"""Code points before and behind an amount in which the words stand that make it a part."""
FILLED = 3
"""Words between these and the amount: "including up to $20 million", "including a grant of $20 million"."""
LISTED = 80
"""Code points between two parts of one sum."""
BACK = 6
"""Amounts before a part among which its whole is looked for."""


@dataclass(frozen=True, slots=True)
class Cues:
    """What makes an amount a part, in one language: patterns of the text before it, behind it, or between two."""

    including: re.Pattern[str]
    that_includes: re.Pattern[str]
    of_it: re.Pattern[str]
    of_the: re.Pattern[str]
    compared: re.Pattern[str]
    goes_on: re.Pattern[str]


@cache
def cues(code: str) -> Cues:
    """The patterns of a language, from its table."""
    known = relations(code)

    def one_of(role: Relating) -> str:
        return rf"(?<!\w)(?:{any_of(known.words(role))})(?!\w)".replace(r"\ ", r"\s+")

    word = r"\s+[^\W\d]+(?:-[^\W\d]+)*"
    filled = rf"(?:{word}){{0,{FILLED}}}\s*[~≈]?\s*$"
    without, and_ = one_of(Relating.WITHOUT), one_of(Relating.AND)
    return Cues(
        including=re.compile(rf"(?P<without>{without}\s+)?{one_of(Relating.INCLUDING)}{filled}"),
        that_includes=re.compile(rf"{one_of(Relating.THAT_INCLUDES)}{filled}"),
        of_it=re.compile(rf"\s+{one_of(Relating.OF_IT)}"),
        of_the=re.compile(rf"\W*{one_of(Relating.OF_THE)}(?:{word})?\s*"),
        compared=re.compile(rf"{one_of(Relating.APART)}{filled}"),
        goes_on=re.compile(rf"[^.;:!?()]*?(?:(?P<comma>,)\s*(?P<closes>{and_})?|{and_})(?:.*(?P<fresh>{one_of(Relating.FRESH)}))?{filled}"),
    )


def find_wholes(
    amounts: list[FoundAmount], fields: Mapping[str, str], sentence_of: SentenceOf, code: str
) -> dict[int, int]:
    """The index of each amount that is said to be a part of another → that of the other, which may stand behind it."""
    search = _Search(amounts, fields, sentence_of, cues(code))
    for index, amount in enumerate(amounts):
        if amount.amount is not None:
            search.look(index)
    return search.found


@dataclass(slots=True)
class _Search:
    amounts: list[FoundAmount]
    fields: Mapping[str, str]
    sentence_of: SentenceOf
    cues: Cues
    found: dict[int, int] = field(default_factory=dict)
    listing: set[int] = field(default_factory=set)  # parts behind which more parts of the same sum may stand

    def look(self, index: int) -> None:
        """An amount is a part by its own words, or because it goes on a list of parts."""
        for rule in (self._included, self._of_it, self._of_next, self._of_opening, self._listed):
            if (whole := rule(index)) is not None:
                self.found[index] = whole
                return

    def _included(self, index: int) -> int | None:
        """ "…, including $20 million", "… That includes $20 million"."""
        before = self._before(index)
        whole: int | None = None
        if cue := self.cues.including.search(before):
            whole = None if cue["without"] else self._back(index, self._shares_sentence)
        if whole is None and self.cues.that_includes.search(before):
            whole = self._back(index, self._is_sentence_before)
        if whole is not None:
            self.listing.add(index)
        return whole

    def _of_it(self, index: int) -> int | None:
        """ "$20 million of it", "$20 million of which"; in "$100 million of which $20 million" the next one is the part."""
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
            opening = self._text(whole, self.sentence_of(whole).start, self.amounts[whole].start)
            return self._shares_sentence(whole, index) and bool(self.cues.of_the.fullmatch(opening))

        return self._back(index, opens)

    def _listed(self, index: int) -> int | None:
        """ "including $20 million for roads, $5 million for rail and $2 million for paths"."""
        last = index - 1
        if last not in self.listing or not self._shares_sentence(last, index):
            return None
        between = self._text(index, self.amounts[last].end, self.amounts[index].start)
        cue = self.cues.goes_on.fullmatch(between) if len(between) <= LISTED else None
        whole = self.found[last]
        parts = [part for part in (*self.listing, index) if self.found.get(part, whole) == whole]
        if cue is None or cue["fresh"] or (cue["closes"] and len(parts) == 2):
            return None  # ", and" closes a list of three, or begins something else, as "another" does
        if self.amounts[index].currency != self.amounts[whole].currency or self._compared(index):
            return None
        if sum(_most(self.amounts[part]) for part in parts) > _most(self.amounts[whole]):
            return None
        self.listing.add(index)
        return whole

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
        return self.sentence_of(two).holds(self.amounts[one])

    def _is_sentence_before(self, one: int, two: int) -> bool:
        return 0 <= self.sentence_of(two).start - self.sentence_of(one).end <= 1

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
