"""The lines at the top of a saved page, and the metadata in each: who wrote, when, at which address."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from streams.furniture.kinds import fold
from streams.furniture.places import own_lines
from streams.inputs.bylines import are_names, byline_start, count_words, is_byline
from streams.inputs.dates import PageDate, read_date

MAX_LINES = 12
"""Non-blank lines from the top among which bylines and dates are looked for; so many more where a menu stands, which
leaves words behind that nobody knows."""
MAX_LEFT = 24
MENU = 8
"""The page's own lines that are a menu."""
MAX_PIECES = 32
"""Pieces, as `count_pieces` has them, in these lines: each may be a date, and to rule that out takes long."""
MAX_OWN = 400
"""Non-blank lines from the top among which the page's own are looked for: menus are long."""
MAX_FOLDED = 1_000
"""Characters of each that are looked at; none of the page's own has as many."""
MAX_TEXTS = 4
"""Lines that are neither, up to the last byline or date: site, section, headline, standfirst."""
MAX_HEADLINE = 200
MAX_LENGTH = 160
"""Characters of a line that is searched for metadata; a longer one is a paragraph."""

_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_STOP = re.compile(r"[.。।۔][\"'”’»)]*$")
_URL = re.compile(r"^(?:(?:url|link|source)\s*:\s*)?(?P<url>https?://\S+)$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|·•–—/-]\s+|\s*[|·•]\s*")
_BEHIND_NAMES = re.compile(r",\s+|\s+on\s+|\s+(?=\w+\.?\s\d)")
_TIME = re.compile(r"^\d{1,2}[:.h]\d{2}")


@dataclass(frozen=True, slots=True)
class LineMetadata:
    """What a line says about the article; `whole` where nothing else stands in it."""

    byline: str | None = None
    dates: tuple[PageDate, ...] = ()
    url: str | None = None
    whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.kinds())

    def kinds(self) -> list[str]:
        """The article's fields that these metadata fill."""
        dates = map(_kind, self.dates)
        return [*(["byline"] if self.byline else []), *dates, *(["url"] if self.url else [])]

    def without(self, kinds: Collection[str]) -> "LineMetadata":
        """These metadata but for those that would fill one of these fields."""
        dates = tuple(date for date in self.dates if _kind(date) not in kinds)
        byline = None if "byline" in kinds else self.byline
        url = None if "url" in kinds else self.url
        whole = self.whole and (byline, dates, url) == (self.byline, self.dates, self.url)
        return LineMetadata(byline, dates, url, whole)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with something on it; it ends at `end` of the page. `block` counts blank-line separated blocks."""

    text: str
    end: int
    block: int
    metadata: LineMetadata


def first_lines(page: str, reference_time: datetime | None) -> tuple[list[PageLine], list[PageLine]]:
    """The non-blank lines of a page from its top on, with what each tells, and aside of them the page's own lines."""
    lines: list[PageLine] = []
    aside: list[PageLine] = []
    places = list(islice((match for match in _LINE.finditer(page) if match.group().strip()), MAX_OWN))
    own = own_lines([fold(match.group()[:MAX_FOLDED]) for match in places])
    block = end = pieces = 0
    for at, match in enumerate(places):
        text = match.group().strip()
        block += bool(_BLANK.search(page, end, match.start()))
        end = match.end()
        if at in own:
            aside.append(PageLine(text, end, block, LineMetadata()))
            continue
        pieces += count_pieces(text)
        metadata = read_metadata(text, reference_time) if pieces <= MAX_PIECES else LineMetadata()
        lines.append(PageLine(text, end, block, metadata))
        if len(lines) == MAX_LINES + MAX_LEFT * (len(aside) >= MENU):
            break
    return _headline_first(lines), aside


def _headline_first(lines: list[PageLine]) -> list[PageLine]:
    """Before the headline only an absolute date or an address counts: "Today" and "By Design" can be headlines."""
    for at, line in enumerate(lines):
        if line.metadata.url or (line.metadata.dates and not line.metadata.dates[0].relative):
            continue
        before_headline = line.metadata.byline and at + 1 < len(lines) and not is_prose(lines[at + 1].text)
        if not before_headline:
            lines[at] = replace(line, metadata=LineMetadata())
        break
    return lines


def head_lines(lines: Sequence[PageLine], aside: Sequence[PageLine]) -> Sequence[PageLine]:
    """The lines to the last byline or date that stands above the text; without one, those above the first paragraph.
    Where a menu is among the lines `aside`, a word or two are one that it left behind."""
    menu = len(aside) >= MENU
    texts = prose = end = 0
    for at, line in enumerate(lines):
        if line.metadata:
            end = at + 1
            continue
        texts, prose = texts + (not menu or count_words(line.text) > 3), prose + is_prose(line.text)
        if texts > MAX_TEXTS or prose > 1:
            break
    if any(line.metadata for line in lines[:end]) and any(not line.metadata for line in lines[:end]):
        return lines[:end]
    above = next((at for at, line in enumerate(lines) if not line.metadata and is_prose(line.text)), len(lines))
    return lines[: min(above, end + 2 + MAX_LEFT * menu)]


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph, not as a headline."""
    if len(text) > MAX_HEADLINE:
        return True
    words = count_words(text)
    return words >= 28 or (words >= 8 and _STOP.search(text) is not None)


def read_metadata(line: str, reference_time: datetime | None) -> LineMetadata:
    """The byline, dates and address in a line such as "By Jane Doe | December 22, 2025 | 4 min read"."""
    if address := _URL.match(line):
        return LineMetadata(url=address["url"], whole=True)
    if len(line) > MAX_LENGTH:
        return LineMetadata()
    read = [(part, read_date(part, reference_time)) for part in _parts(line, reference_time)]
    dates = tuple(date for _, date in read if date)
    told = [part for part, date in read if not date]
    names = [part for part in told if is_byline(part)]
    others = [part for part in told if part not in names]
    if dates and len(others) == 1 and count_words(others[0]) <= 4 and are_names(others[0]):
        names, others = told, []  # a bare name or an agency, beside a date
    metadata = LineMetadata(", ".join(names) or None, dates, whole=not others)
    return metadata if len(set(metadata.kinds())) == len(metadata.kinds()) else replace(metadata, whole=False)


def count_pieces(line: str) -> int:
    """The pieces in which `read_metadata` looks for dates and names, each by itself."""
    return 1 + len(_SEPARATOR.findall(line)) if len(line) <= MAX_LENGTH else 0


def _kind(date: PageDate) -> str:
    return "updated_at" if date.update else "published_at"


def _parts(line: str, reference_time: datetime | None) -> list[str]:
    """The line, or its pieces where it joins several things."""
    if read_date(line, reference_time):
        return [line]
    pieces = [line] if is_byline(line) else [part for part in _SEPARATOR.split(line) if part]
    parts: list[str] = []
    for piece in pieces:
        if parts and _TIME.match(piece) and read_date(f"{parts[-1]} {piece}", reference_time):
            parts[-1] += f" {piece}"  # "December 22, 2025 | 6:02 PM" is one date
        else:
            parts += _byline_and_date(piece, reference_time)
    return parts


def _byline_and_date(part: str, reference_time: datetime | None) -> list[str]:
    """The two halves of "By Jane Doe, December 22, 2025"; anything else as it is."""
    for gap in _BEHIND_NAMES.finditer(part) if byline_start(part) else ():
        names, rest = part[: gap.start()], part[gap.end() :]
        if is_byline(names) and read_date(rest, reference_time):
            return [names, rest]
    return [part]
