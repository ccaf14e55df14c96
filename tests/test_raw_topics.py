"""Raw topics and whose articles they take."""

import pytest

from streams.raw_topics import may_speak, read, topic_for
from streams.settings import Settings, SettingsError, load_settings
from streams.topics import topics

TWO = {"raw.a": frozenset({"a", "a,b"}), "raw": None}


def test_sources_stand_behind_their_topic() -> None:
    assert read(" raw.a = a , a%2Cb ; raw = * ;") == TWO


@pytest.mark.parametrize(
    "told", ["", ";", "raw", "raw=", "raw= ,", "=a", "a/b=a", "..=a", "raw=a;raw=b", "news.entities=a", "newsmill-x=a"]
)
def test_what_cannot_be_read_is_told_with_the_settings_name(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_RAW_TOPICS", told)
    with pytest.raises(SettingsError, match="NEWSMILL_RAW_TOPICS: "):
        load_settings()


@pytest.mark.parametrize(
    ("source", "topic", "may"),
    [
        ("a", "raw.a", True),
        ("b", "raw.a", False),
        ("b", "raw", True),
        ("A", "raw.a", False),
        ("a", "raw", False),
        ("a", "a file", True),
    ],
)
def test_who_is_named_speaks_there_alone_and_all_others_where_all_may(source: str, topic: str, may: bool) -> None:
    assert may_speak(source, topic, TWO) is may


@pytest.mark.parametrize(("source", "topic"), [("a", "raw.a"), ("b", "raw"), (None, "raw")])
def test_what_a_source_says_is_published_where_it_may_speak(source: str | None, topic: str) -> None:
    assert topic_for(source, TWO) == topic


def test_one_topic_that_takes_all_is_the_default() -> None:
    assert Settings().raws == {"news.articles.raw": None}


def test_the_prefix_stands_before_each_and_all_are_made() -> None:
    settings = Settings(topic_prefix="t.", raw_topics="raw.a=a;raw=*")
    assert list(settings.raws) == [spec.name for spec in topics(settings).raws] == ["t.raw.a", "t.raw"]
    assert [spec.name for spec in topics(settings).all()][:3] == ["t.raw.a", "t.raw", "t.news.articles.screened"]
