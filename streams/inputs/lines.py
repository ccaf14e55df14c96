"""What one line at the head of a saved page is: a byline, a date, an address, or text."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from streams.inputs.dates import PageDate, read_date

_WORD = r"[^\W\d_][\w.'’-]*"
_LINK_WORDS = "and|und|y|e|et|en|och|og|i|with|in|for|at|from|of|the|de|del|da|dos|van|von|der|den|la|le|el|al|bin|ibn"

_BY = re.compile(
    r"^(?:(?:written|reporting|words|analysis|report|story|opinion)\s+)?"
    r"(?:by|von|por|par|di|door|av|af|przez)\s*:?\s+(?P<names>\S.*)$",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"""
    \b(?: editorial\ (?:team|board|staff|desk) | staff(?:\ (?:writer|reporter|correspondent|and\ agencies))?s?
        | (?:news|web|business|sports|foreign|world|online|city)\ ?desk | newsroom
        | (?:senior\ |chief\ |special\ |foreign\ |business\ )?(?:correspondent|reporter|contributor|columnist)s?
        | (?:\w+\ )?editors? | (?:wire|news)\ (?:agenc(?:y|ies)|services?) | agencies
        | redaktion | redacción | rédaction | redazione | redactie | redakcja
    )$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_URL = re.compile(r"^https?://\S+$")
_SEPARATOR = re.compile(r"\s+[|·•–—-]\s+|\s*[|·•]\s*")
_FINAL_STOP = re.compile(r"[.!?…][\"'”’»)]*$")

MAX_BYLINE_WORDS = 12


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
        dates = ["updated_at" if date.update else "published_at" for date in self.dates]
        return [*(["byline"] if self.byline else []), *dates, *(["url"] if self.url else [])]


def read_marks(line: str, reference_time: datetime | None) -> Marks:
    """The byline, dates and address in a line such as "By Jane Doe | December 22, 2025 | 4 min read"."""
    if _URL.match(line):
        return Marks(url=line, whole=True)
    if len(line) > 160:  # a paragraph; nothing on it is worth the search for dates
        return Marks()
    byline: str | None = None
    dates: list[PageDate] = []
    unread = 0
    for part in _parts(line, reference_time):
        if date := read_date(part, reference_time):
            dates.append(date)
        elif byline is None and is_byline(part):
            byline = part
        else:
            unread += 1
    marks = Marks(byline, tuple(dates), whole=not unread)
    return marks if len(set(marks.kinds())) == len(marks.kinds()) else replace(marks, whole=False)


def _parts(line: str, reference_time: datetime | None) -> list[str]:
    """The line, or its pieces where it joins several things."""
    if is_byline(line) or read_date(line, reference_time):
        return _byline_and_date(line, reference_time)
    return [piece for part in _SEPARATOR.split(line) if part for piece in _byline_and_date(part, reference_time)]


def _byline_and_date(part: str, reference_time: datetime | None) -> list[str]:
    """ "By Jane Doe, December 22, 2025" in its two halves; anything else as it is."""
    for comma in re.finditer(r",\s+", part) if _BY.match(part) else ():
        names, rest = part[: comma.start()], part[comma.end() :]
        if is_byline(names) and read_date(rest, reference_time):
            return [names, rest]
    return [part]


def is_byline(text: str) -> bool:
    """Whether `text` names who wrote: "By Jane Doe and John Roe", "Von Anna Roth", "Reuters Staff"."""
    words = text.split()
    if not words or len(words) > MAX_BYLINE_WORDS:
        return False
    by = _BY.match(text)
    if by:
        return are_names(by["names"])
    return len(words) <= 8 and bool(_DESK.search(text)) and are_names(_DESK.sub("", text) or "Desk")


def are_names(text: str) -> bool:
    """Whether all words begin with a capital, joining words aside, and no sentence ends here."""
    words = re.findall(_WORD, text)
    capital = [word for word in words if word[0].isupper()]
    joining = [word for word in words if re.fullmatch(_LINK_WORDS, word)]
    ends = _FINAL_STOP.search(text) and not re.search(r"\b(?:\w|Jr|Sr)\.$", text)
    return bool(capital) and len(capital) + len(joining) == len(words) and not ends and not re.search(r"\d", text)


def is_person(text: str) -> bool:
    """Whether `text` is two to four capitalised words and nothing else: a byline without "By", next to a date."""
    return 2 <= len(text.split()) <= 4 and are_names(text) and "," not in text


def is_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return bool(_FINAL_STOP.search(text))
