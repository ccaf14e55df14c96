"""Documents as a topic brings them: unwrapped, told apart, completed by headers, and never a crash."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas import Format, Mend, Reason, RejectionError, Repair
from schemas.codec import encode
from schemas.headers import Header, split_headers
from streams.formats import Document, Draft, Reading
from streams.formats.read import one_article, read_document
from streams.steps.accept import accepted
from tests.formats.test_fields import JSON

RULES = Reading(max_bytes=100_000)
NINJS = {"uri": "urn:x:9", "headline": "Packed", "body_text": "A packed text."}
FLAT = {"source": "wire", "id": "1", "body": "A text."}


def read(value: object, *headers: Header, content_type: str | None = None, told_by: str | None = None) -> list[Draft]:
    written = value if isinstance(value, bytes) else encode(value)
    return read_document(Document(written, headers, content_type, told_by), RULES)


def refused(value: object, *headers: Header, content_type: str | None = None) -> Reason:
    with pytest.raises(RejectionError) as caught:
        read(value, *headers, content_type=content_type)
    return caught.value.reason


def fields(value: object, *headers: Header, told_by: str | None = None) -> dict[str, Any]:
    (draft,) = read(value, *headers, told_by=told_by)
    return dict(draft.fields)


@pytest.mark.parametrize(
    ("headers", "told_by", "source"),
    [
        ((("source", b"Header"),), "folder", "Header"),
        ((), "folder", "folder"),
        ((("url", b"https://www.t.example/1"),), "folder", "t.example"),
        ((("Source", b"\xff"), ("SOURCE", b"Second")), None, "Second"),
        ((), None, None),
    ],
)
def test_a_source_is_told_by_the_header_the_document_an_address_or_whoever_brings_it(
    headers: tuple[Header, ...], told_by: str | None, source: str | None
) -> None:
    assert fields(NINJS, *headers, told_by=told_by).get("source") == source


def test_an_event_names_its_source_before_whoever_brings_it() -> None:
    event = {"specversion": "1.0", "id": "1", "source": "https://www.crawl.example/a", "type": "t", "data": NINJS}
    assert fields(event, told_by="folder")["source"] == "crawl.example"


def test_the_header_source_comes_before_what_a_document_of_another_format_names() -> None:
    assert fields(NINJS | {"source": "AAP"})["source"] == "AAP"
    assert fields(NINJS | {"source": "AAP"}, ("source", b"Header"))["source"] == "Header"
    assert fields(FLAT, ("source", b"Header"))["source"] == "wire"


def test_headers_stand_for_what_a_document_lacks() -> None:
    lent = (("source", b"wire"), ("id", b"lent"), ("url", b"https://t.example/1?utm_source=x"))
    told = fields({"headline": "A", "body_text": "Text.", "uri": ""}, *lent)
    assert (told["id"], told["url"]) == ("lent", "https://t.example/1")
    assert fields(NINJS, *lent)["id"] == "urn:x:9"
    assert fields({"body": "A text."}, *lent) == {
        "source": "wire",
        "id": "lent",
        "url": lent[2][1].decode(),
        "body": "A text.",
    }


def test_of_several_articles_a_header_names_the_source_alone() -> None:
    drafts = read([NINJS, NINJS | {"uri": ""}], ("source", b"wire"), ("id", b"lent"), ("url", b"https://t.example/1"))
    assert [draft.fields["source"] for draft in drafts] == ["wire", "wire"]
    assert "lent" not in [draft.fields["id"] for draft in drafts]
    assert not [draft for draft in drafts if "url" in draft.fields]


def test_a_record_has_one_article_and_pictures_beside_it_do_not_count() -> None:
    picture = {"uri": "urn:x:2", "type": "picture", "headline": "A picture"}
    assert one_article(read([picture, NINJS, picture])).fields["id"] == "urn:x:9"
    with pytest.raises(RejectionError, match="newsmill publish") as caught:
        one_article(read([NINJS, NINJS]))
    assert caught.value.reason is Reason.MANY_ARTICLES


def test_an_article_that_was_split_out_of_a_document_tells_what_it_was() -> None:
    repairs = [Repair(field="published_at", reason=Mend.LEFT_OUT), Repair(field="title", reason=Mend.MENDED)]
    (draft,) = read(FLAT, *split_headers(Format.RSS, repairs))
    assert (draft.format, list(draft.repairs)) == (Format.RSS, repairs)


@pytest.mark.parametrize(
    "headers",
    [
        [("newsmill_format", b"papyrus")],
        [("newsmill_format", b"\xff")],
        [("newsmill_format", None)],
        [("newsmill_format", b"rss"), ("newsmill_repairs", b"title")],
        [("newsmill_format", b"rss"), ("newsmill_repairs", b"title=improved")],
        [("newsmill_format", b"rss"), ("newsmill_repairs", b"<b>=mended")],
        [("newsmill_repairs", b"title=mended")],
    ],
)
def test_what_a_stranger_writes_into_these_headers_is_passed_over(headers: list[Header]) -> None:
    (draft,) = read(FLAT, *headers)
    assert (draft.format, draft.repairs) == (Format.FLAT, ())


def test_integers_of_more_than_64_bits_cost_only_what_would_pass_them_on() -> None:
    assert refused(encode(FLAT)[:-1] + b', "desk": 99999999999999999999}') is Reason.INVALID_FIELD
    assert refused(b"[" + encode(FLAT)[:-1] + b', "desk": 99999999999999999999}]') is Reason.INVALID_FIELD
    (draft,) = read(encode(NINJS)[:-1] + b', "version": 99999999999999999999}')
    assert [(repair.field, repair.reason.value) for repair in draft.repairs] == [("version", "left_out")]


@pytest.mark.parametrize(
    ("value", "content_type", "reason"),
    [
        (b"<html><body><p>Moved</p></body></html>", "application/json", Reason.UNSUPPORTED_FORMAT),
        (b"{}", "application/ld+json", Reason.NO_ARTICLE),
        (b'[{"data": {"uri": "a", "body_text": "b"}}]', "application/cloudevents-batch+json", Reason.MISSING_FIELD),
        (b"[7]", "application/cloudevents-batch+json", Reason.NOT_AN_OBJECT),
        (b"[]", "application/cloudevents+json", Reason.NOT_AN_OBJECT),
        (b'{"a": 1}', None, Reason.NO_ARTICLE),
        (b"[]", None, Reason.NOT_AN_OBJECT),
        (b"7", None, Reason.NOT_AN_OBJECT),
        (b'"{\\"a\\": 1}"', None, Reason.NO_ARTICLE),
        (encode(encode(encode(encode(encode(NINJS).decode()).decode()).decode()).decode()), None, Reason.TOO_DEEP),
        (b"plain text", None, Reason.NOT_JSON),
        (b"plain text", "text/plain", Reason.NOT_JSON),
        (b"%PDF-1.7", "application/pdf", Reason.UNSUPPORTED_FORMAT),
        (b"<svg/>", None, Reason.UNSUPPORTED_FORMAT),
        (b"\xff\xfe", None, Reason.NOT_JSON),
        (b"{" + b" " * 100_000, None, Reason.TOO_LARGE),
    ],
)
def test_what_is_no_article_is_rejected_with_a_reason(value: bytes, content_type: str | None, reason: Reason) -> None:
    assert refused(value, content_type=content_type) is reason


MANY = [
    encode([NINJS] * 11),
    encode([FLAT] * 11),
    encode({"version": "https://jsonfeed.org/version/1.1", "items": [{"content_text": "a"}] * 11}),
    encode([{"@type": "NewsArticle", "headline": str(number)} for number in range(11)]),
    encode([{"specversion": "1.0", "id": "1", "source": "/a", "type": "t", "data": NINJS}] * 11),
    b"<rss><channel>" + b"<item><title>a</title></item>" * 11 + b"</channel></rss>",
    b"<newsMessage>" + b"<newsItem guid='a'/>" * 11 + b"</newsMessage>",
]


@pytest.mark.parametrize("value", MANY)
def test_a_document_of_more_articles_than_are_read_is_not_begun_with(value: bytes) -> None:
    assert len(read_document(Document(value), Reading(100_000, most_articles=11))) == 11
    with pytest.raises(RejectionError) as caught:
        read_document(Document(value), Reading(100_000, most_articles=10))
    assert caught.value.reason is Reason.MANY_ARTICLES


def test_a_text_of_nothing_but_tags_is_not_begun_with() -> None:
    tags = NINJS | {"body_text": "", "body_html": "<p>" * 60_000 + "A text."}
    with pytest.raises(RejectionError, match="tags"):
        read_document(Document(encode(tags)), Reading(1_000_000))


def test_json_is_read_in_the_charset_that_the_content_type_says() -> None:
    value = '{"uri": "urn:x:1", "headline": "Zürich", "body_text": "Größe"}'.encode("latin-1")
    (draft,) = read(value, content_type="application/json; charset=ISO-8859-1")
    assert draft.fields["title"] == "Zürich"
    assert refused(value) is Reason.NOT_UTF8
    assert refused(value, content_type="application/json; charset=bogus") is Reason.NOT_UTF8


SIGNS = st.sampled_from(
    [
        *("uri", "guid", "headline", "body_text", "body_html", "bodies", "headlines", "pubstatus", "infosources"),
        *(
            "@type",
            "@graph",
            "@id",
            "author",
            "articleBody",
            "mainEntity",
            "liveBlogUpdate",
            "itemListElement",
            "publisher",
        ),
        *("items", "version", "content_html", "authors", "item", "source", "id", "body", "status"),
        *("specversion", "type", "data", "subject", "data_base64"),
    ]
)
VALUES = st.recursive(
    JSON
    | st.sampled_from(["NewsArticle", "1.0", "https://jsonfeed.org/version/1.1", "<p>A&nbsp;text</p>", "canceled"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SIGNS, inner, max_size=6),
    max_leaves=12,
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            ["source", "id", "url", "content-type", "content-encoding", "ce_specversion", "ce_source", "ce_id"]
        ),
        st.none()
        | st.binary(max_size=12)
        | st.sampled_from([b"application/ld+json", b"gzip", b"1.0", b"https://a.example"]),
    ),
    max_size=4,
)


@given(VALUES.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=60), HEADERS)
@example(b'{"items": [{"content_html": {"a": 1}}]}', [])
def test_every_value_gives_articles_that_hold_or_a_reason_and_the_same_again(
    value: bytes, headers: list[Header]
) -> None:
    assert outcome(value, headers) == outcome(value, headers)


def outcome(value: bytes, headers: list[Header]) -> list[object]:
    try:
        drafts = read_document(Document(value, headers), RULES)
    except RejectionError as error:
        return [error.reason]
    return [accept(draft) for draft in drafts]


def accept(draft: Draft) -> object:
    try:
        return accepted(draft, RULES)
    except RejectionError as error:
        return error.reason


def test_a_format_is_loaded_when_it_first_occurs() -> None:
    heavy = "{'lxml', 'feedparser', 'trafilatura', 'zstandard', 'babel'}"
    code = f"""
import sys
from streams.formats import Document, Reading
from streams.formats.read import read_document
read_document(Document(b'{{"source": "a", "id": "b", "body": "3 < 4, AT&T"}}'), Reading(1000))
read_document(Document(b'{{"uri": "a", "headline": "b", "body_text": "c"}}'), Reading(1000))
print({heavy} & set(sys.modules))
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"
