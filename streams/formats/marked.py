"""Documents of XML and HTML: which format one is, told by its root, and then read as that."""

from schemas import Reason, RejectionError
from streams.formats import feeds, newsml_g2
from streams.formats.encodings import decoded
from streams.formats.envelope import header, said_type
from streams.formats.model import Document, Draft, Reading
from streams.formats.xml import first_element, local, parse_xml

_HTML = frozenset({"html", "head", "body", "title", "meta", "link", "script", "style", "div", "p", "article", "main"})
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})


def read_marked(document: Document, rules: Reading) -> list[Draft]:
    """The articles of a document of XML or HTML. Raises RejectionError."""
    said = said_type(document)
    text = decoded(document.value, said.charset)
    name = first_element(text)
    if name in _HTML or (said.is_page and name not in feeds.ROOTS | newsml_g2.ROOTS):
        if said.name in _FEED_TYPES:
            raise RejectionError(Reason.NO_ARTICLE, "a page of HTML where a feed was said to be")
        return _page(document, rules)
    root = parse_xml(text)
    name = local(root).lower()
    if name in newsml_g2.ROOTS:
        return newsml_g2.read(root, rules)
    if name in feeds.ROOTS:
        drafts = feeds.read(root, rules, header(document.headers, "url"))
        if not drafts:
            raise RejectionError(Reason.NO_ARTICLE, f"a feed without items: {name}")
        return drafts
    raise RejectionError(Reason.UNSUPPORTED_FORMAT, f"XML of a format that is not read: {local(root)}")


def _page(document: Document, rules: Reading) -> list[Draft]:
    if rules.pages is not None:
        return rules.pages(document, rules)
    from streams.formats.pages import read_page

    return read_page(document, rules)
