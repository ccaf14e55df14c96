"""Plain text from the texts in JSON, which may hold HTML whatever they are said to be. Loads lxml only for tags."""

import re
from html import unescape
from typing import overload

_BLOCK = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|table|tr|td|th|blockquote|figure|img|section|article|script|style)"
    r"(?:\s+[\w:-]+\s*=[^<>]*|\s*/?)>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[A-Za-z/!?]")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED_TAG = re.compile(r"&(?:lt|#60|#x3c);/?[a-z]", re.IGNORECASE)


def text(value: str, *, html: bool = False) -> str:
    """The text of a body; without `html` it is said to be plain, and is read as HTML only where its tags say so.

    >>> text("Profit rose.\\n\\nCosts fell &amp; sales < 2%."), text("<p>Profit&nbsp;rose.</p><p>Costs fell.</p>")
    ('Profit rose.\\n\\nCosts fell & sales < 2%.', 'Profit rose.\\nCosts fell.')
    """
    if (_TAG if html else _BLOCK).search(value) or _ESCAPED_TAG.search(value):
        from streams.formats.markup import text_of_html

        return text_of_html(value)
    return _resolved(value)


@overload
def title(value: str) -> str: ...
@overload
def title(value: object) -> object: ...
def title(value: object) -> object:
    """The text of a headline, summary or byline, on one line. What is no text comes back as it is, to be told of."""
    if not isinstance(value, str):
        return value
    if _BLOCK.search(value) or _ESCAPED_TAG.search(value):
        from streams.formats.markup import title_of_html

        return title_of_html(value)
    return _resolved(value)


def _resolved(value: str) -> str:
    """With characters for references, twice where they were escaped twice."""
    for _ in range(2):
        if "&" not in value:
            return value
        value = _REFERENCE.sub(lambda found: unescape(found[0]), value)
    return value


def names(told: object) -> str | None:
    """The names of people told as a text, an object with a name, or a list of these; each once, in order.

    >>> names([{"@type": "person", "name": "Ada Obi"}, "Lin Wei", {}, {"name": ["Ada Obi"]}])
    'Ada Obi, Lin Wei'
    """
    found = dict.fromkeys(_names(told))
    return ", ".join(found) or None


def name(told: object) -> str | None:
    """The first of these names."""
    return next(iter(_names(told)), None)


def _names(told: object, depth: int = 3) -> list[str]:
    if isinstance(told, str):
        one = " ".join(str(title(told)).split())
        return [one] if one and "://" not in one else []  # of some only their profile is told
    if isinstance(told, list) and depth:
        return [found for one in told for found in _names(one, depth - 1)]
    if isinstance(told, dict) and depth:
        return _names(told.get("name"), depth - 1)
    return []
