"""Addresses: whole, direct, and without what tells one visit from another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.formats.addresses import clean, clean_id, host_of

BASE = "https://www.tidewire.example/feed/"

CLEANED = [
    ("https://tidewire.example/a?id=7&utm_source=rss&UTM_Medium=x#top", None, "https://tidewire.example/a?id=7#top"),
    ("https://tidewire.example/a#xtor=RSS-1", None, "https://tidewire.example/a"),
    ("https://tidewire.example/a;jsessionid=0A1B?p=1", None, "https://tidewire.example/a?p=1"),
    ("https://tidewire.example/?p=446020", None, "https://tidewire.example/?p=446020"),
    ("http://journal.example/short/356/1134-a?rss=1", None, "http://journal.example/short/356/1134-a?rss=1"),
    ("http://alerts.example/get.php?x=ME12.Advisory", None, "http://alerts.example/get.php?x=ME12.Advisory"),
    ("https://tidewire.example/a?x=1&amp;y=2", None, "https://tidewire.example/a?x=1&y=2"),
    ("\n  https://tidewire.example/a\n  b ", None, "https://tidewire.example/ab"),
    ("/news/42", BASE, "https://www.tidewire.example/news/42"),
    ("42.html", BASE, "https://www.tidewire.example/feed/42.html"),
    ("//cdn.example/a", BASE, "https://cdn.example/a"),
    ("https://www.google.com/url?rct=j&sa=t&url=https://t.example/1%3Fa%3D2&ct=ga", None, "https://t.example/1?a=2"),
    ("https://www.google.com/url?q=https://www.google.com/url?q%3Dhttps://t.example/1", None, "https://t.example/1"),
    ("http://us.rd.yahoo.com/dailynews/rss/*http://t.example/1?x=2", None, "http://t.example/1?x=2"),
    ("https://google.com/url?q=notes", None, "https://google.com/url?q=notes"),
]


@pytest.mark.parametrize(("url", "base", "cleaned"), CLEANED)
def test_an_address_leads_to_the_article_itself(url: str, base: str | None, cleaned: str) -> None:
    assert clean(url, base) == cleaned


@pytest.mark.parametrize(
    "url",
    ["", "/news/42", "mailto:desk@t.example", "tag:t.example,2026:1", "javascript:void(0)", "http://", "http://[a"],
)
def test_what_is_no_address_of_the_web_is_none(url: str) -> None:
    assert clean(url) is None


def test_an_id_that_is_an_address_loses_its_session_and_any_other_stays_as_it_is() -> None:
    assert (
        clean_id("http://api.ap.org/media/v/content/0cc8?qt=H1Kd&et=0a3a") == "http://api.ap.org/media/v/content/0cc8"
    )
    assert clean_id("http://t.example/?qt=1&et=2") == "http://t.example/?qt=1&et=2"
    assert clean_id("HTTP://T.example/A?b=%20&&c") == "HTTP://T.example/A?b=%20&&c"


@given(st.text(max_size=80), st.none() | st.just(BASE))
def test_what_is_clean_stays_so(url: str, base: str | None) -> None:
    cleaned = clean(url, base)
    assert cleaned is None or (clean(cleaned) == cleaned and host_of(cleaned) is not None)
