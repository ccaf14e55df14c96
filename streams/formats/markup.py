"""The text of HTML, and of its kin in XML, as a reader would copy it: a line for each paragraph, item and row."""

import re
from dataclasses import replace
from html import unescape

from schemas import Reason, RejectionError
from streams.formats.vocabulary import Vocabulary, vocabulary
from streams.formats.xml import Element, local, parse_html

MOST_TAGS = 50_000
"""Of one text; long articles have some thousand. As many as fit into a document take seconds."""

_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!?]")
_ESCAPED_TAG = re.compile(
    r"&(lt|\#60|\#x3c); /? (a|b|blockquote|br|div|em|figure|h[1-6]|i|img|li|ol|p|span|strong|table|ul) \b",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def text_of_html(html: str) -> str:
    """The text of a piece of HTML or of a whole page, its lines parted by newlines, none of them empty.

    Scripts, styles, pictures with their captions, controls and what is hidden are left out. References that were
    escaped twice are resolved twice, and so are tags where the whole was.

    >>> text_of_html("<p>Shares fell <b>3</b>&nbsp;%.<script>$100</script></p><ul><li>Oil<li>Gas &amp;amp; coal</ul>")
    'Shares fell 3 %.\\nOil\\nGas & coal'
    """
    if not _TAG.search(html) and _ESCAPED_TAG.search(html):
        html = unescape(html)
    if not _TAG.search(html):
        return "\n".join(filter(None, map(tidy, _resolved(html).splitlines())))
    if html.count("<") > MOST_TAGS:
        raise RejectionError(Reason.TOO_LARGE, f"a text with more than {MOST_TAGS} tags")
    root = parse_html(html)
    return "" if root is None else text_of(root)


def title_of_html(html: str) -> str:
    """The text as one line: titles may have markup too.

    >>> title_of_html("Oil <b>rises</b> 2% &amp;#8211; again")
    'Oil rises 2% – again'
    """
    return text_of_html(html).replace("\n", " ").replace("\t", " ")


def text_of(root: Element, *kinds: str, unread: frozenset[str] = frozenset()) -> str:
    """The same of a tree; `kinds` name its vocabulary, HTML where there are none, and `unread` more to leave out."""
    known = vocabulary(*(kinds or ("html",)))
    known = replace(known, unread=known.unread | unread) if unread else known
    lines = Lines(known)
    below = [(root, False)]  # an element and whether it has been read: nesting has no bound that Python's stack knows
    while below:
        element, is_read = below.pop()
        name = local(element).lower()
        if is_read:
            lines.ends(name)
        elif not _is_left_out(element, name, known):
            lines.begins(name)
            lines.add(element.text)
            below.append((element, True))
            below.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            lines.add(element.tail)
    return lines.text()


def _is_left_out(element: Element, name: str, known: Vocabulary) -> bool:
    if name in known.unread:  # editors wrap tables in a figure
        return name != "figure" or next(element.iter("table"), None) is None
    if not name or element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True  # comments and the like have no name
    return not known.unread_classes.isdisjoint((element.get("class") or "").split())


class Lines:
    """Lines as they grow; white space counts once, but for preformatted text."""

    def __init__(self, known: Vocabulary) -> None:
        self._known = known
        self._done: list[str] = []
        self._line: list[str] = []
        self._preformatted = 0

    def begins(self, name: str) -> None:
        """An element opens."""
        if name in self._known.blocks:
            self._break()
        elif name in self._known.cells and self._line:
            self._line.append("\t")
        self._preformatted += name == "pre"

    def ends(self, name: str) -> None:
        """An element closes."""
        if name in self._known.blocks:
            self._break()
        self._preformatted -= name == "pre"

    def add(self, text: str | None) -> None:
        """Text of the line that is open."""
        if not text:
            return
        if not self._preformatted:
            self._line.append(_SPACE.sub(" ", text))
            return
        first, *others = text.splitlines() or [""]
        self._line.append(first)
        for line in others:
            self._break()
            self._line.append(line)

    def text(self) -> str:
        """All lines, the empty ones left out."""
        self._break()
        return "\n".join(self._done)

    def _break(self) -> None:
        if self._line and (line := tidy("".join(self._line))):
            self._done.append(line)
        self._line.clear()


def tidy(line: str) -> str:
    """A line without white space that is only layout, and with what was escaped once more resolved."""
    cells = (_SPACE.sub(" ", cell).strip() for cell in _UNSEEN.sub("", _resolved(line)).split("\t"))
    return "\t".join(cells).strip()


def _resolved(text: str) -> str:
    """With characters for references, those alone that end as they should: an address may have "&copy=1"."""
    return _REFERENCE.sub(lambda found: unescape(found[0]), text) if "&" in text else text
