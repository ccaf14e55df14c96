"""Tells the lines above an article's text apart: site, headline, standfirst, byline, date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from streams.inputs.bylines import are_names, count_words, is_person, is_role, is_sentence
from streams.inputs.page_lines import MAX_HEADLINE, MENU, LineMetadata, PageLine, first_lines, head_lines, is_prose
from streams.tables import Tables

_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d+\b")
_TRAIL = re.compile(r"\s[>»›/]\s")


@dataclass(frozen=True, slots=True)
class PageHead:
    """Where the parts of an article stand on the page; the body is `unread` and all from `end` on."""

    site: PageLine | None = None
    title: PageLine | None = None
    summary: PageLine | None = None
    metadata_lines: tuple[PageLine, ...] = ()
    unread: tuple[PageLine, ...] = ()
    end: int = 0


@dataclass(slots=True)
class _Texts:
    """The lines of the head without metadata, taken away one after the other."""

    left: list[PageLine] = field(default_factory=list)

    def take(self, line: PageLine | None) -> PageLine | None:
        self.left = [other for other in self.left if line is None or other.end != line.end]
        return line


def read_head(page: str, source: str, reference_time: datetime | None) -> PageHead:
    """The head of a page whose line ends are "\\n"; `source` is a name of its site, if the caller knows one."""
    lines, aside = first_lines(page, reference_time)
    head = head_lines(lines, aside)
    box = _byline_box(head)
    metadata_lines = tuple(line for line in head if line.metadata and line not in box)
    texts = _Texts([line for line in head if not line.metadata and line not in box])
    below_menu = bool(texts.left) and _above(texts.left[0], aside) >= MENU
    site = texts.take(_above_menu(texts.left, aside) or _site(texts.left, metadata_lines, source, page))
    if below_menu and site and not _is_named(site, metadata_lines, source):
        texts.left, site = [site, *texts.left], None  # one of the menu's words that nobody knows
    title = texts.take(_headline(texts.left))
    summary = texts.take(_standfirst(texts.left, metadata_lines)) or _lead(lines, head)
    if box:
        byline = ", ".join(line.text for line in box)
        metadata_lines = (replace(box[-1], metadata=LineMetadata(byline=byline, whole=True)), *metadata_lines)
    metadata_lines = _first_of_each_kind(metadata_lines)
    end = max((line.end for line in (site, title, summary, *metadata_lines) if line), default=0)
    unread = [*aside, *texts.left, *(line for line in metadata_lines if not line.metadata.whole)]
    return PageHead(site, title, summary, metadata_lines, tuple(line for line in unread if line.end <= end), end)


def _first_of_each_kind(metadata_lines: Sequence[PageLine]) -> tuple[PageLine, ...]:
    """The lines with only those metadata that fill a field for the first time; a byline may go on in the next line."""
    used: list[PageLine] = []
    kinds: set[str] = set()
    for line in metadata_lines:
        follows_byline = used and used[-1].block == line.block and used[-1].metadata.byline
        goes_on = follows_byline and line.metadata.kinds() == ["byline"]
        metadata = line.metadata if goes_on else line.metadata.without(kinds)
        used.append(replace(line, metadata=metadata))
        kinds.update(metadata.kinds())
    return tuple(used)


def _byline_box(head: Sequence[PageLine]) -> tuple[PageLine, ...]:
    """A name without "By" below a headline: right above a date, or above what its bearer is, which goes with it."""
    for above, line, below in zip(head, head[1:], head[2:], strict=False):
        if line.metadata or not is_person(line.text):
            continue
        if is_role(below.text):
            return line, below
        if below.metadata.dates and not above.metadata and count_words(above.text) >= 4:
            return (line,)
    return ()


def _standfirst(texts: Sequence[PageLine], metadata_lines: Sequence[PageLine]) -> PageLine | None:
    """What stands between headline and byline or date, if it is one line of some length."""
    if not metadata_lines:
        return None
    long = [line for line in texts if is_prose(line.text) or count_words(line.text) > 5]
    above = [line for line in long if line.end < metadata_lines[-1].end]
    return above[0] if len(above) == 1 else None


def _lead(lines: Sequence[PageLine], head: Sequence[PageLine]) -> PageLine | None:
    """The one line that ends the block of the last byline or date, when the text follows in further blocks."""
    if not head or not head[-1].metadata or len(lines) <= len(head):
        return None
    line, last = lines[len(head)], head[-1]
    follows = len(lines) > len(head) + 1 and lines[len(head) + 1].block > line.block
    reads = is_sentence(line.text) or count_words(line.text) > 5
    return line if line.block == last.block and follows and reads and not line.metadata else None


def _headline(texts: Sequence[PageLine]) -> PageLine | None:
    """The first line that is long enough for a headline, else the first (a section may stand above the headline)."""
    fit = [line for line in texts if len(line.text) <= MAX_HEADLINE and not _TRAIL.search(line.text)]
    headlines = [line for line in fit if not is_prose(line.text)]
    if len(headlines) > 1 and headlines[0].block == headlines[1].block and headlines[1].text[0].islower():
        return None  # a text with fixed line length: its first line is no headline
    long = (line for line in headlines if count_words(line.text) >= 4)
    return next(long, next(iter(headlines or fit), None))


def _above_menu(texts: Sequence[PageLine], aside: Sequence[PageLine]) -> PageLine | None:
    """The line with the site's name, where the page's menu parts it from the headline."""
    if len(texts) < 2:
        return None
    first, after = texts[:2]
    above = _above(first, aside)
    headline = _headline(texts[1:])
    if above >= MENU or _above(after, aside) - above < 2 or headline is None or count_words(headline.text) < 4:
        return None
    return first if _may_be_site(first.text) else None


def _above(line: PageLine, aside: Sequence[PageLine]) -> int:
    return sum(other.end < line.end for other in aside)


def _is_named(site: PageLine, metadata_lines: Sequence[PageLine], source: str) -> bool:
    """Whether a byline or the caller has the name too, or it is made as names of newspapers are."""
    name = _folded(site.text)
    named = any(name in _folded(line.metadata.byline or "") for line in metadata_lines) or name == _folded(source)
    return named or _DOMAIN.fullmatch(site.text) is not None or _has_masthead(site.text)


def _site(texts: Sequence[PageLine], metadata_lines: Sequence[PageLine], source: str, page: str) -> PageLine | None:
    """The line with the site's name, above the headline."""
    names = [line for line in texts if not _TRAIL.search(line.text)]
    if len(names) < 2:
        return None
    if beside := _beside(names[0].text, names[1].text):
        return replace(names[0], text=beside)
    if not _may_be_site(names[0].text):
        return None
    first, headline = names[0], _headline(names[1:])
    if headline is None:
        return None
    headline_again = _stands_again(headline.text, page) and not _stands_again(first.text, page)
    above_headline = _reads_as_site(first.text) and count_words(headline.text) >= 4 and not is_prose(headline.text)
    return first if headline_again or above_headline or _is_named(first, metadata_lines, source) else None


