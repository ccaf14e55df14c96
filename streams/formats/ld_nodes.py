"""The nodes of JSON-LD, wherever they lie and however they are written: in a value, in a list, in @graph, in a page."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any, TypeAlias

from schemas import RejectionError
from schemas.codec import decode
from streams.tables import Tables

Node: TypeAlias = Mapping[str, Any]

DEEPEST = 6
"""How deep an article may lie: in a list of pages with a @graph, no deeper."""
MOST_MARKS = 8
"""How often something is taken from around a script."""

_INSIDE = ("@graph", "mainEntity", "itemListElement", "item", "hasPart")
_SCRIPT = re.compile(r"<script\b([^<>]*)>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x1f]")
_BEFORE, _AFTER = ("//", "<!--", "<![CDATA[", "/*", "*/"), ("//", "-->", "]]>", ";", "/*", "*/")
"""What authors put around a script, for readers that have been gone for twenty years."""
_PREFIX = re.compile(r"https?://schema\.org/|schema:")


def is_node(value: object) -> bool:
    """Whether a JSON value looks like JSON-LD."""
    if isinstance(value, list):
        return any(map(is_node, value))
    return isinstance(value, dict) and ("@context" in value or "@graph" in value or "@type" in value)


def nodes(value: object, depth: int = DEEPEST) -> Iterator[Node]:
    """The nodes in a JSON value, in its order; those within an article are its own affair."""
    if isinstance(value, list) and depth:
        for one in value:
            yield from nodes(one, depth - 1)
    elif isinstance(value, dict):
        node = {_PREFIX.sub("", name, count=1): _lone(told) for name, told in value.items()}
        yield node
        for name in _INSIDE if depth and not is_article(node) else ():
            yield from nodes(node.get(name), depth - 1)


def _lone(told: object) -> object:
    """A value without what expanded JSON-LD wraps around it."""
    if isinstance(told, list) and len(told) == 1:
        told = told[0]
    return told["@value"] if isinstance(told, dict) and "@value" in told else told


def is_article(node: Node) -> bool:
    """Whether it is of a type that schema.org has below Article."""
    return not _article_types().isdisjoint(types(node))


def types(node: Node) -> list[str]:
    """The names of its types, in lower case."""
    told = node.get("@type") or node.get("type")
    return [
        re.split("[/#:]", one)[-1].lower()
        for one in (told if isinstance(told, list) else [told])
        if isinstance(one, str)
    ]


@cache
def _article_types() -> frozenset[str]:
    return frozenset(Tables("streams.formats").words("article_types.txt"))


def scripts(html: str) -> Iterator[object]:
    """The JSON-LD of a page; scripts that are no JSON are passed over."""
    at = 0
    while (begins := _SCRIPT.search(html, at)) and (ends := _SCRIPT_END.search(html, begins.end())):
        at = ends.end()
        if "ld+json" in begins[1].lower():
            try:
                yield lenient(html[begins.end() : ends.start()])
            except RejectionError:
                continue


def lenient(script: str) -> object:
    """The JSON in a script as people write them: with what wrapped it for old readers, line breaks in strings, or
    references for its quotes. Raises RejectionError."""
    script = _unwrapped(_CONTROLS.sub(" ", script))
    try:
        return decode(script.encode("utf-8", "replace"), any_integer=True)
    except RejectionError:
        return decode(unescape(script).encode("utf-8", "replace"), any_integer=True)


def _unwrapped(script: str) -> str:
    for _ in range(MOST_MARKS):
        before, script = script, script.strip()
        for mark in _BEFORE:
            script = script.removeprefix(mark)
        for mark in _AFTER:
            script = script.removesuffix(mark)
        if script == before:
            break
    return script
