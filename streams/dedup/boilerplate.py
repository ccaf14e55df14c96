"""Lines that belong to the page an article was taken from, and recur in it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from streams.dedup.lines import TextLine
from streams.tables import Tables

_MOST_WORDS: Final = 15
_TIMES: Final = 3

_QUOTE_START = re.compile(r"[\"'“‘«„—–*-]")


def boilerplate(lines: list[TextLine], gone: Collection[int]) -> Iterator[int]:
    """Lines that recur and belong to the page: every time but the first."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if at not in gone and line.words <= _MOST_WORDS:
            places[line.text].append(at)
    for text, found in places.items():
        if len(found) > 1 and (_holds_phrase(text) or _is_inserted(lines, found)):
            yield from found[1:]


def _holds_phrase(text: str) -> bool:
    return any(phrase in text for phrase in _phrases())


def _is_inserted(lines: list[TextLine], places: list[int]) -> bool:
    """Whether a line that comes again and again is no sentence, no quote, no label, and stands among others each time.

    A refrain has its own lines around it.
    """
    line = lines[places[0]]
    if len(places) < _TIMES or line.words < 3 or not line.text[-1].isalnum() or _QUOTE_START.match(line.text):
        return False
    after = {lines[at + 1].text for at in places if at + 1 < len(lines)}
    before = {lines[at - 1].text for at in places if at}
    return len(after) > 1 and len(before) > 1


@cache
def _phrases() -> tuple[str, ...]:
    return Tables("streams.dedup").words("boilerplate.txt")
