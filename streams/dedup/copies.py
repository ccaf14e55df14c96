"""Whether lines that an article says again are a second copy, or are meant to stand there.

A passage stands twice where a page was saved twice, or where it is true of two things: a price under each park, a
clause under each measure, a chorus. So what comes again under another heading stays, unless it is most of what was
said.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from streams.dedup.lines import TextLine

_LIST_LINE_WORDS: Final = 9
"""Lines of so many words on average are verse, a list or a table."""
_WHOLE_WORDS: Final = 60
_WHOLE_WORDS_UNDER_HEADINGS: Final = 150
_WHOLE_TIMES: Final = 2
_WHOLE_LIST_TIMES: Final = 1.25
"""A text that stands twice has so many words; what was said before its second copy is so many times as long at most."""
_LINES_APART: Final = 2
_HEADING_WORDS: Final = 12
_QUESTION_WORDS: Final = 25
_NO_HEADING: Final = -1

_TAIL: Final = 4
"""Code points at a line's end in which its last mark is looked for, closing quotes and brackets behind it."""
_LEADS_IN = re.compile(r"[:,;：，；]\W*$")
_ASKS = re.compile(r"[?？]\W*$")
_STOPS = re.compile(r"[.!…。！।۔]\W*$")
_ENDS = re.compile(r"[.!?…。！？।۔]\W*$")
_NUMBER = re.compile(r"\W*(?:\d{1,3}|[a-z]|[ivx]{1,4})\W*")


@dataclass(frozen=True, slots=True)
class Run:
    """Lines [at, at + length) that stand as [source, source + length) before, up to a stop; so many `words`. The same
    lines go on for `matched`."""

    source: int
    at: int
    length: int
    words: int
    matched: int

    @property
    def is_list(self) -> bool:
        """Verse, a list or a table."""
        return self.words <= _LIST_LINE_WORDS * self.length


class Copies:
    """Tells runs of an article's `lines` that are copies, of `fewest_words` each, from those that are not.

    `headings` are the texts of lines that may be a heading.
    """

    def __init__(self, lines: Sequence[TextLine], headings: Collection[str], fewest_words: int) -> None:
        self._lines = lines
        self._may_be_heading = headings
        self._fewest = fewest_words
        self._texts = [line.text for line in lines]
        self._words = [0, *accumulate(line.words for line in lines)]
        self._gone = 0
        self._last: Run | None = None

    def runs(self, at: int, sources: Sequence[int]) -> list[Run]:
        """Runs of enough words that begin at a line and at one of its earlier places, the longest first."""
        if not sources:
            return []
        if self._count(at, 1) < self._fewest:  # no block by itself: the next line has to be the same too
            after = self._texts[at + 1] if at + 1 < len(self._texts) else None
            sources = [source for source in sources if self._texts[source + 1] == after]
        matches = [(source, self._matched(source, at)) for source in sources]
        runs = [self._run(*match, at) for match in matches if self._count(at, match[1]) >= self._fewest]
        return sorted(runs, key=lambda run: -run.length)

    def take(self, run: Run) -> None:
        """Count a run as a copy that goes."""
        self._gone += run.words
        self._last = run

    def is_copy(self, run: Run) -> bool:
        """Whether it is most of what was said, goes on with the copy before it, or is prose under its heading."""
        if run.words < self._fewest or self._is_one_line(run):
            return False
        if self._is_whole(run) or self._goes_on(run):
            return True
        return not run.is_list and self._is_under_its_heading(run)

    def _is_one_line(self, run: Run) -> bool:
        """A short line over and over is no article that stands twice."""
        over = run.length > 1 and len({*self._texts[run.at : run.at + run.length]}) == 1
        return over and self._count(run.at, 1) < self._fewest

    def _is_whole(self, run: Run) -> bool:
        said = self._words[run.at] - self._gone
        under_headings = self._headings[run.at] == run.at - 1 and self._headings[run.source] == run.source - 1
        fewest = _WHOLE_WORDS_UNDER_HEADINGS if under_headings else _WHOLE_WORDS
        times = _WHOLE_LIST_TIMES if run.is_list else _WHOLE_TIMES
        return run.length > 1 and run.words >= fewest and said <= times * run.words

    def _goes_on(self, run: Run) -> bool:
        """A copy may lack a line, or have one more, such as a link to another article."""
        if self._last is None:
            return False
        skipped = run.source - self._last.source - self._last.length, run.at - self._last.at - self._last.length
        return min(skipped) >= 0 and max(skipped) <= _LINES_APART

    def _is_under_its_heading(self, run: Run) -> bool:
        """What follows upon itself, or comes again under the same heading. The beginning has none: several lines of it
        begin the article again."""
        here, there = self._headings[run.at], self._headings[run.source]
        again = there == _NO_HEADING and (here != run.at - 1 or run.length > 1)
        return again or here == there or run.source + run.length == run.at

    @cached_property
    def _headings(self) -> list[int]:
        """For each line the nearest heading above it."""
        headings = (at if self._is_heading(line) else _NO_HEADING for at, line in enumerate(self._lines))
        return [*accumulate(headings, max, initial=_NO_HEADING)]

    def _is_heading(self, line: TextLine) -> bool:
        """A number, or a short line that is no sentence, a question, or what leads the next line in."""
        if _NUMBER.fullmatch(line.text):
            return True
        if line.text not in self._may_be_heading:
            return False
        tail = line.text[-_TAIL:]
        if _LEADS_IN.search(tail):
            return True
        if _ASKS.search(tail):
            return line.words <= _QUESTION_WORDS
        return line.words <= _HEADING_WORDS and not _STOPS.search(tail)

    def _matched(self, source: int, at: int) -> int:
        texts = self._texts
        length = 1  # the source is a place where the line at `at` stands
        while at + length < len(texts) and texts[source + length] == texts[at + length]:
            length += 1
        return length

    def _run(self, source: int, matched: int, at: int) -> Run:
        length = self._until_a_stop(source, at, matched)
        return Run(source, at, length, self._count(at, length), matched)

    def _until_a_stop(self, source: int, at: int, length: int) -> int:
        """A passage ends as a sentence does, so that the heading of what follows, or half a sentence, is no part of it;
        unless nothing follows, or its second copy."""
        if at + length == len(self._texts) or source + length == at:
            return length
        while length and not _ENDS.search(self._texts[at + length - 1][-_TAIL:]):
            length -= 1
        return length

    def _count(self, at: int, length: int) -> int:
        """Words of the lines [at, at + length)."""
        return self._words[at + length] - self._words[at]
