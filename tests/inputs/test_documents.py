"""Documents become records: ours as they stand, a record of our own format for each article of all others."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.formats import Reading
from streams.inputs import FileRules, InputRecord
from streams.inputs.documents import records_of
from streams.inputs.mapping import read_map
from streams.inputs.record import Place

FEEDS = Path(__file__).parent / "feeds"
FEED, ITEM = (FEEDS / "tidewire.xml").read_bytes(), (FEEDS / "ninjs.json").read_bytes()
OURS = {"source": "wire", "id": "7", "body": "The port reopened on Monday."}
URN = "urn:newsml:tidewire.example:20260302:4103"
IN_FILE = Place("feed", "folder")


def records(document: bytes | object, rules: FileRules | None = None, place: Place = IN_FILE) -> list[InputRecord]:
    value = document if isinstance(document, bytes) else json.dumps(document).encode()
    return list(records_of(value, place, rules or FileRules()))


def fields(record: InputRecord) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(record.value or b"")
    return read


def test_each_article_of_a_feed_is_a_record_of_ours_that_tells_what_it_was_read_from() -> None:
    first, second = records(FEED)
    assert (first.key, second.key) == (b"tidewire.example/tw-4101", b"tidewire.example/tw-4102")
    assert first.headers == (("newsmill_format", b"rss"),)
    assert second.headers == (("newsmill_format", b"rss"), ("newsmill_repairs", b"published_at=left_out"))
    assert fields(first)["title"] == "Lisbon orders two ferries for €31 million"
    assert "published_at" not in fields(second)


def test_one_article_of_another_format_is_one_too() -> None:
    [record] = records(ITEM)
    assert record.key == f"tidewire.example/{URN}".encode()
    assert record.headers == (("newsmill_format", b"ninjs"),)
    assert fields(record)["published_at"] == "2026-03-02T09:15:00+01:00"


def test_an_article_of_ours_keeps_its_bytes() -> None:
    value = json.dumps(OURS, indent=3).encode() + b"\n"
    assert records(value) == [InputRecord(b"wire/7", value, (), "feed:1", "feed")]


def test_a_byte_order_mark_is_dropped_and_nothing_else_before_or_behind_an_article() -> None:
    value = b"\n" + json.dumps(OURS).encode() + b"\n\n"
    assert [record.value for record in records(b"\xef\xbb\xbf" + value)] == [value]


@pytest.mark.parametrize(
    "document", [b"{broken", b"<rss", b"\0\0\0\0\7{", b"<feed xmlns='http://www.w3.org/2005/Atom'/>"]
)
def test_what_cannot_be_read_keeps_its_bytes_and_what_a_person_said_of_it(document: bytes) -> None:
    assert records(document) == [InputRecord(None, document, (), "feed:1", "feed")]
    [record] = records(document, FileRules(content_type="application/rss+xml"))
    assert (record.value, record.headers) == (document, (("content-type", b"application/rss+xml"),))


def test_the_articles_of_a_line_are_told_apart_by_where_they_stand() -> None:
    line = json.dumps([OURS, OURS | {"id": "8"}]).encode()
    assert [record.where for record in records(line, place=Place("feed", None, 5))] == ["feed:5:1", "feed:5:2"]
    assert [record.where for record in records(ITEM, place=Place("feed", None, 5))] == ["feed:5"]
    assert [record.where for record in records(FEED)] == ["feed:1", "feed:2"]


def test_the_folder_is_whose_an_article_is_that_names_nobody_and_a_person_is_believed_before_all() -> None:
    nobody = {"uri": "p-17", "type": "text", "headline": "Rain", "body_text": "It rained on Monday."}
    assert [record.key for record in records(nobody)] == [b"folder/p-17"]
    mine = FileRules(source="wires/ap")
    for document, id_ in ((nobody, "p-17"), (OURS, "7"), (ITEM, URN)):
        [record] = records(document, mine)
        assert (record.key, fields(record)["source"]) == (f"wires%2Fap/{id_}".encode(), "wires/ap")


def test_a_list_without_an_object_in_it_is_no_list_of_articles() -> None:
    for document in (b'["wire", "7", "Text."]', b"[[], []]", b"[]"):
        assert [(record.value, record.where) for record in records(document)] == [(document, "feed:1")]


def test_nodes_of_json_ld_that_refer_to_each_other_are_read_together() -> None:
    nodes = [
        {"@context": "https://schema.org", "@type": "Person", "@id": "#ines", "name": "Inês Duarte"},
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "Ferries for Lisbon",
            "articleBody": "Lisbon has ordered two ferries.",
            "author": {"@id": "#ines"},
            "url": "https://www.tidewire.example/4101",
        },
    ]
    [record] = records(nodes)
    assert fields(record)["byline"] == "Inês Duarte"


def test_with_headers_a_document_is_one_record_as_it_stands() -> None:
    headers = (("source", b"desk"), ("traceparent", b"00-1-2-03"))
    rules = FileRules(headers=headers)
    assert records(ITEM, rules) == [InputRecord(f"desk/{URN}".encode(), ITEM, headers, "feed:1", "feed")]
    assert records(FEED, rules) == [InputRecord(None, FEED, headers, "feed:1", "feed")]
    packed = FileRules(headers=(("Content-Encoding", b"gzip"),), content_type="application/json")
    [record] = records(gzip.compress(ITEM), packed)
    assert record.key == f"tidewire.example/{URN}".encode()
    assert record.headers == (("Content-Encoding", b"gzip"), ("content-type", b"application/json"))


def test_a_header_that_says_what_it_is_comes_before_the_option() -> None:
    headers = (("Content-Type", b"application/json"),)
    [record] = records(ITEM, FileRules(headers=headers, content_type="text/html"))
    assert record.headers == headers


def test_a_map_is_for_objects_and_for_each_of_a_list() -> None:
    rules = FileRules(fields=read_map("nr=id,text=body"), source="desk")
    theirs = [{"nr": 1, "text": "It rained."}, {"nr": 2, "text": "It snowed."}, "words"]
    one, two, wrong = records(theirs, rules)
    assert (one.key, two.key, wrong.key) == (b"desk/1", b"desk/2", None)
    assert (fields(one), wrong.value) == ({"source": "desk", "id": "1", "body": "It rained."}, b'"words"')


def test_what_is_too_large_for_a_record_is_told_and_the_others_are_read() -> None:
    told: list[tuple[str, str]] = []
    rules = FileRules(longest=200, tell=lambda where, problem: told.append((where, problem.reason.value)))
    articles = [OURS, OURS | {"id": "8", "body": "It rained. " * 50}, OURS | {"id": "9"}]
    assert [record.key for record in records(articles, rules)] == [b"wire/7", b"wire/9"]
    assert told == [("feed:2", "too_large")]


def test_of_what_can_be_neither_read_nor_sent_it_is_told_why_it_cannot_be_read() -> None:
    told: list[tuple[str, str]] = []
    rules = FileRules(longest=20, tell=lambda where, problem: told.append((where, problem.reason.value)))
    assert records(b'{"broken": ' + b" " * 20, rules) == []
    assert told == [("feed:1", "not_json")]


def test_markup_is_no_text_so_a_document_may_be_larger_than_what_it_becomes() -> None:
    padded = ITEM.replace(b'"type"', b'"padding": "' + b" " * 2000 + b'", "type"')
    assert len(records(padded, FileRules(longest=800))) == 1


TOMBSTONES = [b'{"$tombstone": {"source": "wire", "id": "7"}}', b' {\n"$tombstone":{"source":"wire","id":"7"}}']


@pytest.mark.parametrize("document", TOMBSTONES)
def test_a_tombstone_is_a_null_value_wherever_it_stands(document: bytes) -> None:
    wanted = InputRecord(b"wire/7", None, (("source", b"wire"), ("id", b"7")), "feed:1", "feed")
    assert records(document) == [wanted]
    assert records(b"[" + document + b"]") == [wanted]
    assert records(b"[" + document + b"," + document + b"]")[1] == replace(wanted, where="feed:2")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.sampled_from(["", "a", "<p>a</p>", "2026-03-02"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["source", "id", "body", "uri", "type", "items", "@type", "data"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(VALUES.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=60) | st.sampled_from([FEED, ITEM]))
def test_of_every_document_something_is_published_and_no_two_records_stand_at_one_place(document: bytes) -> None:
    found = records(document, FileRules(documents=Reading(100_000)))
    assert found
    assert len({record.where for record in found}) == len(found)
    assert all(record.key is None or record.key.count(b"/") for record in found)
