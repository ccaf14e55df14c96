"""Screen: what a feed may send, and what becomes of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Judged, Origin, Reason, RejectionError, Screened, Withdrawn
from schemas.codec import encode
from schemas.headers import LEFT_OUT, REASON, TRACEPARENT, first, last, read_origin
from streams.dedup.shard import Shard
from streams.entities.mentions import FoundMention
from streams.outputs import Output
from streams.stages.screen import outcome
from streams.steps import Incoming
from streams.steps.dedupe import dedupe
from streams.steps.enrich import enrich
from streams.steps.parts import EnrichRules
from streams.steps.screen import ScreenRules, read, screen

PAGES = Path(__file__).parents[1] / "inputs/pages"
ORIGIN = Origin(topic="news.articles.raw", partition=2, offset=7, timestamp=1_795_509_000_123)
BODY = "The ministry in Nairobi said on Monday that it would spend 5 million shillings on two bridges."

GERMAN = "Das Ministerium in Nairobi teilte am Montag mit, dass es zwei neue Brücken über den Fluss bauen wird."


class NoTagger:
    """Finds no names: what screen does with an article does not depend on them."""

    name = "none"
    languages = frozenset({"en"})

    def tag(self, fields: object) -> list[FoundMention]:
        return []


ENRICH = EnrichRules(NoTagger())
RULES = ScreenRules(max_article_bytes=10_000, max_event_bytes=400_000, shards=1, enrich=ENRICH)


def raw(value: bytes | None, *headers: tuple[str, bytes]) -> Incoming:
    return Incoming(b"key", value, headers, ORIGIN)


def article(**fields: Any) -> bytes:
    return encode({"source": "wire", "id": "1", "body": BODY} | fields)


REJECTED = [
    (b"", Reason.NOT_JSON),
    (b"{", Reason.NOT_JSON),
    (b"\xff", Reason.NOT_UTF8),
    (b"[]", Reason.NOT_AN_OBJECT),
    (b"null", Reason.NOT_AN_OBJECT),
    (b'{"a":' * 40 + b"1" + b"}" * 40, Reason.TOO_DEEP),
    (b'{"source": "wire", "body": "text"}', Reason.MISSING_FIELD),
    (b'{"source": "wire", "id": "1"}', Reason.MISSING_FIELD),
    (article(body="  — … \n"), Reason.EMPTY_BODY),
    (article(body=""), Reason.EMPTY_BODY),
    (article(id=7), Reason.INVALID_FIELD),
    (article(body=["text"]), Reason.INVALID_FIELD),
    (article(status="lost"), Reason.INVALID_FIELD),
    (article(id=7, title=7), Reason.INVALID_FIELD),
    (article()[:-1] + b', "version": 99999999999999999999}', Reason.INVALID_FIELD),
    (article()[:-1] + b', "desk": [99999999999999999999]}', Reason.INVALID_FIELD),
    (article(extra="x" * 10_000), Reason.TOO_LARGE),
    (None, Reason.UNNAMED_TOMBSTONE),
]


@pytest.mark.parametrize(("value", "reason"), REJECTED)
def test_bad_input_is_rejected_with_its_bytes_and_a_reason(value: bytes | None, reason: Reason) -> None:
    (out,) = screen(raw(value, ("trace", b"x")), RULES)
    assert (out.to, out.key, out.value) == ("rejected", b"key", value)
    assert out.headers[0] == ("trace", b"x")
    assert first(out.headers, "newsmill_reason") == reason.value.encode()
    assert first(out.headers, "__connect.errors.offset") == b"7"


@pytest.mark.parametrize(
    ("value", "headers"),
    [(article(), ()), (article(status="canceled"), ()), (None, (("source", b"wire"), ("id", b"1")))],
    ids=["article", "canceled", "null"],
)
def test_what_a_source_says_on_a_topic_that_is_not_its_is_not_allowed(
    value: bytes | None, headers: tuple[tuple[str, bytes], ...]
) -> None:
    others = {ORIGIN.topic: frozenset({"desk"}), "elsewhere": frozenset({"wire"})}
    (out,) = screen(raw(value, *headers), replace(RULES, raws=others))
    assert (out.to, last(out.headers, REASON)) == ("rejected", b"not_allowed")
    (out,) = screen(raw(value, *headers), replace(RULES, raws={ORIGIN.topic: frozenset({"wire"})}))
    assert out.to == "screened"


def test_a_good_article_goes_to_its_shard_with_its_origin() -> None:
    (out,) = screen(raw(article(), ("traceparent", b"00-1")), RULES)
    assert (out.to, out.key, out.partition) == ("screened", b"wire/1", 0)
    assert read_origin(out.headers) == ORIGIN
    assert first(out.headers, "traceparent") == b"00-1"


DOCUMENT = encode({"uri": "a-1", "headline": "Bridges", "body_html": f"<p>{BODY}</p>", "versioncreated": "Monday"})


def test_a_document_of_another_format_tells_what_it_was_read_as() -> None:
    screened = read(raw(DOCUMENT, ("source", b"wire")), RULES)
    assert screened.article is not None
    assert (screened.article.source, screened.article.id, screened.article.body) == ("wire", "a-1", BODY)
    assert screened.format == "ninjs"
    assert [(repair.field, repair.reason.value) for repair in screened.repairs] == [("published_at", "left_out")]


def test_a_document_that_names_nobody_is_of_the_only_source_of_its_topic() -> None:
    with pytest.raises(RejectionError, match="source"):
        read(raw(DOCUMENT), RULES)
    alone = replace(RULES, raws={ORIGIN.topic: frozenset({"wire"})})
    assert read(raw(DOCUMENT), alone).named.source == "wire"
    several = replace(RULES, raws={ORIGIN.topic: frozenset({"wire", "post"})})
    with pytest.raises(RejectionError, match="source"):
        read(raw(DOCUMENT), several)


def test_a_time_without_a_zone_is_read_where_the_setting_says() -> None:
    sent = raw(article(published_at="2026-03-02 07:30"))
    assert read(sent, RULES).article.published_at is None  # type: ignore[union-attr]
    told = read(sent, replace(RULES, default_timezone="Africa/Nairobi")).article
    assert told is not None
    assert told.published_at == "2026-03-02T07:30:00+03:00"


def test_a_killed_text_is_taken_back() -> None:
    killed = encode({"guid": "a-1", "source": "wire", "version": "3", "pubstatus": "canceled", "body_html": BODY})
    assert read(raw(killed), RULES).withdrawn == Withdrawn(source="wire", id="a-1", version=3)


def test_a_record_of_several_articles_is_rejected_with_what_to_do() -> None:
    with pytest.raises(RejectionError, match="newsmill publish") as caught:
        read(raw(b"[" + article() + b"," + article(id="2") + b"]"), RULES)
    assert caught.value.reason is Reason.MANY_ARTICLES


def test_a_document_may_be_twice_as_large_as_an_article() -> None:
    long = "".join(f"<p>{BODY}</p>\n<!-- {'-' * 500} -->" for _ in range(25))
    assert 10_000 < len(long) < 20_000
    assert read(raw(encode({"uri": "a-1", "headline": "Bridges", "body_html": long, "source": "wire"})), RULES).article
    with pytest.raises(RejectionError) as caught:
        read(raw(article(body=long)), RULES)
    assert caught.value.reason is Reason.TOO_LARGE


def test_unknown_fields_pass_and_the_language_is_filled_in() -> None:
    screened = read(raw(article(desk={"a": [1]})), RULES)
    assert screened.article is not None
    assert screened.article.model_dump()["desk"] == {"a": [1]}
    assert screened.article.language == "en"


def test_a_language_that_is_given_is_kept() -> None:
    screened = read(raw(article(language="en-KE")), RULES)
    assert screened.article is not None
    assert screened.article.language == "en-KE"


@pytest.mark.parametrize("told", ["english", "eng", "English (UK)"])
def test_a_language_told_in_another_way_becomes_its_tag(told: str) -> None:
    screened = read(raw(article(language=told, body=GERMAN)), RULES)
    assert screened.article is not None
    assert screened.article.language == "en"


@pytest.mark.parametrize("told", ["globish", "xx", "und", ""])
def test_a_language_that_is_not_understood_is_detected_as_if_none_were_told(told: str) -> None:
    screened = read(raw(article(language=told, body=GERMAN)), RULES)
    assert screened.article is not None
    assert screened.article.language == "de"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"language": "en-KE", "published_at": "2026-03-02T10:00:00Z"}, []),
        ({"language": "English"}, [("language", "mended")]),
        ({"language": "globish"}, [("language", "left_out")]),
        ({"published_at": "2026-03-02 10:00:00z"}, [("published_at", "mended")]),
        ({"language": None, "published_at": None}, []),
        ({"published_at": "Monday"}, [("published_at", "left_out")]),
        ({"published_at": "0001-01-01T00:00:00Z"}, [("published_at", "left_out")]),
        ({"published_at": "2026-03-02\x1b07:30:00Z"}, [("published_at", "left_out")]),
        ({"published_at": "Mon, 02 Mar 2026 07:30:00 GMT"}, [("published_at", "mended")]),
        ({"published_at": 1772436600, "title": 7}, [("published_at", "mended"), ("title", "left_out")]),
        ({"keywords": [7] * 3000}, [("keywords", "left_out")]),
        ({"keywords": "ports, loans", "version": "2"}, [("keywords", "mended"), ("version", "mended")]),
        ({"version": -1, "language": "globish"}, [("language", "left_out"), ("version", "left_out")]),
        (
            {"body": "<p>It paid $5.75&nbsp;billion.</p>", "title": "AT&amp;T"},
            [("title", "mended"), ("body", "mended")],
        ),
    ],
)
def test_what_is_published_otherwise_than_it_was_sent_is_told(
    sent: dict[str, Any], told: list[tuple[str, str]]
) -> None:
    screened = read(raw(article(**sent)), RULES)
    assert [(repair.field, repair.reason.value) for repair in screened.repairs] == told


def test_a_field_that_is_left_out_takes_no_other_with_it() -> None:
    good = {"language": "en-KE", "published_at": "2026-03-02T10:00:00Z", "version": 3, "keywords": ["ports"]}
    screened = read(raw(article(**good, title=7, byline=["x"])), RULES)
    assert screened.article is not None
    assert screened.article.model_dump(include=set(good)) == good
    assert [repair.field for repair in screened.repairs] == ["byline", "title"]


def test_what_stands_twice_is_cut_and_told() -> None:
    paragraphs = [
        f"{name} told reporters in {place} that the road would open in {month}."
        for name, place, month in (
            ("Jane Okello", "Kampala", "May"),
            ("Peter Mwangi", "Nakuru", "June"),
            ("Ann Auma", "Kisumu", "July"),
        )
    ]
    twice = "\n\n".join(paragraphs * 2)
    screened = read(raw(article(body=twice)), RULES)
    assert screened.article is not None
    assert screened.article.body is not None
    (cut,) = screened.removed
    assert cut.field == "body"
    assert twice[: cut.start] + twice[cut.end :] == screened.article.body
    assert screened.article.body.count("Jane Okello") == 1


@pytest.mark.parametrize(
    ("page", "paragraphs"),
    [
        ("menu_above_and_lists_below", ["The terminal", "Two freighters", '"We lost $2 million,"']),
        ("german_menu", ["Der Hafen", "Zwei Frachter"]),
        ("buttons_stay_in_the_body", ["The terminal", "Two freighters"]),
    ],
)
def test_of_a_saved_page_the_article_alone_is_published(page: str, paragraphs: list[str]) -> None:
    screened = read(raw((PAGES / f"{page}.json").read_bytes()), RULES)
    assert screened.article is not None
    assert screened.article.body is not None
    lines = [line for line in screened.article.body.splitlines() if line]
    assert len(lines) == len(paragraphs)
    assert all(map(str.startswith, lines, paragraphs))
    assert {cut.reason for cut in screened.removed} == {"boilerplate"}


def test_a_canceled_article_and_a_tombstone_are_retractions() -> None:
    canceled = read(raw(article(body=None, status="canceled", version=4)), RULES)
    tombstone = read(raw(None, ("source", b"wire"), ("id", b"1")), RULES)
    assert canceled.withdrawn is not None
    assert tombstone.withdrawn is not None
    assert (canceled.withdrawn.version, tombstone.withdrawn.version) == (4, None)
    assert canceled.named.key == tombstone.named.key == b"wire/1"


@pytest.mark.parametrize(
    "headers", [(("source", b"wire"),), (("source", b""), ("id", b"1")), (("source", b"w"), ("id", b" "))]
)
def test_a_tombstone_has_to_name_its_article(headers: tuple[tuple[str, bytes], ...]) -> None:
    with pytest.raises(RejectionError):
        read(raw(None, *headers), RULES)


def test_a_retraction_reaches_every_shard_and_an_article_only_its_own() -> None:
    rules = replace(RULES, shards=4)
    assert [out.partition for out in screen(raw(None, ("source", b"w"), ("id", b"1")), rules)] == [0, 1, 2, 3]
    german, british = (screen(raw(article(language=tag)), rules)[0].partition for tag in ("de", "en-GB"))
    assert british == screen(raw(article(language="en")), rules)[0].partition
    assert german in range(4)


def test_an_article_whose_event_would_not_fit_is_rejected_before_dedupe_sees_it() -> None:
    rules = replace(RULES, max_article_bytes=100_000, max_event_bytes=64_000)
    (out,) = screen(raw(article(body="It cost nothing at all. " * 3000)), rules)
    assert first(out.headers, "newsmill_reason") == b"too_large"
    (out,) = screen(raw(article(body="It cost $1 or $2. " * 3000)), rules)
    assert out.to == "screened"


SENDERS = (
    ("newsmill_reason", b"\xff"),
    ("newsmill_origin", b"else/0/0/0"),
    ("newsmill_left_out", b"value"),
    ("__connect.errors.offset", b"99"),
)
"""Headers by our names, as a sender may set them, or as they stand on a rejected record that is sent again."""


def test_a_senders_headers_stay_in_a_rejection_and_ours_count() -> None:
    (out,) = screen(raw(b"x", *SENDERS), RULES)
    assert tuple(out.headers[: len(SENDERS)]) == SENDERS
    told = {name: last(out.headers, name) for name, _ in SENDERS}
    assert told["newsmill_reason"] == b"not_json"
    assert told["__connect.errors.offset"] == b"7"
    assert told["newsmill_left_out"] == b"", "its bytes are there, whatever the sender says"
    assert outcome([out]) == "not_json"


def test_a_senders_headers_are_not_taken_along_with_an_article() -> None:
    (out,) = screen(raw(article(), *SENDERS), RULES)
    assert read_origin(out.headers) == ORIGIN
    assert [name for name, _ in out.headers] == ["newsmill_origin"]
    assert outcome([out]) == "screened"


@pytest.mark.parametrize("left_out", [b"value", b"", None])
def test_a_null_value_that_was_left_out_is_no_retraction(left_out: bytes | None) -> None:
    """A rejected record too large to be kept whole, sent again: its sender took nothing back."""
    record = Incoming(b"wire/1", None, (("source", b"wire"), ("id", b"1"), (LEFT_OUT, left_out)), ORIGIN)
    (out,) = screen(record, RULES)
    assert outcome([out]) == "unnamed_tombstone"


def test_of_several_traces_the_last_is_carried_on() -> None:
    (out,) = screen(raw(article(), (TRACEPARENT, b"00-1"), (TRACEPARENT, b"00-2")), RULES)
    assert [value for name, value in out.headers if name == TRACEPARENT] == [b"00-2"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=12,
)
articles = st.fixed_dictionaries(
    {"source": st.text(max_size=5), "id": st.text(max_size=5), "body": st.text()},
    optional={
        name: json_values | st.text() | st.sampled_from(["en", "canceled", 3])
        for name in ("title", "summary", "byline", "language", "version", "status", "published_at", "url", "extra")
    },
)


def encode_or_not(fields: dict[str, Any]) -> bytes:
    try:
        return encode(fields)
    except TypeError:  # integers beyond 64 bits have no form in JSON here
        return b"{}"


@given(st.binary() | articles.map(encode_or_not), st.booleans())
def test_any_record_leads_to_exactly_one_event(value: bytes, null: bool) -> None:
    """All the way through the three stages: no input makes a stage fail."""
    (out,) = screen(raw(None if null else value, ("source", b"s"), ("id", value[:3])), RULES)
    if out.to == "rejected":
        return
    record = Incoming(out.key, out.value, out.headers, read_origin(out.headers))
    judgement = dedupe(record, Screened.from_bytes(out.value), Shard(0, {}))
    (judged,) = judgement.outgoing
    again = Incoming(judged.key, judged.value, judged.headers, read_origin(judged.headers))
    events = enrich(again, Judged.from_bytes(judged.value), RULES.enrich)
    assert [event.to for event in events].count(Output.ENRICHED) == 1


def test_a_rejected_record_too_large_for_any_topic_leaves_out_what_does_not_fit() -> None:
    """Compressed, such a record passes every limit of the raw topic."""
    large = b"x" * (RULES.max_event_bytes + 1)
    [without_value] = screen(raw(large, ("h", b"1")), RULES)
    assert (without_value.key, without_value.value) == (b"key", None)
    assert first(without_value.headers, "h") == b"1"
    assert first(without_value.headers, LEFT_OUT) == b"value"
    assert first(without_value.headers, REASON) == Reason.TOO_LARGE.value.encode()
    [bare] = screen(Incoming(large, b"{", [("h", large)], ORIGIN), RULES)
    assert (bare.key, bare.value) == (None, None)
    assert first(bare.headers, "h") is None
    assert first(bare.headers, LEFT_OUT) == b"value,headers,key"


def test_a_trace_too_long_to_be_one_is_not_carried_into_every_event() -> None:
    trace = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    [carried] = screen(raw(article(), (TRACEPARENT, trace)), RULES)
    assert first(carried.headers, TRACEPARENT) == trace
    [dropped] = screen(raw(article(), (TRACEPARENT, trace * 1000)), RULES)
    assert first(dropped.headers, TRACEPARENT) is None


def test_a_record_on_which_our_own_code_fails_is_rejected_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Screened:
        raise IndexError

    told: list[str] = []
    rules = replace(RULES, enrich=replace(ENRICH, report=lambda part, *_: told.append(part)))
    monkeypatch.setattr("streams.steps.screen.clean", fails)
    [rejected] = screen(raw(article()), rules)
    assert (rejected.to, rejected.key, rejected.value) == ("rejected", b"key", article())
    assert first(rejected.headers, REASON) == Reason.DEFECT.value.encode()
    assert told == ["screen"]
