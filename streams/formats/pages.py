"""A whole page of HTML: the article's text by trafilatura, the rest from JSON-LD and from what the page's head tells.

The slowest of all readers by far (20 ms a page), and the only one whose work may grow faster than the page: so there
are bounds on elements and nesting, and a worker has it done in another process (`streams/stages/page_process.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import etree

from schemas import Format, Reason, RejectionError
from streams.formats.addresses import clean
from streams.formats.encodings import decoded
from streams.formats.envelope import header, said_type
from streams.formats.fields import Told, draft
from streams.formats.jsonld import articles_of_page
from streams.formats.markup import text_of
from streams.formats.model import Document, Draft, Reading
from streams.formats.page_byline import byline_of_page
from streams.formats.page_meta import meta_fields
from streams.formats.texts import letters, teaser_beside
from streams.formats.told_language import settled
from streams.formats.xml import Element, drop, parse_html
from streams.furniture.kinds import fold, stands_instead
from streams.tables import Tables

MOST_ELEMENTS = 12_000
"""Elements of a page, without code and drawings. News pages have one or two thousand; at this many flat ones
trafilatura takes a second."""
MOST_SIBLINGS = 3_000
"""Elements right inside one other: its work grows with the square."""
MOST_NESTING = 240_000
"""How deep all elements lie, summed up: with 1,000 elements some 15,000."""
FEWEST_LETTERS = 40
"""Letters and digits that a text has at least beside its title: less is a notice, such as "Object moved"."""
FEW_LETTERS = 800
"""Of a text with no more than these, lines that stand instead of an article count as none: a cookie banner, an error, a
call for a script."""

TEASED = 2
"""So many times longer is a text than what was found of it, where that was not all."""

_CODE = ("script", "style", "svg", "template", "iframe", "noscript", "link", "meta")


def read_page(document: Document, rules: Reading) -> list[Draft]:
    """The one article of a page. A header `url` is what its own addresses are relative to. Raises RejectionError."""
    html = decoded(document.value, said_type(document).charset)
    root = parse_html(html, for_pages=True)
    if root is None:
        raise RejectionError(Reason.NO_ARTICLE, "a page without anything in it")
    besides = meta_fields(root)
    base = header(document.headers, "url")
    said = own_article(articles_of_page(html), besides, base)
    told = merged(said, besides)
    _without_code(root)
    _check_work(root)
    body = _the_whole(_body(root), _text(told.body) or "")
    if not _is_article(body, _text(told.title) or ""):
        raise RejectionError(Reason.NO_ARTICLE, "a page of HTML without an article's text in its markup")
    told = replace(
        told,
        id=None if told.url else told.id,  # no name is as surely its own as the address
        body=body,
        base=base,
        summary=teaser_beside(body, _text(told.summary)),
        byline=byline_of_page(root, [said.byline if said else None, besides.byline], told.source),
    )
    return [settled(draft(told, Format.HTML, rules))]


def _is_article(body: str, title: str) -> bool:
    lines = body.replace(title, "").splitlines()
    counts = [sum(map(str.isalnum, line)) for line in lines]
    if sum(counts) <= FEW_LETTERS:
        counts = [count for count, line in zip(counts, lines, strict=True) if not stands_instead(fold(line))]
    return sum(counts) >= FEWEST_LETTERS


def own_article(told: Sequence[Told], besides: Told, base: str | None = None) -> Told | None:
    """Of the articles in a page's JSON-LD the one with its address or its headline, else the first."""
    own = {letters(_text(besides.title) or ""), _path(besides.url, base)} - {""}
    return next((one for one in told if {letters(str(one.title)), _path(one.url, base)} & own), next(iter(told), None))


def _path(url: object, base: str | None) -> str:
    """What two addresses of a page share: one may have another scheme or host."""
    address = clean(url, base) if isinstance(url, str) else None
    return urlsplit(address).path.rstrip("/") if address else ""


def merged(told: Told | None, besides: Told) -> Told:
    """What the first tells and, where it tells nothing, the second; of moments and names both, in this order."""
    if told is None:
        return besides
    lone = ("id", "title", "summary", "byline", "language", "keywords", "version")
    filled = {name: getattr(told, name) or getattr(besides, name) for name in lone}
    return replace(
        told,
        **filled,
        url=besides.url or told.url,  # a canonical link is meant for this, JSON-LD's has its slips
        source=[*told.source, *besides.source],
        published_at=[*told.published_at, *besides.published_at],
    )


def _without_code(root: Element) -> None:
    for element in list(root.iter(*_CODE)):
        if element.getparent() is not None:
            drop(element)


def _check_work(root: Element) -> None:
    """Refuse a page on which the extractor would work for more than a moment."""
    elements = nesting = depth = siblings = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            elements, nesting, siblings = elements + 1, nesting + depth, max(siblings, len(element))
            if elements > MOST_ELEMENTS or nesting > MOST_NESTING or siblings > MOST_SIBLINGS:
                raise RejectionError(
                    Reason.TOO_LARGE,
                    f"a page with more than {MOST_ELEMENTS} elements, {MOST_SIBLINGS} in one, or {MOST_NESTING} levels "
                    f"of nesting in sum",
                )


def _body(root: Element) -> str:
    """The article's text, as trafilatura finds it and as other HTML is read."""
    read: Any = trafilatura.bare_extraction(root, favor_precision=True, include_comments=False)
    text = "" if read is None or read.body is None else text_of(read.body, "extracted")
    return "\n".join(line for line in text.split("\n") if not _pointer().match(line))


def _the_whole(found: str, told: str) -> str:
    """The text that was found in the page, but where JSON-LD tells far more of it: found was a teaser then. Some sites
    cut what they tell."""
    return told if len(told) > TEASED * len(found) and not told.rstrip().endswith(("...", "…")) else found


@cache
def _pointer() -> re.Pattern[str]:
    """A line that only points to another article."""
    begins = "|".join(map(re.escape, Tables("streams.formats").words("pointers.txt")))
    return re.compile(rf"(?:{begins})\s?[:»›>|–—-].{{1,300}}$", re.IGNORECASE)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
