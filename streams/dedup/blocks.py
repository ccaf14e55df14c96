"""Runs of lines that an article says again, and what leads them in."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from streams.dedup.copies import Copies
from streams.dedup.lines import TextLine, even

_STRAY_WORDS: Final = 6
_SOURCES: Final = 8
"""Earlier places of a line that are tried as the start of a repeated block: the newest ones and the first."""


def blocks(
    lines: Sequence[TextLine], fewest_words: int, whole: Collection[str], others: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Runs of lines, or sentences, [first, end), that are a second copy of what stands word for word earlier on.

    Each line is looked at in a few places only. `whole` are the texts of whole lines, which alone are headings, but for
    those in `others`, the article's other fields.
    """
    copies = Copies(lines, set(whole) - _known(others), fewest_words)
    places: dict[str, list[int]] = defaultdict(list)
    at = 0
    while at < len(lines):
        runs = copies.runs(at, places[lines[at].text])
        run = next(filter(copies.is_copy, runs), None)
        if run:
            copies.take(run)
            yield at, at + run.length
        step = run.length if run else max((run.matched for run in runs), default=1)
        for place in range(at, at + step):
            _remember(places[lines[place].text], place)
        at += step


def with_lead_in(lines: Sequence[TextLine], first: int, others: Sequence[str]) -> int:
    """Where the title, byline and summary that lead a repeated block in begin; short lines among them go along."""
    known = _known(others)
    start, stray = first, 0
    for at in range(first - 1, -1, -1):
        if lines[at].text in known:
            start, stray = at, 0
        elif lines[at].words <= _STRAY_WORDS and stray < 2:
            stray += 1
        else:
            break
    return start


def _known(others: Sequence[str]) -> set[str]:
    return {even(line) for other in others for line in [*other.splitlines(), other]}


def _remember(places: list[int], place: int) -> None:
    places.append(place)
    if len(places) > _SOURCES:
        del places[1]
