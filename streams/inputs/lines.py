"""What one line at the head of a saved page tells: who wrote, when, at which address; or nothing of the kind."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from streams.inputs.bylines import are_names, byline_start, count_words, is_byline
from streams.inputs.dates import PageDate, read_date

MAX_LENGTH = 160
"""Characters of a line that is searched; a longer one is a paragraph."""

_URL = re.compile(r"^(?:(?:url|link|source)\s*:\s*)?(?P<url>https?://\S+)$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|·•–—/-]\s+|\s*[|·•]\s*")
_BEHIND_NAMES = re.compile(r",\s+|\s+on\s+|\s+(?=\w+\.?\s\d)")
_TIME = re.compile(r"^\d{1,2}[:.h]\d{2}")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a line says about the article; `whole` where nothing else stands in it."""

    byline: str | None = None
    dates: tuple[PageDate, ...] = ()
    url: str | None = None
    whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.kinds())

    def kinds(self) -> list[str]:
        """The article's fields that these marks fill."""
        dates = map(_kind, self.dates)
        return [*(["byline"] if self.byline else []), *dates, *(["url"] if self.url else [])]

    def without(self, kinds: Collection[str]) -> "Marks":
        """These marks but for those that would fill one of these fields."""
        dates = tuple(date for date in self.dates if _kind(date) not in kinds)
        byline = None if "byline" in kinds else self.byline
        url = None if "url" in kinds else self.url
        return Marks(byline, dates, url, self.whole and (byline, dates, url) == (self.byline, self.dates, self.url))


def read_marks(line: str, reference_time: datetime | None) -> Marks:
    """The byline, dates and address in a line such as "By Jane Doe | December 22, 2025 | 4 min read"."""
    if address := _URL.match(line):
        return Marks(url=address["url"], whole=True)
    if len(line) > MAX_LENGTH:
        return Marks()
    read = [(part, read_date(part, reference_time)) for part in _parts(line, reference_time)]
    dates = tuple(date for _, date in read if date)
    told = [part for part, date in read if not date]
    names = [part for part in told if is_byline(part)]
    others = [part for part in told if part not in names]
    if dates and len(others) == 1 and count_words(others[0]) <= 4 and are_names(others[0]):
        names, others = told, []  # a bare name or an agency, beside a date
    marks = Marks(", ".join(names) or None, dates, whole=not others)
    return marks if len(set(marks.kinds())) == len(marks.kinds()) else replace(marks, whole=False)


def count_pieces(line: str) -> int:
    """The pieces in which `read_marks` looks for dates and names, each by itself."""
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
    """ "By Jane Doe, December 22, 2025" in its two halves; anything else as it is."""
    for gap in _BEHIND_NAMES.finditer(part) if byline_start(part) else ():
        names, rest = part[: gap.start()], part[gap.end() :]
        if is_byline(names) and read_date(rest, reference_time):
            return [names, rest]
    return [part]
