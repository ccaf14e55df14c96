"""Raw topics and whose articles they take."""

import pytest

from streams.raw_topics import may_speak, read, topic_for
from streams.settings import Settings, SettingsError, load_settings
from streams.topics import topics

TWO = {"raw.a": frozenset({"a", "a,b"}), "raw": None}


def test_sources_stand_behind_their_topic() -> None:
    assert read(" raw.a = a , a%2Cb ; raw = * ;") == TWO


@pytest.mark.parametrize(
    "told",
    [
        *("", ";", "raw", "raw=", "raw= ,", "=a", "a/b=a", "..=a", "raw=a;raw=b", "news.entities=a", "newsmill-x=a"),
        *("__consumer_offsets=a", "__x=*"),
        # Names that no article can have, and what looks like all.
        *("raw=%20a", "raw=a%09", "raw=%20", "raw=%FF", "raw=a,\udcff", f"raw={'a' * 513}", "raw=a,*", "raw=*,a"),
    ],
    ids=lambda told: ascii(told)[:24],
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
        ("A", "raw", False),
        ("a", "raw", False),
        ("a", "a file", True),
    ],
)
def test_who_is_named_speaks_there_alone_and_all_others_where_all_may(source: str, topic: str, may: bool) -> None:
    assert may_speak(source, topic, TWO) is may


def test_a_source_may_be_called_as_all_are_written() -> None:
    assert read("raw=%2A,a") == {"raw": frozenset({"*", "a"})}


@pytest.mark.parametrize(
    "source",
    [
        "Reuters",
        "REUTERS",
        "reuters\u200b",
        "\ufeffreuters",
        "reu\u00adters",
        "ｒｅｕｔｅｒｓ",
        "reuters\x00",
        "reuters\u200b ",
        "reuterſ",
    ],
    ids=ascii,
)
def test_who_looks_like_a_source_that_is_named_for_another_topic_does_not_speak_where_all_may(source: str) -> None:
    raws = {"raw.r": frozenset({"reuters"}), "raw": None}
    assert not may_speak(source, "raw", raws)
    assert not may_speak(source, "raw.r", raws)


@pytest.mark.parametrize("source", ["reuters uk", "reuter", "reuters-uk"])
def test_who_is_called_otherwise_speaks_where_all_may(source: str) -> None:
    assert may_speak(source, "raw", {"raw.r": frozenset({"reuters"}), "raw": None})


@pytest.mark.parametrize(("source", "topic"), [("a", "raw.a"), ("b", "raw"), (None, "raw")])
def test_what_a_source_says_is_published_where_it_may_speak(source: str | None, topic: str) -> None:
    assert topic_for(source, TWO) == topic


def test_one_topic_that_takes_all_is_the_default() -> None:
    assert Settings().raws == {"news.articles.raw": None}


def test_the_prefix_stands_before_each_and_all_are_made() -> None:
    settings = Settings(topic_prefix="t.", raw_topics="raw.a=a;raw=*")
    assert list(settings.raws) == [spec.name for spec in topics(settings).raws] == ["t.raw.a", "t.raw"]
    assert [spec.name for spec in topics(settings).all()][:3] == ["t.raw.a", "t.raw", "t.news.articles.screened"]
