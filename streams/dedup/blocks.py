"""Runs of lines that an article says again, and what leads them in."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from streams.dedup.lines import TextLine, even

_VERSE_WORDS: Final = 60
_VERSE_LINE_WORDS: Final = 9
_STRAY_WORDS: Final = 6
_SOURCES: Final = 8
"""Earlier places of a line that are tried as the start of a repeated block: the newest ones and the first."""


def blocks(lines: list[TextLine], fewest_words: int) -> Iterator[tuple[int, int]]:
    """Runs of lines, [first, end), that stand word for word earlier on; each line is looked at in a few places only."""
    places: dict[str, list[int]] = defaultdict(list)
    texts = [line.text for line in lines]
    words = [0, *accumulate(line.words for line in lines)]
    at = 0
    while at < len(lines):
        sources = places[texts[at]]
        if lines[at].words < fewest_words:  # no block by itself: the next line has to be the same too
            after = texts[at + 1] if at + 1 < len(texts) else None
            sources = [source for source in sources if texts[source + 1] == after]
        length = max([_run(texts, source, at) for source in sources], default=0)
        found = length > 0 and _is_block(length, words[at + length] - words[at], fewest_words)
        if found:
            yield at, at + length
        step = length if found else 1
        for place in range(at, at + step):
            _remember(places[texts[place]], place)
        at += step


def _is_block(lines: int, words: int, fewest_words: int) -> bool:
    """Enough words not to be meant; short lines may be a verse that comes again."""
    verse = words <= _VERSE_LINE_WORDS * lines
    return words >= (_VERSE_WORDS if verse else fewest_words)


def _remember(places: list[int], place: int) -> None:
    places.append(place)
    if len(places) > _SOURCES:
        del places[1]


def _run(texts: list[str], source: int, at: int) -> int:
    length = 1  # the source is a place where the line at `at` stands
    while at + length < len(texts) and texts[source + length] == texts[at + length]:
        length += 1
    return length


def with_lead_in(lines: list[TextLine], first: int, others: Sequence[str]) -> int:
    """Where the title, byline and summary that lead a repeated block in begin; short lines among them go along."""
    known = {even(line) for other in others for line in other.splitlines()} | {even(other) for other in others}
    start, stray = first, 0
    for at in range(first - 1, -1, -1):
        if lines[at].text in known:
            start, stray = at, 0
        elif lines[at].words <= _STRAY_WORDS and stray < 2:
            stray += 1
        else:
            break
    return start
