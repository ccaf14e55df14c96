"""Documents of XML and HTML however they are broken: drafts or a reason, never a crash and never long."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Reason, RejectionError
from streams.formats import Document, Reading
from streams.formats.read import read_document
from tests.formats.golden import FOLDER

RULES = Reading(max_bytes=2_000_000)
MARKUP = [
    path for kind in ("rss", "atom", "newsml_g2", "newsml_1", "nitf") for path in sorted((FOLDER / kind).glob("*.xml"))
]
PAGES = sorted((FOLDER / "html").glob("*.html"))
JUNK = [
    b"",
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"\0",
    b"\xff\xfe",
    b"</item>",
    b"&#x0;",
    b"&nowhere;",
    b'"',
    b"<p>",
]


@given(st.sampled_from(MARKUP), st.data())
def test_a_document_that_was_garbled_gives_drafts_or_a_reason(path: Path, data: st.DataObject) -> None:
    value = path.read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(value)))
        end = min(len(value), start + data.draw(st.integers(0, 40)))
        value = value[:start] + data.draw(st.sampled_from(JUNK)) + value[end:]
    try:
        drafts = read_document(Document(value), RULES)
    except RejectionError:
        return
    assert drafts
    assert all("<p>" not in str(draft.fields.get("title")) for draft in drafts)


@pytest.mark.parametrize("path", [*MARKUP, *PAGES], ids=lambda path: path.name)
def test_a_document_that_ends_early_gives_drafts_or_a_reason(path: Path) -> None:
    value = path.read_bytes()
    for share in (0.2, 0.5, 0.8, 0.99):
        with suppress(RejectionError):
            assert read_document(Document(value[: int(len(value) * share)]), RULES)


ITEM = (
    "<rss><channel><item><title>T</title><description>Oil rose by two percent.</description>{}</item></channel></rss>"
)
HOSTILE = {
    "addresses without an end": ITEM.format(f"<author>{'a.' * 200_000}</author>"),
    "mail addresses": ITEM.format(f"<author>{'a@' * 200_000}</author>"),
    "captions without an end": ITEM.format("<media:description>" * 20_000),
    "white space": ITEM.format(f"<pubDate>{' ' * 900_000}</pubDate>"),
    "references": ITEM.format("&#1" * 60_000),
    "sections without an end": ITEM.format("<![CDATA[" * 60_000),
    "elements": ITEM.format("<b>x</b>" * 45_000),
    "one comment": ITEM.format("<!--" * 90_000),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(60)
def test_a_hostile_feed_is_read_in_seconds(name: str) -> None:
    assert read_document(Document(HOSTILE[name].encode()), RULES)


TOO_MUCH = {
    "tags": ("<rss>" + "<b/>" * 100_001 + "</rss>", Reason.TOO_LARGE),
    "references": ("<rss>" + "&lt;" * 200_001 + "</rss>", Reason.TOO_LARGE),
    "levels": ("<newsItem>" * 3_000, Reason.TOO_DEEP),
    "elements of a page": ("<html>" + "<div><p>x</div>" * 7_000, Reason.TOO_LARGE),
    "elements in one": ("<html>" + "<p>x" * 3_001, Reason.TOO_LARGE),
    "nested elements of a page": ("<html>" + ("<div>" * 500 + "</div>" * 500) * 3, Reason.TOO_LARGE),
    "levels of a page": ("<html>" + "<div>" * 3_000, Reason.TOO_DEEP),
}


@pytest.mark.parametrize("name", TOO_MUCH)
@pytest.mark.timeout(30)
def test_what_would_take_long_is_rejected_at_once(name: str) -> None:
    text, reason = TOO_MUCH[name]
    with pytest.raises(RejectionError) as caught:
        read_document(Document(text.encode()), RULES)
    assert caught.value.reason is reason


NAMED = {
    "a page where a feed was said to be": (b"<html><body>Moved</body></html>", "application/rss+xml", "page of HTML"),
    "XML of another kind": (b"<svg><text>Oil</text></svg>", None, "svg"),
    "a feed without items": (b"<rss><channel/></rss>", None, "without items"),
    "a package": (b"<packageItem/>", None, "packageItem"),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_holds_no_article_is_rejected_by_what_it_is(name: str) -> None:
    value, said, told = NAMED[name]
    with pytest.raises(RejectionError, match=told):
        read_document(Document(value, content_type=said), RULES)


def test_a_feed_is_read_whatever_its_content_type_says() -> None:
    feed = ITEM.format("").encode()
    for said in ("text/html", "text/plain", "application/octet-stream", "text/xml; charset=bogus", None):
        (draft,) = read_document(Document(feed, content_type=said), RULES)
        assert draft.fields["body"] == "Oil rose by two percent."
