"""Who wrote what is on a page: what JSON-LD and the head tell, or what is printed where they name only the paper."""

import re
from collections.abc import Iterable, Iterator

from trafilatura.metadata import extract_author

from streams.formats.agency_text import one_line
from streams.formats.texts import letters
from streams.formats.xml import Element

LONGEST = 200
"""Characters of a byline."""

_MARK = re.compile(r"(^|[\s_-])(by-?line|author)s?($|[\s_-])", re.IGNORECASE)
_CREDIT = re.compile(r"(^|[\s_-])credit($|[\s_-])", re.IGNORECASE)  # of a picture, unless it stands beside the headline
_NOBODY = frozenset({"", "admin", "administrator", "no author", "unknown", "none", "null", "staff"})


def byline_of_page(root: Element, told: Iterable[object], papers: Iterable[object]) -> str | None:
    """The first of those told who is somebody and not one of the papers, else who is printed, else the paper."""
    names = [name for name in told if isinstance(name, str) and is_somebody(name)]
    itself = [letters(paper) for paper in papers if isinstance(paper, str)]
    people = (name for name in names if not any(letters(name) in paper for paper in itself))
    return next(people, None) or next(_printed(root), None) or next(iter(names), None)


def is_somebody(name: str) -> bool:
    """Whether it can be printed as a byline: not an address, a number, or a system's word for nobody."""
    can_be = name.strip().lower() not in _NOBODY and "://" not in name and not name.startswith("@")
    return can_be and len(name) < LONGEST and any(map(str.isalpha, name))


def _printed(root: Element) -> Iterator[str]:
    """As trafilatura finds it, then the first link in what is marked as a byline, then what is in it without a link."""
    marked = [one for one in root.iter("div", "p", "span", "address", "li", "cite") if _is_marked(one)]
    links = (one_line(link) for one in marked for link in one.iter("a"))
    names = ((extract_author(root) or "").replace("; ", ", "), *filter(None, links), *map(one_line, marked))
    yield from filter(_is_short, filter(is_somebody, names))


def _is_marked(element: Element) -> bool:
    marks = " ".join(element.get(name) or "" for name in ("class", "data-testid", "itemprop"))
    if _MARK.search(marks):
        return True
    above = element.getparent()
    return _CREDIT.search(marks) is not None and above is not None and next(above.iter("h1"), None) is not None


def _is_short(name: str) -> bool:
    """Whether it is a name or two, and not a sentence about the author."""
    return len(name.split()) <= 8 and not any(map(str.isdigit, name))
