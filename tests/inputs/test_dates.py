"""Dates as pages print them."""

from datetime import UTC, datetime

import pytest

from streams.inputs.dates import read_date

NOW = datetime(2025, 12, 23, 10, 17, 33, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("22 Dec 2025 14:05 GMT", "2025-12-22T14:05:00Z"),
        ("2025-12-03T14:05:00+02:00", "2025-12-03T12:05:00Z"),
        ("Mon, 22 Dec 2025 14:05:00 +0100", "2025-12-22T13:05:00Z"),
        ("Dec. 22, 2025 5:30 p.m. ET", "2025-12-22T22:30:00Z"),
        ("July 22, 2025 5:30 PM ET", "2025-07-22T21:30:00Z"),
        ("22 December 2025 at 14:05 IST", "2025-12-22T08:35:00Z"),
        ("1 day ago", "2025-12-22T00:00:00Z"),
        ("yesterday", "2025-12-22T00:00:00Z"),
        ("3 hours ago", "2025-12-23T07:00:00Z"),
        ("an hour ago", "2025-12-23T09:00:00Z"),
        ("5 min ago", "2025-12-23T10:12:00Z"),
        ("Published 3h ago", "2025-12-23T07:00:00Z"),
        ("vor 2 Stunden", "2025-12-23T08:00:00Z"),
        ("hace 2 semanas", "2025-12-09T00:00:00Z"),
    ],
)
def test_a_date_is_read(text: str, at: str) -> None:
    date = read_date(text, NOW)
    assert date is not None
    assert date.at == at


@pytest.mark.parametrize(
    ("text", "in_berlin"),
    [
        ("December 22, 2025", "2025-12-21T23:00:00Z"),
        ("2025-12-03", "2025-12-02T23:00:00Z"),
        ("12/22/2025", "2025-12-21T23:00:00Z"),
        ("03.05.2025, 10:22 Uhr", "2025-05-03T08:22:00Z"),
        ("22. Dezember 2025", "2025-12-21T23:00:00Z"),
        ("22 de diciembre de 2025", "2025-12-21T23:00:00Z"),
        ("Published: 3 May 2025", "2025-05-02T22:00:00Z"),
    ],
)
def test_a_date_without_a_zone_is_a_moment_only_for_who_says_which(text: str, in_berlin: str) -> None:
    date = read_date(text, NOW)
    assert date is not None
    assert date.moment(None) is None
    assert date.moment("Europe/Berlin") == in_berlin


@pytest.mark.parametrize("text", ["0001-01-01", "0001-01-01T00:00:00Z", "1 January 0001"])
def test_a_date_that_was_never_filled_is_no_moment(text: str) -> None:
    date = read_date(text, NOW)
    assert date is None or date.moment("UTC") is None


def test_a_zone_that_is_printed_counts_before_the_one_that_is_set() -> None:
    date = read_date("22 Dec 2025 14:05 GMT", NOW)
    assert date is not None
    assert date.moment("Asia/Tokyo") == "2025-12-22T14:05:00Z"


@pytest.mark.parametrize(
    "text",
    ["May", "2025", "Q3 2025", "4 min read", "Jane Doe", "Oil slides 3 per cent", "22 Dec 2025 14:05 QQT", ""],
)  # fmt: skip
def test_what_is_no_date_of_publication_is_none(text: str) -> None:
    assert read_date(text, NOW) is None


def test_day_and_month_are_not_guessed() -> None:
    date = read_date("03/04/2025", NOW)
    assert date is not None
    assert date.at is None


def test_an_update_is_told_from_a_publication() -> None:
    assert [date.update for text in ("Updated: 3 May 2025", "3 May 2025") if (date := read_date(text, NOW))] == [
        True,
        False,
    ]
