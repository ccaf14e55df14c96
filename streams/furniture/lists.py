"""Lists of other articles: a line that leads them in, and their headlines."""

from collections.abc import Iterator, Sequence
from typing import Final

from streams.furniture.kinds import is_lead
from streams.furniture.shapes import count_words, is_headline

_WORDS: Final = 16
_WORDS_BEHIND: Final = 25
"""Of a headline before and behind the end of the text."""
_HEADLINES: Final = range(2, 13)
_SUBHEAD_WORDS: Final = 6


def lists(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    """The places of such lines in an article whose text is [start, end) of its `lines`: in it, and behind it."""
    at = start
    while at < len(lines):
        led_in = at < end and lines[at - 1].endswith(":")  # it stands before a list of the text's, or in one
        length = _length(lines, at, at >= end) if is_lead(lines[at]) and not led_in else 0
        yield from range(at, at + length)
        at += max(1, length)


def _length(lines: Sequence[str], lead: int, behind: bool) -> int:
    """Lines from `lead` to the last headline. Within a text, which goes on behind them, a short line or a question
    before its next paragraph is the text's."""
    after = lead + 1
    while after < len(lines) and is_headline(lines[after], _WORDS_BEHIND if behind else _WORDS):
        if is_lead(lines[after]):
            break
        after += 1
    if behind:
        return after - lead
    if after - lead > 1 and (count_words(lines[after - 1]) <= _SUBHEAD_WORDS or lines[after - 1].endswith("?")):
        after -= 1
    return after - lead if after - lead - 1 in _HEADLINES else 0
