"""What stands in the body of an agency's item: NITF, XHTML, an agency's own markup, or HTML that was escaped."""

from collections.abc import Callable, Iterable

from streams.formats.markup import text_of, text_of_html, title_of_html
from streams.formats.xml import Element, children, found, local, parse_xml

_VOCABULARY = ("html", "newsml")
_TEXT_PARTS = ("body.content", "body")
"""Where the text is in NITF and HTML: what is beside it is metadata."""
_HEADLINES = ("hl1", "RUBRIK", "h1")
_BYLINES = ("byline", "BYLINE")


def text_in(content: Element) -> str:
    """The text of an element that holds a body, its lines parted by newlines."""
    if len(content):
        return _text_of_tree(content)
    written = content.text or ""
    if "<body.content" in written:  # NITF that was escaped
        return _text_of_tree(parse_xml(written))
    return text_of_html(written)


def _text_of_tree(tree: Element) -> str:
    below = {local(one).lower(): one for one in reversed(list(tree.iter()))}  # the first of each name
    part = next((below[name] for name in _TEXT_PARTS if name in below), tree)
    of_tt = local(part) == "BODY"  # its byline stands behind the text, not in it
    return text_of(part, *_VOCABULARY, unread=frozenset({"byline"} if of_tt else ()))


def headline_in(bodies: Iterable[Element]) -> str | None:
    """The headline that is printed in one of the bodies."""
    return _first(bodies, _HEADLINES, one_line)


def byline_in(bodies: Iterable[Element]) -> str | None:
    """Who is printed in one of the bodies as having written it."""
    return _first(bodies, _BYLINES, person_line)


def _first(bodies: Iterable[Element], names: tuple[str, ...], read: Callable[[Element], str]) -> str | None:
    printed = (read(one) for body in bodies for name in names for one in found(body, name))
    return next(filter(None, printed), None)


def person_line(byline: Element) -> str:
    """The people in a byline of NITF, else what stands before their offices, else the first of these."""
    people = ", ".join(filter(None, map(one_line, found(byline, "person"))))
    offices = children(byline, "byttl")
    alone = offices and not (byline.text or "").strip()
    return people or one_line(offices[0] if alone else byline)


def one_line(element: Element) -> str:
    """The text in an element on one line; agencies write HTML into headlines too."""
    return title_of_html("".join(element.itertext()))
