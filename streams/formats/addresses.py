"""Addresses as feeds write them: made whole, led to where they point, without trackers and session tokens."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from urllib.parse import SplitResult, parse_qsl, unquote_plus, urljoin, urlsplit, urlunsplit

from streams.tables import Tables

LONGEST = 4096
"""Characters of an address that is believed."""
MOST_REDIRECTS = 3
"""How often one address holds another."""

_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_YAHOO = re.compile(r"/\*(?=https?:)", re.IGNORECASE)
_URN = re.compile(r"urn:newsml:(?P<provider>[^:]+):", re.IGNORECASE)
_TAG = re.compile(r"tag:(?P<authority>[^,:/]+)[,:]", re.IGNORECASE)


class _Kind(StrEnum):
    """What a row of `addresses.tsv` holds."""

    DROP = "drop"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class _Rule:
    host: str
    names: tuple[str, ...]
    path: str

    def holds(self, host: str) -> bool:
        return not self.host or host == self.host or host.endswith(f".{self.host}")


def clean(url: str, base: str | None = None) -> str | None:
    """The address in `url`, relative ones as seen from `base`; None where that is no address of the web.

    >>> clean("/news/42?utm_source=rss&page=2", base="https://www.tidewire.example/feed/")
    'https://www.tidewire.example/news/42?page=2'
    >>> clean("https://www.google.com/url?rct=j&url=https://tidewire.example/42&ct=ga")
    'https://tidewire.example/42'
    >>> clean("mailto:desk@tidewire.example")
    """
    for _ in range(MOST_REDIRECTS):
        parts = _split(url, base)
        if parts is None:
            return None
        target = _redirected(parts)
        if target is None:
            return urlunsplit(_without_trackers(parts))
        url, base = target, None
    return None


def clean_id(told: str) -> str:
    """What a feed calls an article, without what changes from one fetch to the next where it is an address.

    >>> clean_id("http://api.ap.org/media/v/content/0cc8?qt=H1Kd&et=0a3a"), clean_id("urn:newsml:tt.se:2017:1?qt=2")
    ('http://api.ap.org/media/v/content/0cc8', 'urn:newsml:tt.se:2017:1?qt=2')
    """
    if not told.lower().startswith(("http://", "https://")) or (parts := _split(told, None)) is None:
        return told
    cleaned = _without_trackers(parts)
    return told if cleaned == parts else urlunsplit(cleaned)


def is_home(url: str) -> bool:
    """Whether an address, whole or relative, is that of a site and of no page on it.

    >>> [is_home(url) for url in ("https://tidewire.example/", "", "#article", "/42", "https://tidewire.example?p=42")]
    [True, True, True, False, False]
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return True
    return not (parts.path.strip("/") or parts.query)


def host_of(told: str | None) -> str | None:
    """The host of an address, or who gave out a URN of news or a tag; without "www.".

    >>> [host_of(told) for told in ("https://www.tidewire.example/1", "urn:newsml:dpa.com:2009:1", "tag:a.b,2016:1")]
    ['tidewire.example', 'dpa.com', 'a.b']
    >>> host_of("p-17")
    """
    if not told:
        return None
    if named := _URN.match(told) or _TAG.match(told):
        return named[1].lower()
    parts = _split(told, None)
    return (parts.hostname or "").removeprefix("www.") or None if parts else None


def _split(url: str, base: str | None) -> SplitResult | None:
    """The parts of a whole address of the web, or None."""
    url = _SPACE.sub("", url[: LONGEST + 1]).replace("&amp;", "&")
    if not url or len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        host = parts.hostname
    except ValueError:  # an address in brackets that is none
        return None
    return parts if parts.scheme.lower() in {"http", "https"} and host else None


def _redirected(parts: SplitResult) -> str | None:
    """Where an address leads that says so itself."""
    if inner := _YAHOO.search(parts.path):
        return parts.path[inner.end() :] + (f"?{parts.query}" if parts.query else "")
    host = parts.hostname or ""
    for rule in _rules(_Kind.REDIRECT):
        if rule.path == parts.path and rule.holds(host):
            told = dict(parse_qsl(parts.query))
            return next((told[name] for name in rule.names if name in told and "://" in told[name]), None)
    return None


def _without_trackers(parts: SplitResult) -> SplitResult:
    fragment = "" if _is_dropped(parts.fragment, parts) else parts.fragment
    kept = [pair for pair in parts.query.split("&") if not _is_dropped(pair, parts)] if parts.query else []
    return parts._replace(path=_SESSION_PATH.sub("", parts.path), query="&".join(kept), fragment=fragment)


def _is_dropped(pair: str, parts: SplitResult) -> bool:
    name, told, _ = pair.partition("=")
    if not told:
        return False
    name, host = unquote_plus(name).lower(), parts.hostname or ""
    return any(fnmatchcase(name, rule.names[0]) and rule.holds(host) for rule in _rules(_Kind.DROP))


@cache
def _rules(kind: _Kind) -> tuple[_Rule, ...]:
    rows = (row for row in Tables("streams.formats").rows("addresses.tsv", columns=4) if row.one_of(0, _Kind) is kind)
    return tuple(_Rule(row.cells[1], tuple(row.cells[2].split("|")), row.cells[3]) for row in rows)