def _beside(window_title: str, headline: str) -> str | None:
    """The site in "Grain terminal reopens | Harbour Daily", where the headline follows alone."""
    if len(window_title) > 2 * MAX_HEADLINE:
        return None
    same = re.escape(headline)
    found = re.fullmatch(rf"{same}\s*[|–—-]\s*(?P<behind>\S.*)|(?P<before>\S.*?)\s*[|–—:-]\s*{same}", window_title)
    return (found["behind"] or found["before"]) if found else None


def _may_be_site(text: str) -> bool:
    return (
        count_words(text) <= 5
        and 1 < len(_folded(text)) <= 40
        and (not is_sentence(text) or bool(_DOMAIN.fullmatch(text)))
    )


def _reads_as_site(text: str) -> bool:
    """Up to three capitalised words, or up to five with one that names of newspapers are made of."""
    return count_words(text) <= (5 if _has_masthead(text) else 3) and are_names(_NUMBER.sub("", text))


def _has_masthead(text: str) -> bool:
    return any(word in _mastheads() for word in text.casefold().split())


@cache
def _mastheads() -> frozenset[str]:
    return frozenset(Tables("streams.inputs").words("mastheads.txt"))


def _stands_again(line: str, page: str) -> bool:
    return len(re.findall(rf"^[^\S\n]*{re.escape(line)}[^\S\n]*$", page, re.MULTILINE)) > 1


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
