"""What the head of a page tells of its article: meta elements, the canonical address, marked authors and times."""

from collections.abc import Iterator
from functools import cache

from streams.formats.fields import Told, line
from streams.formats.markup import title_of_html
from streams.formats.xml import XML_LANG, Element, found, local
from streams.tables import Tables

MOST_AUTHORS = 10
"""How many elements that are marked as an author's are looked at."""

_NAMED_BY = ("property", "name", "itemprop", "http-equiv")
_NOBODY = frozenset({"", "admin", "administrator", "no author", "unknown", "none", "null", "staff"})


def meta_fields(root: Element) -> Told:
    """The fields of the page with that root; each is what the likeliest element says."""
    told = {field: list(values) for field, values in _told(root).items()}
    return Told(
        source=told.get("source", []),
        url=_canonical(root) or next(iter(told.get("url", ())), None),
        title=next(iter(told.get("title", ())), None) or _heading(root),
        summary=next(iter(told.get("summary", ())), None),
        byline=next(filter(_is_somebody, (*told.get("byline", ()), *_marked_authors(root))), None),
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
    links = (link for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    return next((href for link in links if (href := link.get("href"))), None)


def _heading(root: Element) -> str | None:
    """The first headline of first rank, else the page's title."""
    return next((text for name in ("h1", "title") for one in found(root, name) if (text := _text(one))), None)


def _marked_authors(root: Element) -> Iterator[str]:
    """Who is marked as the author: by `rel`, by `itemprop`, or by the class that editors give."""
    marked = (one for one in root.iter("a", "span", "div", "p", "address", "cite") if _is_author(one))
    for _, one in zip(range(MOST_AUTHORS), marked, strict=False):
        inner = next((name for name in one.iter() if name.get("itemprop") == "name"), one)
        yield _text(inner)


def _is_author(element: Element) -> bool:
    classes = (element.get("class") or "").lower().split()
    marks = {*(element.get("rel") or "").split(), *(element.get("itemprop") or "").split()}
    return "author" in marks or not {"author-name", "author__name", "byline-name", "byline__name"}.isdisjoint(classes)


def _is_somebody(name: str) -> bool:
    """Whether it can be printed as a byline: not an address, a number, or a system's word for nobody."""
    return (
        name.lower() not in _NOBODY
        and "://" not in name
        and any(map(str.isalpha, name))
        and len(name) < 200
        and not name.startswith("@")
    )


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


def _text(element: Element) -> str:
    return title_of_html(" ".join("".join(element.itertext()).split()))
