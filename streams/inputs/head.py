"""Tells the lines above an article's text apart: site, headline, standfirst, byline, date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from streams.inputs.lines import Marks, are_names, is_person, is_sentence, read_marks

MAX_LINES = 12
"""Non-blank lines from the top among which bylines and dates are looked for."""
MAX_TEXTS = 4
"""Lines that are neither, up to the last byline or date: site, section, headline, standfirst."""
MAX_HEADLINE = 200

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_TRAIL = re.compile(r"\s[>»›/]\s")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it; it ends at `end` of the page. `block` counts blank-line separated blocks."""

    text: str
    end: int
    block: int
    marks: Marks


@dataclass(frozen=True, slots=True)
class Head:
    """Where the parts of an article stand on the page; the body is `unread` and all from `end` on."""

    site: Line | None = None
    title: Line | None = None
    summary: Line | None = None
    marked: tuple[Line, ...] = ()
    unread: tuple[Line, ...] = ()
    end: int = 0


@dataclass(slots=True)
class _Texts:
    """The unmarked lines of the head, taken away one after the other."""

    left: list[Line] = field(default_factory=list)

    def take(self, line: Line | None) -> Line | None:
        if line is not None:
            self.left.remove(line)
        return line


def read_head(page: str, source: str, reference_time: datetime | None) -> Head:
    """The head of a page whose line ends are "\\n"; `source` is a name of its site, if the caller knows one."""
    lines = _first_lines(page, reference_time)
    head = _head_lines(lines)
    marked = tuple(line for line in head if line.marks)
    texts = _Texts([line for line in head if not line.marks])
    byline = texts.take(_bare_byline(head))
    site = texts.take(_site(texts.left, marked, source, page))
    title = texts.take(_title(texts.left))
    summary = texts.take(_standfirst(texts.left, marked)) or _lead(lines, head)
    if byline:
        marked = (replace(byline, marks=Marks(byline=byline.text, whole=True)), *marked)
    marked, again = _first_of_each_kind(marked)
    end = max((line.end for line in (site, title, summary, *marked) if line), default=0)
    unread = [*texts.left, *again, *(line for line in marked if not line.marks.whole)]
    return Head(site, title, summary, marked, tuple(line for line in unread if line.end <= end), end)


def _first_of_each_kind(marked: Sequence[Line]) -> tuple[tuple[Line, ...], list[Line]]:
    """The lines that fill a field, and those that would fill one a second time."""
    used: list[Line] = []
    again: list[Line] = []
    kinds: set[str] = set()
    for line in marked:
        (again if kinds.intersection(line.marks.kinds()) else used).append(line)
        kinds.update(line.marks.kinds())
    return tuple(used), again


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph, not as a headline."""
    words = len(text.split())
    return words >= 28 or len(text) > MAX_HEADLINE or (words >= 8 and text.rstrip("\"'”’").endswith("."))


def _first_lines(page: str, reference_time: datetime | None) -> list[Line]:
    lines: list[Line] = []
    block = end = 0
    for match in _LINE.finditer(page):
        if len(lines) == MAX_LINES:
            break
        block += bool(_BLANK.search(page, end, match.start()))
        text, end = match.group().strip(), match.end()
        lines.append(Line(text, end, block, read_marks(text, reference_time)))
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


def _head_lines(lines: Sequence[Line]) -> Sequence[Line]:
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


def _bare_byline(head: Sequence[Line]) -> Line | None:
    """A name without "By" right above a date, below a headline."""
    for above, line, below in zip(head, head[1:], head[2:], strict=False):
        in_place = line.block == below.block and below.marks.dates and not (above.marks or line.marks)
        if in_place and len(above.text.split()) >= 4 and is_person(line.text):
            return line
    return None


def _site(texts: Sequence[Line], marked: Sequence[Line], source: str, page: str) -> Line | None:
    """The line with the site's name, above the headline."""
    names = [line for line in texts if not _TRAIL.search(line.text)]
    if len(names) < 2 or not _may_be_site(names[0].text):
        return None
    first, headline = names[0], _title(names[1:])
    if headline is None:
        return None
    name = _folded(first.text)
    named = any(name in _folded(line.marks.byline or "") for line in marked) or name == _folded(source)
    headline_again = _stands_again(headline.text, page) and not _stands_again(first.text, page)
    short = len(first.text.split()) <= 3 and are_names(first.text)
    above_headline = short and len(headline.text.split()) >= 4 and not is_prose(headline.text)
    return first if _DOMAIN.fullmatch(first.text) or named or headline_again or above_headline else None


def _may_be_site(text: str) -> bool:
    return len(text.split()) <= 5 and len(text) <= 40 and (not is_sentence(text) or bool(_DOMAIN.fullmatch(text)))


def _title(texts: Sequence[Line]) -> Line | None:
    """The first line that is long enough for a headline, else the first (a section may stand above the headline)."""
    fit = [line for line in texts if len(line.text) <= MAX_HEADLINE and not _TRAIL.search(line.text)]
    headlines = [line for line in fit if not is_prose(line.text)]
    if len(headlines) > 1 and headlines[0].block == headlines[1].block and headlines[1].text[0].islower():
        return None  # a text with fixed line length: its first line is no headline
    long = (line for line in headlines if len(line.text.split()) >= 4)
    return next(long, next(iter(headlines or fit), None))


def _standfirst(texts: Sequence[Line], marked: Sequence[Line]) -> Line | None:
    """What stands between headline and byline or date, if it is one line of some length."""
    if not marked:
        return None
    above = [
        line for line in texts if line.end < marked[-1].end and (is_prose(line.text) or len(line.text.split()) > 5)
    ]
    return above[0] if len(above) == 1 else None


def _lead(lines: Sequence[Line], head: Sequence[Line]) -> Line | None:
    """The one line that ends the block of the last byline or date, when the text follows in further blocks."""
    if not head or not head[-1].marks or len(lines) <= len(head):
        return None
    line, last = lines[len(head)], head[-1]
    follows = len(lines) > len(head) + 1 and lines[len(head) + 1].block > line.block
    return line if line.block == last.block and follows and not line.marks else None


def _stands_again(line: str, page: str) -> bool:
    return len(re.findall(rf"^[^\S\n]*{re.escape(line)}[^\S\n]*$", page, re.MULTILINE)) > 1


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
