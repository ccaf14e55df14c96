"""RSS 0.9 to 2.0, RSS 1.0 and Atom, by feedparser, which is given what `xml` has cleaned."""

import re
from io import BytesIO
from typing import Any

import feedparser

from schemas import Format
from streams.formats import plain
from streams.formats.addresses import host_of
from streams.formats.fields import Told, draft
from streams.formats.markup import text_of_html, title_of_html
from streams.formats.model import Draft, Reading
from streams.formats.texts import longest, teaser_beside
from streams.formats.told_language import settled
from streams.formats.xml import Element, drop, local, well_formed, wrapped, written
from streams.formats.xml_text import first_element, well_chosen

_ATOM = "{http://www.w3.org/2005/Atom}"
_AROUND = {"channel": ("rss",), "item": ("rss", "channel"), "entry": (f"{_ATOM}feed",)}
"""What stands around the parts of a feed, from the outside."""
_TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"
_MEDIA = ("{http://search.yahoo.com/mrss", "media:")
"""What describes pictures and films. feedparser takes media:description for a content of the item."""
LONGEST_PERSON = 200
"""Characters of an author that are looked into for a mail address."""
_MAILER = re.compile(
    r"\s*(?: \S+@\S+\s+\((?P<behind>[^()]+)\) | (?P<before>[^<>@]+?)\s*<\S+@\S+> | (?P<alone>[^\s@]+@[^\s@]+) )\s*",
    re.VERBOSE,
)
"""A person as in a mail's head; an address alone is printed as it stands."""
_MEDIA_TEXT = re.compile(r"<(media:(?:description|title|text|credit|keywords|category))(?:\s[^<>]*)?(?<!/)>")
_ENDLESS = re.compile(r"([A-Za-z0-9_.+-]{500})[A-Za-z0-9_.+-]+|(\s{500})\s+")
"""Runs of characters that are no words, such as pictures in base64. feedparser looks for a mail address in such of an
author in time that is quadratic in their length."""
_FULL = ("yandex_full-text", "full-text", "fulltext")


def read(text: str, rules: Reading, base: str | None = None) -> list[Draft]:
    """A draft for each item, in their order; `base` is the feed's own address, where that is known.

    Raises RejectionError.
    """
    text = _ENDLESS.sub(lambda run: run[1] or run[2], well_chosen(text))
    kind = Format.ATOM if first_element(text) in {"feed", "entry"} else Format.RSS
    root = well_formed(text)
    parsed = feedparser.parse(
        BytesIO(_without_media(text) if root is None else _prepared(root)),  # never a str: it may pass for an address
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base or ""},
    )
    told = [_told(entry, parsed.feed, kind, base) for entry in parsed.entries]
    return [settled(draft(one, kind, rules)) for one in (*told, *_deleted(root))]


def _prepared(root: Element) -> bytes:
    """A well-formed feed, whole and without what describes pictures."""
    for element in [below for below in root.iter() if str(below.tag).startswith(_MEDIA)]:
        drop(element)
    return written(_whole(root))


def _without_media(text: str) -> bytes:
    """The same of one that is not well-formed, which feedparser reads by a parser that forgives."""
    parts, at, unclosed = [], 0, set[str]()
    for opens in _MEDIA_TEXT.finditer(text):
        if opens.start() < at or opens[1] in unclosed:
            continue
        end = text.find(f"</{opens[1]}>", opens.end())
        if end < 0:
            unclosed.add(opens[1])
        else:
            parts.append(text[at : opens.start()])
            at = end + len(opens[1]) + 3
    return "".join([*parts, text[at:]]).encode()


def _whole(root: Element) -> Element:
    """A feed, where the root is a part of one."""
    around = _AROUND.get(local(root).lower())
    return root if around is None else wrapped(root, *around)


def _told(entry: Any, feed: Any, kind: Format, base: str | None) -> Told:
    body, summary = _texts(entry)
    link = entry.get("link") or ""
    return Told(
        id=entry.get("id"),
        source=[_origin(entry), entry.get("publisher"), feed.get("publisher"), host_of(feed.get("link") or base)],
        url=entry.get("feedburner_origlink") or (link if entry.get("links") or "://" in link else None),  # else its id
        base=feed.get("link") or base,
        title=_title(entry, kind),
        summary=summary,
        byline=_byline(entry) or (_byline(entry.get("source") or {}) or _byline(feed) if kind is Format.ATOM else None),
        body=body,
        language=entry.get("language") or feed.get("language"),
        published_at=[dict.get(entry, name) for name in ("published", "updated", "created")],  # no stand-ins
        keywords=[tag.get("label") or tag.get("term") for tag in entry.get("tags", ())],
    )


def _title(entry: Any, kind: Format) -> str:
    """Atom says which titles are plain; those of RSS may be HTML whatever they look like."""
    title = entry.get("title") or ""
    is_plain = kind is Format.ATOM and _is_plain(entry.get("title_detail"))
    return plain.title(title) if is_plain else title_of_html(title)


def _texts(entry: Any) -> tuple[str | None, str | None]:
    """Body and summary: the longest of all that an item says of itself, and the teaser where it says something else."""
    contents = [_text(content) for content in entry.get("content", ())]
    teaser = _text({"value": entry.get("summary"), **(entry.get("summary_detail") or {})})
    full = longest([*contents, *(text_of_html(html) for name in _FULL if (html := entry.get(name)))])
    body = longest([full, teaser])
    return body, teaser_beside(body, full if body is teaser else teaser)


def _text(content: Any) -> str:
    """A content as text, whatever it is said to be: RSS does not say, and Atom's plain texts have tags too."""
    return plain.text(content.get("value") or "", html=not _is_plain(content))


def _is_plain(detail: Any) -> bool:
    return (detail or {}).get("type") == "text/plain"


def _origin(entry: Any) -> str | None:
    """Whom an aggregator names as the item's own source."""
    source = entry.get("source") or {}
    return source.get("title") or host_of(source.get("href") or source.get("link"))


def _byline(entry: Any) -> str | None:
    """The names of who wrote it. RSS has mail addresses there, which feedparser knows up to four letters of the end."""
    told = entry.get("author") or ""
    if len(told) <= LONGEST_PERSON and (person := _MAILER.fullmatch(told)):
        return title_of_html(person["behind"] or person["before"] or person["alone"])
    people = entry.get("authors") or [{"name": told}]
    names = (title_of_html(person.get("name") or person.get("email") or "") for person in people)
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _deleted(root: Element | None) -> list[Told]:
    """The entries that are taken back (RFC 6721)."""
    stones = () if root is None else root.iter(f"{_TOMBSTONES}deleted-entry")
    return [Told(id=one.get("ref"), published_at=[one.get("when")], status="canceled") for one in stones]
