"""What a document of XML or HTML holds, told by its content type and its root. Loads lxml."""

from schemas import Reason, RejectionError
from streams.formats import newsml_1, newsml_g2, nitf
from streams.formats.encodings import decoded
from streams.formats.envelope import MediaType, header
from streams.formats.fields import check_count
from streams.formats.model import Document, Draft, Reading
from streams.formats.xml import local, parse_xml
from streams.formats.xml_text import first_element

_AGENCIES = {"newsml": newsml_1.read, "nitf": nitf.read}
_FEEDS = frozenset({"rss", "rdf", "channel", "feed", "item", "entry"})
_PAGE = frozenset({"html", "head", "title", "meta", "body", "main", "article", "section", "div", "p", "h1", "script"})
"""What a page begins with, whole or a piece of one."""


def read_markup(document: Document, said: MediaType, rules: Reading) -> list[Draft]:
    """The drafts of the articles in XML or HTML, one at least. Raises RejectionError."""
    text = decoded(document.value, said.charset)
    root = first_element(text)
    if root in _PAGE or (said.is_page and root not in newsml_g2.ROOTS | _FEEDS | _AGENCIES.keys()):
        if said.is_feed or said.is_json:
            raise RejectionError(Reason.UNSUPPORTED_FORMAT, f"a page of HTML that is called {said.name}")
        return _page(document, rules)
    if root in _FEEDS:
        return _feed(text, document, rules)
    tree = parse_xml(text)
    root = local(tree).lower()
    if root in newsml_g2.ROOTS:
        return newsml_g2.read(tree, rules)
    if root in _AGENCIES:
        return _AGENCIES[root](tree, rules)
    raise RejectionError(Reason.UNSUPPORTED_FORMAT, f"XML whose root is {local(tree)[:60]!r}")


def _feed(text: str, document: Document, rules: Reading) -> list[Draft]:
    from streams.formats import feeds  # loads feedparser

    check_count(text.count("<item") + text.count("<entry"), rules)  # reading one takes a millisecond
    drafts = feeds.read(text, rules, header(document.headers, "url"))
    if not drafts:
        raise RejectionError(Reason.NO_ARTICLE, "a feed without items")
    return drafts


def _page(document: Document, rules: Reading) -> list[Draft]:
    if rules.pages is not None:
        return rules.pages(document, rules)
    from streams.formats.pages import read_page  # loads trafilatura

    return read_page(document, rules)
