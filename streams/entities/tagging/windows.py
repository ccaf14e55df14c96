"""Long texts in parts, for taggers that cannot take them whole: every code point is in one part, none is left out."""

import re
from collections.abc import Iterator

_BORDERS = (re.compile(r"\n\s*"), re.compile(r"[.!?][\"”’)]?\s+"), re.compile(r"\s+"))


def windows(text: str, size: int) -> Iterator[tuple[int, int]]:
    """Half-open parts of at most `size` code points, each ending where a line, else a sentence, else a word ends."""
    begin = 0
    while len(text) - begin > size:
        end = _border(text, begin + size // 2, begin + size)
        yield begin, end
        begin = end
    if begin < len(text):
        yield begin, len(text)


def _border(text: str, low: int, high: int) -> int:
    for border in _BORDERS:
        ends = [found.end() for found in border.finditer(text, low, high)]
        if ends:
            return ends[-1]
    return high
