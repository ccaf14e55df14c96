"""The one door to lxml: text into trees, with all that is dangerous in XML off.

Nothing is fetched and no entity is expanded; depth and the size of a text are bounded by libxml2 itself (`huge_tree`).
"""

import re
from html.entities import name2codepoint
from typing import Any, TypeAlias

from lxml import etree

from schemas import Reason, RejectionError

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN = {"amp", "lt", "gt", "quot", "apos"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"\A[\s\ufeff]*(<\?xml[^>]*\?>)?")
_SAFE = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse_xml(text: str) -> Element:
    """The root element. What is not well-formed is mended as libxml2 can. Raises RejectionError.

    >>> parse_xml("<a>caf&eacute; &amp; bar</a>").text
    'café & bar'
    """
    written = well_chosen(text).encode()
    if not written.startswith(b"<"):
        raise RejectionError(Reason.NOT_XML, "no XML: it does not begin with an element")
    try:
        return etree.fromstring(written, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise RejectionError(Reason.TOO_DEEP, f"XML: {error}") from error
        root = etree.fromstring(written, etree.XMLParser(recover=True, **_SAFE))
        if root is None:
            raise RejectionError(Reason.NOT_XML, f"XML: {error}") from error
        return root


def parse_html(html: str) -> Element | None:
    """The root of what a browser would make of it, or None where there is nothing. Raises RejectionError where it nests
    deeper than libxml2 goes (2048): it would leave out what is below."""
    written = _FORBIDDEN.sub("", html).encode()
    if not written.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(written, parser)
    if any("depth" in error.message for error in parser.error_log):
        raise RejectionError(Reason.TOO_DEEP, "HTML that nests deeper than 2048")
    return root


def well_chosen(text: str) -> str:
    """XML without its declaration and with characters for HTML's names of them. Raises RejectionError where it declares
    entities of its own: they are what attacks are made of, and no feed needs them."""
    text = _FORBIDDEN.sub("", text)
    if declares_entities(text):
        raise RejectionError(Reason.NOT_XML, "XML that declares entities is not read")
    text = _DECLARATION.sub("", text, count=1).lstrip()
    return _NAMED.sub(_character, text) if "&" in text else text


def _character(named: re.Match[str]) -> str:
    code = None if named[1] in _OWN else name2codepoint.get(named[1])
    return named[0] if code is None else chr(code)


def declares_entities(text: str) -> bool:
    """Whether there is an entity declaration before the first element, in time linear in what stands before it.

    >>> declares_entities('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    True
    >>> declares_entities('<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd"><rss>&lt;!ENTITY</rss>')
    False
    """
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            at = text.find("-->", at + 4)
        elif text.startswith("<?", at):
            at = text.find("?>", at + 2)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            return _entity_in(text, at)
        else:
            return False
        if at < 0:
            return False
    return False


def _entity_in(text: str, doctype: int) -> bool:
    """Whether the DOCTYPE there opens a subset of its own with an entity in it."""
    opens, closes = text.find("[", doctype), text.find(">", doctype)
    return -1 < opens < closes and re.compile("<!ENTITY", re.IGNORECASE).search(text, opens) is not None


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
