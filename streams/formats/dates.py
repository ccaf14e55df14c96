"""Times as feeds write them, to RFC 3339: ISO 8601, RFC 822 and its kin, Unix time, names of months in many languages.

Strict: every word must be known, day, month, year, time and zone be told, or there is no time at all. (email.utils
takes "02:02:33 PM" for the morning and passes over "GMT+0000"; dateparser reads "Last Tuesday".)
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from schemas.article import FIRST_YEAR
from streams.formats.model import Reading
from streams.tables import Tables

LONGEST = 100
"""Characters of a text that can be a time."""

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:[0-5]\d)", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?: ?T?(\d\d)(\d\d)(\d\d)?)?(?=$|[Zz+ -])", re.ASCII)
_UNIX = re.compile(r"(\d{10})(?:(\d{3})|\.(\d{1,9}))?", re.ASCII)
"""Seconds since 1970, with a fraction or not, or milliseconds: of the years 2001 to 2286."""

_TOKEN = re.compile(
    r"""
      (?P<iso> (?P<y>\d{4})[-/](?P<m>\d\d?)[-/](?P<d>\d\d?) (?=$|[\sT,]) T? )
    | (?P<dotted> (?P<dd>\d\d?)\.\s?(?P<dm>\d\d?)\.\s?(?P<dy>\d{4})\b )             # with dots the day is first
    | (?P<time> (?P<hour>\d\d?) [:h] (?P<minute>\d\d) (?: :(?P<second>\d\d) (?P<part>[.,]\d{1,9})? )? )
    | (?P<offset> (?:(?:GMT|UTC)\s?)? (?P<sign>[+-]) (?P<oh>\d\d?) :?(?P<om>\d\d)? \b )
    | (?P<number> \d{1,4} ) (?: st|nd|rd|th|er|º|ª )? (?![\d:])
    | (?P<word> [^\W\d_][^\s\d,;:()\[\]+]* )
    | (?P<said> \([\w\s]*\) | \[[\w/]*\] )                  # "(Coordinated Universal Time)", "[Europe/Paris]"
    | (?P<gap> [\s,;|·•–.]+ | - (?!\d) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class _Kind(StrEnum):
    """What a row of `dates.tsv` holds."""

    MONTH = "month"
    WEEKDAY = "weekday"
    FILLER = "filler"
    HALF = "half"
    ZONE = "zone"


@dataclass(slots=True)
class _Found:
    """What has been read of a time so far."""

    numbers: list[str] = field(default_factory=list)
    day: tuple[int, int, int] | None = None
    months: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    time: re.Match[str] | None = None
    half: int | None = None
    zone: tzinfo | None = None


def read_moment(text: str, rules: Reading) -> str | None:
    """The time in RFC 3339, or None where the text does not tell one: never a guess.

    What has no zone is read in `rules.default_timezone`, and a day alone is its first moment there; without that
    setting both are None.

    >>> from streams.formats.model import Reading
    >>> plain = Reading(max_bytes=1000)
    >>> read_moment("Sat, Dec 16 2023 02:02:33 PM EST", plain), read_moment("Seg, 24 Set 2018 19:42:40 -0300", plain)
    ('2023-12-16T14:02:33-05:00', '2018-09-24T19:42:40-03:00')
    >>> read_moment("2018-05-30T15:14:24", plain), read_moment("0001-01-01T00:00:00Z", plain)
    (None, None)
    >>> read_moment("30 May 2018 15:14", Reading(max_bytes=1000, default_timezone="Europe/London"))
    '2018-05-30T15:14:00+01:00'
    """
    text = text[: LONGEST + 1].strip()
    if len(text) > LONGEST:
        return None
    try:
        moment = _moment(text, rules.default_timezone)
    except (ValueError, OverflowError):  # there is no such day, hour or offset
        return None
    if moment is None or moment.year < FIRST_YEAR:
        return None
    written = text.upper()
    return written if _RFC3339.fullmatch(written) else moment.isoformat().replace("+00:00", "Z")


def _moment(text: str, default: str | None) -> datetime | None:
    if unix := _UNIX.fullmatch(text):
        fraction = float(f"0.{unix[2] or unix[3] or 0}")
        return datetime.fromtimestamp(int(unix[1]), UTC) + timedelta(seconds=fraction)
    found = _read(_spaced(text))
    if found is None or (found.day and (found.numbers or found.months)):
        return None
    if not (day := found.day or _named_day(found)):
        return None
    naive = datetime(*day) + _time_of_day(found)
    if found.zone is not None and found.time is not None:
        return naive.replace(tzinfo=found.zone)
    return naive.replace(tzinfo=ZoneInfo(default)) if default else None


def _spaced(text: str) -> str:
    """With separators where a form has none, or has characters that say what stands before them."""
    text = text.translate({ord("年"): "-", ord("月"): "-", ord("日"): " "})
    if compact := _COMPACT.match(text):
        year, month, day, hour, minute, second = compact.groups()
        time = f" {hour}:{minute}:{second or '00'}" if hour else ""
        return f"{year}-{month}-{day}{time}{text[compact.end() :]}"
    return text


def _read(text: str) -> _Found | None:
    """What the text holds, or None where something in it is no part of a time."""
    found = _Found()
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None or not _take(token, found):
            return None
        place = token.end()
    return found


def _take(token: re.Match[str], found: _Found) -> bool:
    match _part(token):
        case "iso" | "dotted" if found.day is None:
            told = ("y", "m", "d") if token["iso"] else ("dy", "dm", "dd")
            year, month, day = (int(token[name]) for name in told)
            found.day = year, month, day
        case "time" if found.time is None:
            found.time = token
        case "offset" if found.time is not None:
            found.zone = _offset(token)
        case "number" if len(found.numbers) < 2:
            found.numbers.append(token["number"])
        case "word":
            return _take_word(token["word"].casefold().rstrip(".-"), found)
        case "said" | "gap":
            pass
        case _:
            return False
    return True


_PARTS = ("iso", "dotted", "time", "offset", "number", "word", "said", "gap")


def _part(token: re.Match[str]) -> str | None:
    return next((name for name in _PARTS if token[name] is not None), None)


def _take_word(word: str, found: _Found) -> bool:
    if word in _words(_Kind.MONTH):
        found.months.append(int(_words(_Kind.MONTH)[word]))
        found.words.append(word)
    elif found.time is not None and word in _words(_Kind.HALF) and found.half is None:
        found.half = int(_words(_Kind.HALF)[word])
    elif found.time is not None and word in _words(_Kind.ZONE):
        found.zone = found.zone or _zone(_words(_Kind.ZONE)[word])
    else:
        return word in _words(_Kind.WEEKDAY) or word in _words(_Kind.FILLER)
    return True


def _named_day(found: _Found) -> tuple[int, int, int] | None:
    """The day whose month is told by its name. "mar, 15 nov": the first of two names is a weekday's."""
    if len(found.numbers) != 2 or not found.months:
        return None
    if any(word not in _words(_Kind.WEEKDAY) for word in found.words[:-1]):
        return None
    first, second = found.numbers
    day, year = (second, first) if len(first) == 4 else (first, second)
    if len(year) == 2:  # as RFC 822 had them, with the turn of the century that RFC 5322 gives
        year = f"20{year}" if int(year) < 50 else f"19{year}"
    return (int(year), found.months[-1], int(day)) if len(year) == 4 else None


def _time_of_day(found: _Found) -> timedelta:
    if found.time is None:
        return timedelta()
    hour, minute, second = (int(found.time[name] or 0) for name in ("hour", "minute", "second"))
    if found.half is not None:
        if not 1 <= hour <= 12:
            raise ValueError("no hour of half a day")
        hour = hour % 12 + found.half
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("no time of day")
    part = float(f"0.{found.time['part'][1:]}") if found.time["part"] else 0.0
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=round(part * 1_000_000))


def _offset(token: re.Match[str]) -> tzinfo:
    ahead = timedelta(hours=int(token["oh"]), minutes=int(token["om"] or 0))
    return timezone(-ahead if token["sign"] == "-" else ahead)


def _zone(value: str) -> tzinfo:
    if value[0] not in "+-":
        return ZoneInfo(value)
    hours, minutes = value[1:].split(":")
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-ahead if value[0] == "-" else ahead)


@cache
def _words(kind: _Kind) -> dict[str, str]:
    """The words of one kind, each with the value of its row."""
    rows = [row for row in Tables("streams.formats").rows("dates.tsv", columns=3) if row.one_of(0, _Kind) is kind]
    return {word: row.cells[1] for row in rows for word in row.cells[2].split("|")}
