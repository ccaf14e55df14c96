"""What the head of a page tells of its article: meta elements, the canonical address, marked authors and times."""

import re
from collections.abc import Iterator
from functools import cache

from streams.formats.agency_text import one_line
from streams.formats.fields import Told, line
from streams.formats.markup import title_of_html
from streams.formats.page_byline import is_somebody
from streams.formats.xml import XML_LANG, Element, found, local
from streams.tables import Tables

_NAMED_BY = ("property", "name", "itemprop", "http-equiv")
_FRONT_PAGE = re.compile(r"\s*(https?:)?(//[^/?#]*)?/?\s*", re.IGNORECASE)


def meta_fields(root: Element) -> Told:
    """The fields of the page with that root; each is what the likeliest element says."""
    told = {field: list(values) for field, values in _told(root).items()}
    return Told(
        source=told.get("source", []),
        url=_canonical(root),
        title=next(iter(told.get("title", ())), None) or _heading(root),
        summary=next(iter(told.get("summary", ())), None),
        byline=next(filter(is_somebody, told.get("byline", ())), None),
        language=root.get("lang") or root.get(XML_LANG) or next(iter(told.get("language", ())), "").replace("_", "-"),
        published_at=[*told.get("published_at", ()), *_marked_times(root)],
        keywords=[word for list_ in told.get("keywords", ()) for word in list_.split(",")],
    )


def _told(root: Element) -> dict[str, list[str]]:
    """The contents of meta elements by field, in the order of the table."""
    contents: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = line(title_of_html(meta.get("content") or ""))
        for name in {(meta.get(by) or "").strip().lower() for by in _NAMED_BY} if content else ():
            contents.setdefault(name, []).append(content or "")
    told: dict[str, list[str]] = {}
    for field, name in _names():
        told.setdefault(field, []).extend(contents.get(name, ()))
    return told


@cache
def _names() -> list[tuple[str, str]]:
    rows = Tables("streams.formats").rows("page_meta.tsv", columns=2)
    return [(row.cells[0], row.cells[1]) for row in rows]


def _canonical(root: Element) -> str | None:
    """The canonical link, else og:url; not one that leads to the front page, as templates have it."""
    links = (link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    metas = (meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:url")
    return next((address for address in filter(None, (*links, *metas)) if _FRONT_PAGE.fullmatch(address) is None), None)


def _heading(root: Element) -> str | None:
    """The first headline of first rank, else the page's title."""
    return next((text for name in ("h1", "title") for one in found(root, name) if (text := one_line(one))), None)


def _marked_times(root: Element) -> Iterator[str]:
    """Times that are marked as the article's publication, then the first of the page's article at all."""
    times = [time for time in root.iter("time") if time.get("datetime")]
    for time in times:
        if "datePublished" in (time.get("itemprop") or "") or time.get("pubdate") is not None:
            yield time.get("datetime")
    for time in times:
        if any(local(above) in {"article", "header"} for above in time.iterancestors()):
            yield time.get("datetime")
            return
