"""The lines at the top of a saved page, down to where its text begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from streams.inputs.bylines import count_words
from streams.inputs.lines import Marks, count_pieces, read_marks

MAX_LINES = 12
"""Non-blank lines from the top among which bylines and dates are looked for."""
MAX_PIECES = 32
"""Pieces, as `count_pieces` has them, in these lines: each may be a date, and to rule that out takes long."""
MAX_TEXTS = 4
"""Lines that are neither, up to the last byline or date: site, section, headline, standfirst."""
MAX_HEADLINE = 200

_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_STOP = re.compile(r"[.。।۔][\"'”’»)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it; it ends at `end` of the page. `block` counts blank-line separated blocks."""

    text: str
    end: int
    block: int
    marks: Marks


def first_lines(page: str, reference_time: datetime | None) -> list[Line]:
    """The non-blank lines of a page from its top on, with what each tells."""
    lines: list[Line] = []
    block = end = pieces = 0
    for match in _LINE.finditer(page):
        text = match.group().strip()
        if not text:
            continue
        block += bool(_BLANK.search(page, end, match.start()))
        end = match.end()
        pieces += count_pieces(text)
        lines.append(Line(text, end, block, read_marks(text, reference_time) if pieces <= MAX_PIECES else Marks()))
        if len(lines) == MAX_LINES:
            break
    return _headline_first(lines)


def _headline_first(lines: list[Line]) -> list[Line]:
    """Before the headline only an absolute date or an address counts: "Today" and "By Design" can be headlines."""
    for at, line in enumerate(lines):
        if line.marks.url or (line.marks.dates and not line.marks.dates[0].relative):
            continue
        before_headline = line.marks.byline and at + 1 < len(lines) and not is_prose(lines[at + 1].text)
        if not before_headline:
            lines[at] = replace(line, marks=Marks())
        break
    return lines


def head_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines to the last byline or date that stands above the text; without one, those above the first paragraph."""
    texts = prose = end = 0
    for at, line in enumerate(lines):
        if line.marks:
            end = at + 1
            continue
        texts, prose = texts + 1, prose + is_prose(line.text)
        if texts > MAX_TEXTS or prose > 1:
            break
    if any(line.marks for line in lines[:end]) and any(not line.marks for line in lines[:end]):
        return lines[:end]
    above = next((at for at, line in enumerate(lines) if not line.marks and is_prose(line.text)), len(lines))
    return lines[: min(above, end + 2)]


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph, not as a headline."""
    if len(text) > MAX_HEADLINE:
        return True
    words = count_words(text)
    return words >= 28 or (words >= 8 and _STOP.search(text) is not None)
