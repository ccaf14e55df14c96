"""Rows as bytes, and a table of the layout before: `layout3.json`, as it was written, with its verdicts."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.dedup.codec import LAYOUT, crowded_out_of, decode, encode
from streams.dedup.row import Row, TableError, is_mark, marker_key
from streams.dedup.verdict import Kind, Verdict
from tests.dedup.feed import START, Feed
from tests.dedup.test_recovery import sentence

BEFORE = json.loads((Path(__file__).parent / "layout3.json").read_text())

ids = st.uuids()
maybe = st.none() | ids
counts = st.integers(0, 2**62)
parts = st.tuples(*[st.integers(0, 30).map(lambda count: b"abcd" * count)] * 5)


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    record, score = draw(ids), draw(st.none() | st.integers(0, 10_000).map(lambda part: part / 10_000))
    kind, cluster = draw(st.sampled_from(Kind)), draw(st.none() | st.just(record) | ids)
    named = [draw(st.lists(ids, max_size=3).map(tuple)) for _ in range(2)]
    return Verdict(kind, record, draw(maybe), draw(maybe), draw(maybe), draw(maybe), cluster, score, score, *named)


rows = st.builds(
    Row,
    verdict=verdicts(),
    source=st.text(max_size=9),
    id=st.text(max_size=9),
    content_hash=st.binary(min_size=16, max_size=16),
    **dict.fromkeys(
        (
            "ordinal",
            "time",
            "clock",
            "floor",
            "previous",
            "cut",
            "horizon",
            "original",
            "crowded_out",
            "first",
            "holes",
        ),
        st.sampled_from([0, 1, START]) | counts,
    ),
    **dict.fromkeys(("words", "shingles", "facts"), st.integers(0, 2**32 - 1)),
    parts=parts,
)


@given(rows)
def test_a_row_comes_back_as_it_was(row: Row) -> None:
    assert decode(encode(row)) == row
    assert crowded_out_of(encode(row)) == row.crowded_out


@given(rows, st.data())
def test_of_bytes_that_are_cut_a_reason_is_given(row: Row, data: st.DataObject) -> None:
    value = encode(row)
    cut = value[: data.draw(st.integers(0, len(value) - 1))]
    with pytest.raises(TableError):
        decode(cut)


def table_before() -> dict[bytes, bytes]:
    return {bytes.fromhex(key): bytes.fromhex(value) for key, value in BEFORE["rows"].items()}


def told(verdict: Verdict) -> dict[str, Any]:
    named = ("duplicate_of", "revision_of", "extends", "cluster_id", "similarity", "containment")
    said = {name: None if getattr(verdict, name) is None else str(getattr(verdict, name)) for name in named}
    lists = {name: [str(each) for each in getattr(verdict, name)] for name in ("retracted", "copies")}
    return {"kind": str(verdict.kind), "record_id": str(verdict.record_id), **said, **lists}


def test_rows_of_the_layout_before_say_what_they_said() -> None:
    found = [decode(value) for key, value in table_before().items() if key != marker_key(0) and not is_mark(key)]
    verdicts = [told(row.verdict) for row in sorted(found, key=lambda row: row.ordinal)]
    assert verdicts == BEFORE["verdicts"]


@pytest.mark.parametrize("room", [12, 100])
def test_a_table_of_the_layout_before_is_gone_on_with(room: int) -> None:
    feed = Feed(table=table_before(), max_entries=room)
    feed.offset, feed.now = 9, START + 10 * 60_000
    extension = UUID(next(each["record_id"] for each in BEFORE["verdicts"] if each["kind"] == "extension"))
    story = " ".join(map(sentence, range(11, 20)))
    for number in range(6):
        assert feed.text(f"{story} {number}", source="copies").duplicate_of == extension
        feed.text(" ".join(map(sentence, range(100 + 10 * number, 110 + 10 * number))), source="flood")
        feed.restart()
    assert feed.table[marker_key(0)][0] == LAYOUT
