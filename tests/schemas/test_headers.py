"""Headers: event ids, times and the way back to the raw record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import EventType, Format, Mend, Origin, Pipeline, Reason, RejectionError, Repair
from schemas.headers import (
    cloudevent,
    event_id,
    first,
    last,
    passed_on,
    read_origin,
    read_split,
    record_id,
    rejection,
    rfc3339,
    split_headers,
)

ORIGIN = Origin(topic="news.articles.raw", partition=3, offset=128, timestamp=1795509000123)
PIPELINE = Pipeline(version="1", model="en")


def test_a_record_is_called_by_its_place_alone() -> None:
    again = ORIGIN.model_copy(update={"timestamp": 0})
    assert record_id(ORIGIN) == record_id(again)


@pytest.mark.parametrize("other", [{"topic": "x"}, {"partition": 1}, {"offset": 129}])
def test_another_record_has_another_id(other: dict[str, object]) -> None:
    changed = ORIGIN.model_copy(update=other)
    assert record_id(ORIGIN) != record_id(changed)


def test_type_pipeline_and_part_tell_events_of_one_record_apart() -> None:
    record = record_id(ORIGIN)
    ids = {
        record,
        event_id(EventType.ENRICHED, record, PIPELINE),
        event_id(EventType.DUPLICATE, record, PIPELINE),
        event_id(EventType.ENRICHED, record, Pipeline(version="2", model="en")),
        event_id(EventType.ENRICHED, record, Pipeline(version="1", model="de")),
        event_id(EventType.ENRICHED, record, Pipeline(version="1", model=None)),
        event_id(EventType.ENRICHED, record, PIPELINE, "0"),
        event_id(EventType.ENRICHED, record_id(ORIGIN.model_copy(update={"offset": 129})), PIPELINE),
    }
    assert len(ids) == 8


def test_no_two_pipelines_have_a_name_in_common() -> None:
    record = record_id(ORIGIN)
    assert event_id("t", record, Pipeline(version='1","x', model=None)) != event_id(
        "t", record, Pipeline(version="1", model='x",null')
    )


def test_ids_never_change_between_releases() -> None:
    assert str(record_id(ORIGIN)) == "cf13982d-8471-5993-97b9-6915746d95d2"
    assert str(event_id(EventType.ENRICHED, record_id(ORIGIN), PIPELINE)) == "cbf89a61-2b11-5093-bb4c-289fbcac0971"


def test_the_origin_travels_through_the_stages() -> None:
    assert read_origin(passed_on(ORIGIN, b"00-trace")) == ORIGIN


def test_a_record_of_others_is_told() -> None:
    with pytest.raises(KeyError, match="newsmill_origin"):
        read_origin([("content-type", b"text/plain")])


def test_an_event_has_the_time_of_its_raw_record_and_its_trace() -> None:
    headers = dict(cloudevent(EventType.ENRICHED, record_id(ORIGIN), ORIGIN, b"00-trace"))
    assert headers["ce_time"] == b"2026-11-24T08:30:00.123Z"
    assert headers["ce_specversion"] == b"1.0"
    assert headers["content-type"] == b"application/json"
    assert headers["traceparent"] == b"00-trace"


def test_a_rejection_names_record_stage_and_reason() -> None:
    headers = rejection(ORIGIN, "screen", RejectionError(Reason.NOT_JSON, "unexpected end"))
    assert first(headers, "__connect.errors.offset") == b"128"
    assert first(headers, "__connect.errors.stage") == b"screen"
    assert first(headers, "__connect.errors.exception.message") == b"unexpected end"
    assert first(headers, "newsmill_reason") == b"not_json"


def test_of_a_name_that_stands_twice_the_first_is_the_senders_and_the_last_is_ours() -> None:
    headers = [("newsmill_reason", b"theirs"), ("newsmill_reason", b"ours"), ("other", None)]
    assert first(headers, "newsmill_reason") == b"theirs"
    assert last(headers, "newsmill_reason") == b"ours"
    assert last(headers, "missing") is None


def test_times_are_utc_to_the_millisecond() -> None:
    assert rfc3339(0) == "1970-01-01T00:00:00.000Z"


REPAIRS = st.builds(Repair, field=st.sampled_from(["title", "published_at", "url"]), reason=st.sampled_from(Mend))


@given(st.sampled_from(Format), st.lists(REPAIRS, max_size=8))
def test_what_an_article_was_split_out_of_comes_back(format_: Format, repairs: list[Repair]) -> None:
    assert read_split(split_headers(format_, repairs)) == (format_, repairs)


@given(st.binary(max_size=30), st.none() | st.binary(max_size=30))
def test_any_bytes_in_these_headers_tell_something_or_nothing(told: bytes, repairs: bytes | None) -> None:
    split = read_split([("newsmill_format", told), ("newsmill_repairs", repairs)])
    assert split is None or split[0] == told.decode()
