"""Dates as pages print them: "December 22, 2025", "22 Dec 2025 14:05 GMT", "3 hours ago"."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import dateparser

LANGUAGES = [
    *("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb"),
    *("fi", "cs", "tr", "id", "ru", "uk", "zh", "ja", "ko", "ar", "hi"),
]
"""Languages of dates that are tried; every further one makes a line that is no date slower to rule out."""

ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles", "IST": "Asia/Kolkata"}
"""Zones that the library reads as a fixed offset (wrong half of the year) or as another country's."""

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_ANOTHER_TIME = datetime(1990, 6, 15, 5, 7, 11, tzinfo=UTC)
"""A date that is read the same at two times is absolute, in whatever language it stands."""
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)

_LABEL = re.compile(
    r"""
    ^(?P<label> (?:first|last|originally)?\s*
                (?:published|posted|updated|modified|created|date|am|on|
                   veröffentlicht|aktualisiert|stand|publié|mis\ à\ jour|publicado|actualizado|pubblicato|aggiornato)
                (?:\s+(?:on|at|am|le|el|il))?
    ) (?:\s*:\s*|\s+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UPDATE = re.compile(r"updat|modif|aktualis|stand|mis à jour|actualiz|aggiorn", re.IGNORECASE)
_ZONE = re.compile(rf"\(?\b(?P<zone>{'|'.join(ZONES)})\b\)?\.?$")
_YEAR_FIRST = re.compile(r"\d{4}\D")
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date on a page: `at` in RFC 3339, or null where only a reference time would tell; `text` as printed."""

    text: str
    at: str | None
    relative: bool
    update: bool


def read_date(text: str, reference_time: datetime | None) -> PageDate | None:
    """The date that `text` is, labels such as "Published:" aside; None where it is anything else.

    A date without a time is midnight, one without a zone UTC. A relative date is as exact as its unit: "3 hours ago"
    is a full hour, "1 day ago" midnight of that day in the zone of `reference_time`.
    An ambiguous one ("03/04/2025") and a relative one without `reference_time` have no `at`.
    """
    label = _LABEL.match(text)
    plain = text[label.end() :] if label else text
    if not _may_be_date(plain):
        return None
    update = bool(label and _UPDATE.search(label["label"]))
    fixed = reference_time or _ANY_TIME
    found = _parse(plain, fixed)
    if found is None:
        return None
    relative = found != _parse(plain, _ANOTHER_TIME)
    if relative:
        found = found.replace(tzinfo=fixed.tzinfo)  # it was counted in the reference's own zone
        if found > fixed:
            return None  # a page is not published in the future: "in 3 days" is something else
        at = _rfc3339(_rounded(found, fixed)) if reference_time else None
    else:
        at = None if _is_ambiguous(plain, found) else _rfc3339(found)
    return PageDate(text, at, relative, update)


def _may_be_date(text: str) -> bool:
    """Cheap, and keeps headlines away from a library that reads dates generously."""
    words = text.split()
    return bool(words) and len(text) <= 60 and (len(words) <= 3 or any(map(str.isdigit, text)))


def _parse(text: str, base: datetime, order: str = "MDY") -> datetime | None:
    zone = _ZONE.search(text)
    settings: dict[str, object] = {
        "RELATIVE_BASE": base.replace(tzinfo=None),
        "RETURN_AS_TIMEZONE_AWARE": True,
        "TIMEZONE": ZONES[zone["zone"]] if zone else "UTC",
        "STRICT_PARSING": True,  # day, month and year, or it is no date: "May" and "2025" are words of a headline
        "DATE_ORDER": "DMY" if _DOTTED.match(text) else order,  # with dots the day is first wherever they are used
    }
    if zone:
        text = text[: zone.start()]
    return dateparser.parse(text, languages=LANGUAGES, settings=settings)


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
