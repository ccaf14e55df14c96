"""Dates as pages print them: "December 22, 2025", "22 Dec 2025 14:05 GMT", "3 hours ago"."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

import dateparser

from streams.tables import Tables

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_ANOTHER_TIME = datetime(1990, 6, 15, 5, 7, 11, tzinfo=UTC)
"""A date that is read the same at two times is absolute, in whatever language it stands."""
FIRST_YEAR = 1000
"""What is printed of a year before it is a field that was never filled, such as 0001-01-01."""
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)

_LABEL = r"""
    ^(?:first|last|originally)?\s* (?: (?P<update>{update}) | {label} ) (?:\s+(?:on|at|am|le|el|il))?
    (?:\s*:\s*|\s+)
"""
_ZONE = r"\(?\b(?P<zone>{zones})\b\)?\.?$"
_YEAR_FIRST = re.compile(r"\d{4}\D")
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date on a page: `text` as printed, `at` in RFC 3339 where the page or the reference time tells the moment.

    `local` is a date without a zone, as its clock showed it: a moment only for who knows where that clock hangs.
    """

    text: str
    at: str | None
    relative: bool
    update: bool
    local: datetime | None = None

    def moment(self, timezone: str | None) -> str | None:
        """`at`, or `local` in this zone (such as "Europe/Berlin"); None where nobody knows one."""
        if self.local is None or timezone is None:
            return self.at
        return _rfc3339(self.local.replace(tzinfo=ZoneInfo(timezone)))


class _Kind(StrEnum):
    """What a row of `dates.tsv` holds."""

    LANGUAGE = "language"
    LABEL = "label"
    UPDATE = "update"
    ZONE = "zone"


@cache
def _words(kind: _Kind) -> dict[str, str]:
    """The words of one kind, each with the zone of its row."""
    rows = [row for row in Tables("streams.inputs").rows("dates.tsv", columns=3) if row.one_of(0, _Kind) is kind]
    return {word: row.cells[2] for row in rows for word in row.cells[1].split("|")}


@cache
def _label() -> re.Pattern[str]:
    label, update = ("|".join(map(re.escape, _words(kind))) for kind in (_Kind.LABEL, _Kind.UPDATE))
    return re.compile(_LABEL.format(label=label, update=update), re.VERBOSE | re.IGNORECASE)


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(_ZONE.format(zones="|".join(_words(_Kind.ZONE))))


def read_date(text: str, reference_time: datetime | None) -> PageDate | None:
    """The date that `text` is, labels such as "Published:" aside; None where it is anything else.

    A date without a time is midnight; one without a zone is `local` and has no `at`. A relative date is as exact as its
    unit: "3 hours ago" is a full hour, "1 day ago" midnight of that day in the zone of `reference_time`.
    An ambiguous one ("03/04/2025") and a relative one without `reference_time` have neither.
    """
    label = _label().match(text)
    plain = text[label.end() :] if label else text
    if not _may_be_date(plain):
        return None
    update = bool(label and label["update"])
    fixed = reference_time or _ANY_TIME
    found = _parse(plain, fixed)
    if found is None:
        return None
    if found != _parse(plain, _ANOTHER_TIME):
        found = found.replace(tzinfo=fixed.tzinfo)  # it was counted in the reference's own zone
        if found > fixed:
            return None  # a page is not published in the future: "in 3 days" is something else
        return PageDate(text, _rfc3339(_rounded(found, fixed)) if reference_time else None, True, update)
    if _is_ambiguous(plain, found) or found.year < FIRST_YEAR:
        return PageDate(text, None, False, update)
    if found.tzinfo is None:
        return PageDate(text, None, False, update, local=found)
    return PageDate(text, _rfc3339(found), False, update)


def _may_be_date(text: str) -> bool:
    """Cheap, and keeps headlines away from a library that reads dates generously."""
    words = text.split()
    return bool(words) and len(text) <= 60 and (len(words) <= 3 or any(map(str.isdigit, text)))


def _parse(text: str, base: datetime, order: str = "MDY") -> datetime | None:
    """What the library reads: aware where `text` names a zone, naive where it does not."""
    zone = _zone().search(text)
    settings: dict[str, object] = {
        "RELATIVE_BASE": base.replace(tzinfo=None),
        "TIMEZONE": _words(_Kind.ZONE)[zone["zone"]] if zone else "UTC",
        "STRICT_PARSING": True,  # day, month and year, or it is no date: "May" and "2025" are words of a headline
        "DATE_ORDER": "DMY" if _DOTTED.match(text) else order,  # with dots the day is first wherever they are used
    }
    if zone:
        settings["RETURN_AS_TIMEZONE_AWARE"] = True  # else only a zone that it knows by itself makes it so
        text = text[: zone.start()]
    return dateparser.parse(text, languages=[*_words(_Kind.LANGUAGE)], settings=settings)


def _is_ambiguous(text: str, found: datetime) -> bool:
    if _YEAR_FIRST.match(text):  # ISO order has only one reading
        return False
    return _parse(text, found, order="DMY") != found


def _rounded(found: datetime, base: datetime) -> datetime:
    age = base - found
    if age % _DAY == timedelta(0) or age > 27 * _DAY:
        return found.replace(hour=0, minute=0, second=0, microsecond=0)
    if age % _HOUR == timedelta(0):
        return found.replace(minute=0, second=0, microsecond=0)
    return found.replace(second=0, microsecond=0)


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
