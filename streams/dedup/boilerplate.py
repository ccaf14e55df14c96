"""Lines that belong to the page an article was taken from, and recur in it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from streams.dedup.lines import TextLine
from streams.furniture.kinds import recurs

_MOST_WORDS: Final = 15


def boilerplate(lines: Sequence[TextLine], gone: Collection[int]) -> Iterator[int]:
    """Lines that recur and begin as pages begin their own: every time but the first.

    That a line recurs is no reason by itself: a label, a price, the head of a table recur because they are meant.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if at not in gone and line.words <= _MOST_WORDS:
            places[line.text].append(at)
    for text, found in places.items():
        if len(found) > 1 and recurs(text):
            yield from found[1:]
