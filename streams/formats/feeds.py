"""RSS 0.9 to 2.0, RSS 1.0 and Atom, by feedparser, on a tree that `xml` has made well-formed."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import feedparser

from schemas import Format
from streams.formats.addresses import host_of
from streams.formats.fields import Told, draft
from streams.formats.markup import text_of_html, title_of_html
from streams.formats.model import Draft, Reading
from streams.formats.texts import longest, teaser_beside
from streams.formats.xml import Element, drop, local, wrapped, written

_ATOM = "{http://www.w3.org/2005/Atom}"
_TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"
_MEDIA = ("{http://search.yahoo.com/mrss", "media:")
"""What describes pictures and films. feedparser takes media:description for a content of the item."""
_FULL = ("yandex_full-text", "full-text", "fulltext")


def read(root: Element, rules: Reading, base: str | None = None) -> list[Draft]:
    """A draft for each item, in their order; `base` is the feed's own address, where that is known."""
    kind = Format.ATOM if local(root).lower() in {"feed", "entry"} else Format.RSS
    for element in [below for below in root.iter() if str(below.tag).startswith(_MEDIA)]:
        drop(element)
    deleted = [draft(_deleted(element), kind, rules) for element in root.iter(f"{_TOMBSTONES}deleted-entry")]
    parsed = feedparser.parse(
        BytesIO(written(_whole(root))),  # never a str: it may be taken for an address
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base or ""},
    )
    feed = parsed.feed
    return [draft(_told(entry, feed, kind, base), kind, rules) for entry in parsed.entries] + deleted


def _whole(root: Element) -> Element:
    """A feed, where the root is one item alone."""
    name = local(root).lower()
    if name == "item":
        return wrapped(root, "rss", "channel")
    return wrapped(root, f"{_ATOM}feed") if name == "entry" else root


def _told(entry: Any, feed: Any, kind: Format, base: str | None) -> Told:
    body, summary = _texts(entry)
    return Told(
        id=entry.get("id"),
        source=[_origin(entry), entry.get("publisher"), feed.get("publisher"), host_of(feed.get("link") or base)],
        url=entry.get("feedburner_origlink") or entry.get("link"),
        base=feed.get("link") or base,
        title=title_of_html(entry.get("title") or ""),
        summary=summary,
        byline=_byline(entry) or (_byline(entry.get("source") or {}) or _byline(feed) if kind is Format.ATOM else None),
        body=body,
        language=entry.get("language") or feed.get("language"),
        published_at=[entry.get(name) for name in ("published", "updated", "created")],
        keywords=[tag.get("label") or tag.get("term") for tag in entry.get("tags", ())],
    )


def _texts(entry: Any) -> tuple[str | None, str | None]:
    """Body and summary: the longest of all that an item says of itself, and the teaser where it says something else."""
    contents = [content.get("value") for content in entry.get("content", ())]
    teaser = text_of_html(entry.get("summary") or "")
    full = longest(text_of_html(html) for html in (*contents, *(entry.get(name) for name in _FULL)) if html)
    body = longest([full, teaser])
    return body, teaser_beside(body, full if body is teaser else teaser)


def _origin(entry: Any) -> str | None:
    """Whom an aggregator names as the item's own source."""
    source = entry.get("source") or {}
    return source.get("title") or host_of(source.get("href") or source.get("link"))


def _byline(entry: Any) -> str | None:
    people = entry.get("authors") or [{"name": entry.get("author")}]
    return ", ".join(dict.fromkeys(_names(people))) or None


def _names(people: Iterable[Any]) -> Iterator[str]:
    for person in people:
        if name := title_of_html(person.get("name") or person.get("email") or ""):
            yield name


def _deleted(element: Element) -> Told:
    """An entry that is taken back (RFC 6721)."""
    return Told(id=element.get("ref"), published_at=[element.get("when")], status="canceled")
