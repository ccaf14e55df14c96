"""Tells the lines above an article's text apart: site, headline, standfirst, byline, date."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from streams.inputs.bylines import count_words, is_person, is_sentence
from streams.inputs.headline import find_site, find_title
from streams.inputs.lines import Marks
from streams.inputs.top import Line, first_lines, head_lines, is_prose


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
        self.left = [other for other in self.left if line is None or other.end != line.end]
        return line


def read_head(page: str, source: str, reference_time: datetime | None) -> Head:
    """The head of a page whose line ends are "\\n"; `source` is a name of its site, if the caller knows one."""
    lines = first_lines(page, reference_time)
    head = head_lines(lines)
    marked = tuple(line for line in head if line.marks)
    texts = _Texts([line for line in head if not line.marks])
    byline = texts.take(_bare_byline(head))
    site = texts.take(find_site(texts.left, marked, source, page))
    title = texts.take(find_title(texts.left))
    summary = texts.take(_standfirst(texts.left, marked)) or _lead(lines, head)
    if byline:
        marked = (replace(byline, marks=Marks(byline=byline.text, whole=True)), *marked)
    marked = _first_of_each_kind(marked)
    end = max((line.end for line in (site, title, summary, *marked) if line), default=0)
    unread = [*texts.left, *(line for line in marked if not line.marks.whole)]
    return Head(site, title, summary, marked, tuple(line for line in unread if line.end <= end), end)


def _first_of_each_kind(marked: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with only those marks that fill a field for the first time; a byline may go on in the next line."""
    used: list[Line] = []
    kinds: set[str] = set()
    for line in marked:
        goes_on = used and used[-1].block == line.block and used[-1].marks.byline and line.marks.kinds() == ["byline"]
        marks = line.marks if goes_on else line.marks.without(kinds)
        used.append(replace(line, marks=marks))
        kinds.update(marks.kinds())
    return tuple(used)


def _bare_byline(head: Sequence[Line]) -> Line | None:
    """A name without "By" right above a date, below a headline."""
    for above, line, below in zip(head, head[1:], head[2:], strict=False):
        in_place = below.marks.dates and not (above.marks or line.marks)
        if in_place and count_words(above.text) >= 4 and is_person(line.text):
            return line
    return None


def _standfirst(texts: Sequence[Line], marked: Sequence[Line]) -> Line | None:
    """What stands between headline and byline or date, if it is one line of some length."""
    if not marked:
        return None
    above = [
        line for line in texts if line.end < marked[-1].end and (is_prose(line.text) or count_words(line.text) > 5)
    ]
    return above[0] if len(above) == 1 else None


def _lead(lines: Sequence[Line], head: Sequence[Line]) -> Line | None:
    """The one line that ends the block of the last byline or date, when the text follows in further blocks."""
    if not head or not head[-1].marks or len(lines) <= len(head):
        return None
    line, last = lines[len(head)], head[-1]
    follows = len(lines) > len(head) + 1 and lines[len(head) + 1].block > line.block
    reads = is_sentence(line.text) or count_words(line.text) > 5
    return line if line.block == last.block and follows and reads and not line.marks else None
