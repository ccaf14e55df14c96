"""The one door to lxml: text into trees, with all that is dangerous in XML off.

Nothing is fetched and no entity is expanded; depth and the size of a text are bounded by libxml2 itself (`huge_tree`).
"""

import re
from contextlib import suppress
from html import unescape
from typing import Any, TypeAlias

from lxml import etree

from schemas import Reason, RejectionError
from streams.formats import attributes
from streams.formats.xml_text import FORBIDDEN, outside_cdata, well_chosen

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

MOST_TAGS = 100_000
"""Tags of a document: a feed of a megabyte has some twenty thousand."""
MOST_REFERENCES = 200_000
"""And ampersands: one with HTML that is escaped has twice as many."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_MARK = "\ue0ff"  # of private use: what stands for an ampersand that libxml2 would lose
_MARKED = re.compile(_MARK + r"([#\w]{1,33};)")
_PLAIN = {"encoding": "utf-8", "no_network": True, "remove_comments": True, "remove_pis": True}
_SAFE = {**_PLAIN, "resolve_entities": False, "load_dtd": False, "huge_tree": False}
_LENIENT = {**_PLAIN, "huge_tree": True}  # HTML has no entities that grow


def parse_xml(text: str) -> Element:
    """The root element. What is not well-formed is mended as libxml2 can. Raises RejectionError.

    >>> parse_xml("<a>caf&eacute; & bar</a>").text
    'café & bar'
    """
    text = well_chosen(text)
    root = well_formed(text)
    if root is None:
        root = _recovered(text)
    if root is None:
        raise RejectionError(Reason.NOT_XML, "no XML: there is no element in it")
    return root


def _few_attributes(root: Element | None) -> Element | None:
    """The tree itself. Raises RejectionError where a tag has more attributes than may be asked for."""
    if root is not None and root.xpath(f"boolean(//*[@*[{attributes.MOST + 1}]])"):
        raise attributes.too_many()
    return root


def well_formed(text: str) -> Element | None:
    """The root element of what `well_chosen` gives, None where that is not well-formed. Raises RejectionError."""
    for mark, most in (("<", MOST_TAGS), ("&", MOST_REFERENCES)):
        if (marks := text.count(mark)) > most:
            raise RejectionError(Reason.TOO_LARGE, f"XML with {marks} {mark!r}, at most {most} are read")
    try:
        return _few_attributes(etree.fromstring(text.encode(), etree.XMLParser(**_SAFE)))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise RejectionError(Reason.TOO_DEEP, f"XML: {error}") from error
        return None


def _recovered(text: str) -> Element | None:
    """What libxml2 makes of a broken document. Behind the first slip it loses all references, so they are hidden."""
    hidden = outside_cdata(text.replace(_MARK, ""), lambda part: part.replace("&", _MARK))
    root = _few_attributes(
        etree.fromstring(hidden.encode(), etree.XMLParser(recover=True, **_SAFE)) if hidden else None
    )
    for element in root.iter() if root is not None else ():
        element.text, element.tail = _shown(element.text), _shown(element.tail)
        for name, value in element.attrib.items():
            if _MARK in value:
                with suppress(ValueError):  # a name with a prefix that nobody declared
                    element.set(name, _shown(value))
    return root


def _shown(text: str | None) -> str | None:
    return _MARKED.sub(lambda found: unescape("&" + found[1]), text).replace(_MARK, "&") if text else text


def parse_html(html: str, *, for_pages: bool = False) -> Element | None:
    """The root of what a browser would make of it, or None where there is nothing; `for_pages` makes the elements those
    of `lxml.html`, which extractors want. Raises RejectionError where it nests deeper than libxml2 goes (2048), which
    would leave out what is below, or where a tag has more attributes than any real one."""
    attributes.refuse_many(html)
    encoded = FORBIDDEN.sub("", html).encode()
    if not encoded.strip():
        return None
    parser = _page_parser() if for_pages else etree.HTMLParser(**_LENIENT)
    root = etree.fromstring(encoded, parser)
    if any("depth" in error.message for error in parser.error_log):
        raise RejectionError(Reason.TOO_DEEP, "HTML that nests deeper than 2048")
    return root


def _page_parser() -> Any:
    from lxml.html import HTMLParser

    return HTMLParser(**_LENIENT)


def local(element: Element) -> str:
    """The element's name without namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, name: str) -> list[Element]:
    """The children of that local name."""
    return [child for child in element if local(child) == name]


def found(element: Element, name: str) -> list[Element]:
    """All below of that local name, in order."""
    return [below for below in element.iter() if local(below) == name]


def drop(element: Element) -> None:
    """Take an element out of its tree, but not the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def wrapped(element: Element, *names: str) -> Element:
    """A new root of the outermost name, with the others inside each other and the element innermost."""
    root = inner = etree.Element(names[0])
    for name in names[1:]:
        inner = etree.SubElement(inner, name)
    inner.append(element)
    return root


def written(root: Element) -> bytes:
    """The tree as well-formed XML in UTF-8, without a declaration."""
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False))
