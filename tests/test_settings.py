"""Settings: read once, frozen, and wrong ones told by name."""

import pytest

from streams.settings import Settings, SettingsError, load_settings
from streams.topics import topics


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NEWSMILL_WEB_PORT", "70000"),
        ("NEWSMILL_GUARANTEE", "at_most_once"),
        ("NEWSMILL_WINDOW_HOURS", "-1"),
        ("NEWSMILL_TOPIC_PREFIX", "a/b"),
        ("NEWSMILL_DEFAULT_DOLLAR", "dollar"),
    ],
)
def test_a_wrong_value_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        load_settings()


def test_more_shards_need_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_SHARDS", "4")
    with pytest.raises(SettingsError, match="NEWSMILL_SHARD_BY=language"):
        load_settings()
    monkeypatch.setenv("NEWSMILL_SHARD_BY", "language")
    assert load_settings().shards == 4


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().shards = 2  # type: ignore[misc]


def test_a_prefix_stands_before_every_topic_and_the_group() -> None:
    settings = Settings(topic_prefix="t1.")
    assert settings.app_id == "t1.newsmill"
    assert all(spec.name.startswith("t1.") for spec in topics(settings).all())


def test_a_raw_record_that_is_let_in_fits_into_rejected_with_its_headers() -> None:
    named = topics(Settings())
    raw, rejected = (int(spec.config["max.message.bytes"]) for spec in (named.raw, named.rejected))
    assert raw + 16_000 < rejected


def test_the_changelog_has_as_many_partitions_as_there_are_shards_and_is_never_deleted() -> None:
    named = topics(Settings(shards=3, shard_by="language"))
    assert named.changelog.partitions == named.screened.partitions == 3
    assert named.changelog.config["cleanup.policy"] == "compact"
