"""A rejection taken apart: whatever a sender sent comes back, and ours is told from his."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Origin, Reason, RejectionError
from schemas.headers import LEFT_OUT, REASON, rejection
from streams.repair import REPLAYED, Place, original, read_rejection
from streams.steps import Incoming
from streams.steps.rejected import rejected, set_aside

PLACE, TIME, LARGE = Place("rejected", 1, 2), 1_700_000_000_000, 10_000_000
ORIGIN = Origin(topic="raw", partition=3, offset=17, timestamp=TIME - 5)
OURS = [name for name, _ in rejection(ORIGIN, "screen", RejectionError(Reason.NOT_JSON, "no"))]
names = st.sampled_from([*OURS, LEFT_OUT, REPLAYED, "source", "x"])
headers = st.lists(st.tuples(names, st.none() | st.binary(max_size=9)), max_size=12)


def as_rejected(
    key: bytes | None, value: bytes | None, sent: list[tuple[str, bytes | None]], most: int = LARGE
) -> tuple[bytes | None, bytes | None, list[tuple[str, bytes | None]]]:
    error = RejectionError(Reason.NOT_JSON, "no JSON: “x”")
    out = rejected(Incoming(key, value, sent, ORIGIN), "screen", error, most)
    return out.key, out.value, list(out.headers)


@given(st.none() | st.binary(max_size=9), st.none() | st.binary(max_size=9), headers)
def test_what_a_sender_sent_comes_back_with_one_header_more(
    key: bytes | None, value: bytes | None, sent: list[tuple[str, bytes | None]]
) -> None:
    record = as_rejected(key, value, sent)
    told = read_rejection(PLACE, TIME, *record)
    assert (told.origin, told.reason, told.message) == (Place("raw", 3, 17), "not_json", "no JSON: “x”")
    assert told.size == (None if value is None else len(value))
    kept = [header for header in sent if header[0] != REPLAYED]
    assert original(told.origin, *record) == (key, value, (*kept, (REPLAYED, b"raw/3/17")))


@given(headers)
def test_nothing_without_its_bytes_is_taken_for_a_retraction(sent: list[tuple[str, bytes | None]]) -> None:
    too_large = read_rejection(PLACE, TIME, *as_rejected(b"k", b"v" * 600, sent, 500))
    assert not too_large.retracts
    assert too_large.left_out
    again = read_rejection(PLACE, TIME, *as_rejected(b"k", None, [("source", b"s"), (LEFT_OUT, b"value"), *sent]))
    assert not again.retracts


def test_what_raw_holds_no_more_was_left_out() -> None:
    out = set_aside(Incoming(b"k", b"v", [], ORIGIN), "enrich", LARGE, gone=True)
    told = read_rejection(PLACE, TIME, out.key, out.value, out.headers)
    assert (told.left_out, told.retracts, told.reason) == ("value,headers,key", False, "poison")


@pytest.mark.parametrize(
    ("key", "value", "sent", "source"),
    [
        (b"the%2Fwire/1", b"{", [("source", b"other")], "the/wire"),
        (b"17", b"{", [("source", b"wire")], "wire"),
        (None, b'{"source": "wire"}', [], "wire"),
        (None, b'["wire"]', [], ""),
        (None, b"\xff", [], ""),
        (None, None, [], ""),
    ],
)
def test_whose_it_is(key: bytes | None, value: bytes | None, sent: list[tuple[str, bytes | None]], source: str) -> None:
    assert read_rejection(PLACE, TIME, *as_rejected(key, value, sent)).source == source


@pytest.mark.parametrize("told", [[], [(REASON, b"not_json")], [(LEFT_OUT, b"")]])
def test_what_newsmill_did_not_write_is_no_rejection(told: list[tuple[str, bytes | None]]) -> None:
    with pytest.raises(ValueError, match="nothing that Newsmill wrote"):
        read_rejection(PLACE, TIME, b"k", b"v", told)
