"""Tells the lines above an article's text apart: site, headline, standfirst, byline, date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from streams.inputs.bylines import are_names, count_words, is_person, is_sentence
from streams.inputs.lines import Marks
from streams.inputs.top import MAX_HEADLINE, Line, first_lines, head_lines, is_prose

_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_TRAIL = re.compile(r"\s[>»›/]\s")


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
    site = texts.take(_site(texts.left, marked, source, page))
    title = texts.take(_title(texts.left))
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
        in_place = line.block == below.block and below.marks.dates and not (above.marks or line.marks)
        if in_place and count_words(above.text) >= 4 and is_person(line.text):
            return line
    return None


def _site(texts: Sequence[Line], marked: Sequence[Line], source: str, page: str) -> Line | None:
    """The line with the site's name, above the headline."""
    names = [line for line in texts if not _TRAIL.search(line.text)]
    if len(names) < 2:
        return None
    if beside := _beside(names[0].text, names[1].text):
        return replace(names[0], text=beside)
    if not _may_be_site(names[0].text):
        return None
    first, headline = names[0], _title(names[1:])
    if headline is None:
        return None
    name = _folded(first.text)
    named = any(name in _folded(line.marks.byline or "") for line in marked) or name == _folded(source)
    headline_again = _stands_again(headline.text, page) and not _stands_again(first.text, page)
    short = count_words(first.text) <= 3 and are_names(first.text)
    above_headline = short and count_words(headline.text) >= 4 and not is_prose(headline.text)
    return first if _DOMAIN.fullmatch(first.text) or named or headline_again or above_headline else None


def _beside(window_title: str, headline: str) -> str | None:
    """The site in "Grain terminal reopens | Harbour Daily", where the headline follows alone."""
    before, _, after = window_title.partition(headline)
    site = before.rstrip(" |–—-:") if before else after.lstrip(" |–—-:")
    return site if site != window_title and not (before and after) and site else None


def _may_be_site(text: str) -> bool:
    return count_words(text) <= 5 and len(text) <= 40 and (not is_sentence(text) or bool(_DOMAIN.fullmatch(text)))


def _title(texts: Sequence[Line]) -> Line | None:
    """The first line that is long enough for a headline, else the first (a section may stand above the headline)."""
    fit = [line for line in texts if len(line.text) <= MAX_HEADLINE and not _TRAIL.search(line.text)]
    headlines = [line for line in fit if not is_prose(line.text)]
    if len(headlines) > 1 and headlines[0].block == headlines[1].block and headlines[1].text[0].islower():
        return None  # a text with fixed line length: its first line is no headline
    long = (line for line in headlines if count_words(line.text) >= 4)
    return next(long, next(iter(headlines or fit), None))


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


def _stands_again(line: str, page: str) -> bool:
    return len(re.findall(rf"^[^\S\n]*{re.escape(line)}[^\S\n]*$", page, re.MULTILINE)) > 1


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
