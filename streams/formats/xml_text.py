"""The text of XML before any parser sees it: what it begins with, what is mended in it, and what is not let through."""

import re
from collections.abc import Callable
from html.entities import name2codepoint

from schemas import Reason, RejectionError

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that no XML may hold."""

_REFERENCE = re.compile(r"&(?:(\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?")
_OWN = {"amp", "lt", "gt", "quot", "apos"}
_DECLARATION = re.compile(r"\A[\s\ufeff]*(<\?xml[^>]*\?>)?")
_DOCTYPE = re.compile("<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile("<!ENTITY", re.IGNORECASE)
_NAME = re.compile(r"<([^\s<>/!?]{1,100})")


def well_chosen(text: str) -> str:
    """XML without its declaration, with characters for HTML's names of them, and with ampersands escaped where they are
    text. Raises RejectionError where it declares entities: attacks are made of them, and no feed needs them."""
    text = FORBIDDEN.sub("", text)
    if declares_entities(text):
        raise RejectionError(Reason.NOT_XML, "XML that declares entities is not read")
    text = _DECLARATION.sub("", text, count=1).lstrip()
    return outside_cdata(text, lambda part: _REFERENCE.sub(_character, part)) if "&" in text else text


def outside_cdata(text: str, change: Callable[[str], str]) -> str:
    """The text, changed where it is not literal."""
    parts, at = [], 0
    while (opens := text.find("<![CDATA[", at)) >= 0 and (closes := text.find("]]>", opens)) >= 0:
        parts += [change(text[at:opens]), text[opens : closes + 3]]
        at = closes + 3
    return "".join([*parts, change(text[at:])])


def _character(reference: re.Match[str]) -> str:
    """What stands for a reference: itself, the character, or an ampersand that is text."""
    name = reference[1]
    if name is None:
        return "&amp;"
    if name[0] == "#":
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return reference[0] if code < 0x110000 and not FORBIDDEN.match(chr(code)) else ""
    if name in _OWN:
        return reference[0]
    return chr(name2codepoint[name]) if name in name2codepoint else f"&amp;{name};"


def declares_entities(text: str) -> bool:
    """Whether there is an entity declaration behind a DOCTYPE, anywhere in the text: where a DOCTYPE ends only a parser
    knows, since what is in quotes, comments and instructions may look like anything.

    >>> declares_entities('<!DOCTYPE a SYSTEM "x>" [<!-- <![CDATA[ --><!ENTITY b "c">]><a>&b;</a>')
    True
    >>> declares_entities('<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd"><rss>&lt;!ENTITY</rss>')
    False
    """
    doctype = _DOCTYPE.search(text)
    return doctype is not None and _ENTITY.search(text, doctype.end()) is not None


def first_element(text: str) -> str:
    """The local name of the first element, in lower case; "" where there is none.

    >>> first_element('<?xml version="1.0"?><!-- a --><!DOCTYPE html><html><head>')
    'html'
    """
    name = _NAME.match(text, _beginning(text))
    return name[1].rpartition(":")[2].lower() if name else ""


def _beginning(text: str) -> int:
    """Where the first element begins, or what stands in its place."""
    at = text.find("<")
    while at >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
        elif text.startswith(("<?", "<!"), at):
            end = text.find(">", at + 2)
        else:
            return at
        at = text.find("<", end) if end >= 0 else -1
    return len(text)
