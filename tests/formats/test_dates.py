"""Times of feeds: read as they are meant, or not at all."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Article
from streams.formats.dates import read_moment
from streams.formats.model import Reading

PLAIN = Reading(max_bytes=1000)
BERLIN = Reading(max_bytes=1000, default_timezone="Europe/Berlin")

READ = [
    ("2017-06-15T10:29:47-07:00", "2017-06-15T10:29:47-07:00"),
    ("2017-06-15T10:29:47.1234567-07:00", "2017-06-15T10:29:47.1234567-07:00"),
    ("2019-11-20T06:07:01+0000", "2019-11-20T06:07:01Z"),
    ("2019-11-20 06:07:01 +0100", "2019-11-20T06:07:01+01:00"),
    ("2019-11-20T06:07Z", "2019-11-20T06:07:00Z"),
    ("2019-11-20T06:07:01+01:00[Europe/Paris]", "2019-11-20T06:07:01+01:00"),
    ("2019/11/20 06:07:01 -0500", "2019-11-20T06:07:01-05:00"),
    ("20140829T134951+0000", "2014-08-29T13:49:51Z"),
    ("2019-11-20T06:07:01.29 UTC", "2019-11-20T06:07:01.290000Z"),
    ("1572000000", "2019-10-25T10:40:00Z"),
    ("1572000000123", "2019-10-25T10:40:00.123000Z"),
    ("1572000000.5", "2019-10-25T10:40:00.500000Z"),
    ("Wed, 02 Oct 2002 13:00:00 GMT", "2002-10-02T13:00:00Z"),
    ("Wed, 02 Oct 2002 13:00:00 +02:00", "2002-10-02T13:00:00+02:00"),
    ("Fri, 13 Jan 12 10:00:00 GMT", "2012-01-13T10:00:00Z"),
    ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
    ("Sat, Dec 16 2023 02:02:33 PM EST", "2023-12-16T14:02:33-05:00"),
    ("November 7, 2012 at 12:09 a.m. PST", "2012-11-07T00:09:00-08:00"),
    ("July 4th, 2019 10:00 PM ET", "2019-07-04T22:00:00-04:00"),
    ("Tue Nov 19 07:09:00 UTC 2019", "2019-11-19T07:09:00Z"),
    ("Tue Nov 19 2019 07:09:00 GMT+0200 (Eastern European Time)", "2019-11-19T07:09:00+02:00"),
    ("19 Nov 2019 07:09 GMT", "2019-11-19T07:09:00Z"),
    ("Seg, 24 Set 2018 19:42:40 -0300", "2018-09-24T19:42:40-03:00"),
    ("Mar, 15 Nov 2022 20:15:04 Z", "2022-11-15T20:15:04Z"),
    ("mar 5 mar 2019 10:00 +0100", "2019-03-05T10:00:00+01:00"),
    ("lun., 3 févr. 2020 10h05 +0100", "2020-02-03T10:05:00+01:00"),
    ("28. Oktober 2018, 13:48 Uhr MEZ", "2018-10-28T13:48:00+01:00"),
    ("2 de marzo de 2026 10:00 +0100", "2026-03-02T10:00:00+01:00"),
    ("2 марта 2026 г. 10:00 MSK", "2026-03-02T10:00:00+03:00"),
    ("16.12.2023 14:02 +0100", "2023-12-16T14:02:00+01:00"),
    ("2019年11月18日 15:00 JST", "2019-11-18T15:00:00+09:00"),
]


@pytest.mark.parametrize(("text", "moment"), READ)
def test_a_time_with_its_zone_becomes_rfc_3339_whatever_the_setting_says(text: str, moment: str) -> None:
    assert read_moment(text, PLAIN) == read_moment(text, BERLIN) == moment
    assert Article(source="a", id="b", published_at=moment).published_at == moment


WITHOUT_ZONE = [
    ("2018-05-30T15:14:24", "2018-05-30T15:14:24+02:00"),
    ("2018-05-30", "2018-05-30T00:00:00+02:00"),
    ("20140129134951", "2014-01-29T13:49:51+01:00"),
    ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T14:02:33+01:00"),
    ("30 mai 2018", "2018-05-30T00:00:00+02:00"),
]


@pytest.mark.parametrize(("text", "moment"), WITHOUT_ZONE)
def test_a_time_without_a_zone_is_none_unless_the_setting_tells_it(text: str, moment: str) -> None:
    assert read_moment(text, PLAIN) is None
    assert read_moment(text, BERLIN) == moment


NONE = [
    *("", "Last Tuesday", "3 hours ago", "May 2025", "2025", "12:00", "12:00 GMT", "1/2 2019", "03/04/2025 10:00 GMT"),
    *("0001-01-01T00:00:00Z", "0000-00-00 00:00:00", "Thu, 30 Feb 2019 10:00:00 GMT", "2019-13-01T00:00:00Z"),
    *("2019-11-20T25:00:00Z", "2019-11-20T10:61:00Z", "2019-11-20T10:00:00+99:00", "13:00 PM 2 May 2019 GMT"),
    *(
        "November 07 at 4:09AM EST",
        "5 May June 2019 10:00 GMT",
        "2 May 2019 10:00 GMT roughly",
        "2019-11-20T10:00:00Z" * 9,
    ),
    *(
        "2019-11-20 12 10:00 GMT",
        "2019-11-20 May 10:00 GMT",
        "15 listopad 2022 10:00 GMT",
    ),  # November in Polish, October in Croatian
]


@pytest.mark.parametrize("text", NONE)
def test_what_tells_no_time_is_none_and_never_a_guess(text: str) -> None:
    assert read_moment(text, PLAIN) is read_moment(text, BERLIN) is None


@given(st.text(max_size=60) | st.from_regex(r"[0-9 :.,/+A-Za-z-]{0,40}", fullmatch=True))
def test_any_text_gives_a_time_that_an_article_takes_or_none(text: str) -> None:
    moment = read_moment(text, BERLIN)
    assert moment is None or Article(source="a", id="b", published_at=moment).published_at == moment


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))
def test_what_the_library_writes_is_read_as_the_same_moment(moment: datetime) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    for form in (
        "%a, %d %b %Y %H:%M:%S GMT",
        "%Y-%m-%dT%H:%M:%S+0000",
        "%d %B %Y %I:%M:%S %p UTC",
        "%a %b %d %H:%M:%S UTC %Y",
    ):
        read = read_moment(whole.strftime(form), PLAIN)
        assert read is not None
        assert datetime.fromisoformat(read) == whole
