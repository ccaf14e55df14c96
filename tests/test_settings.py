"""Settings: read once, frozen, and wrong ones told by name."""

import traceback

import pytest
from pydantic import Field, SecretStr

from streams.outputs import Output
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
        ("NEWSMILL_DEFAULT_DOLLAR", "ABC"),
        ("NEWSMILL_DEFAULT_LANGUAGE", "globish"),
        ("NEWSMILL_DEFAULT_TIMEZONE", "Atlantis"),
        ("NEWSMILL_DEFAULT_TIMEZONE", "/etc/passwd"),
        ("NEWSMILL_DEFAULT_TIMEZONE", ""),
        ("NEWSMILL_LOG_LEVEL", "loud"),
        # Corners that would fail later, in Kafka or in Faust, with a traceback or in a loop.
        ("NEWSMILL_SESSION_TIMEOUT", "5.9"),
        ("NEWSMILL_SESSION_TIMEOUT", "61"),
        ("NEWSMILL_COMMIT_INTERVAL", "0"),
        ("NEWSMILL_WINDOW_HOURS", "1e-9"),
        ("NEWSMILL_WINDOW_HOURS", "inf"),
        ("NEWSMILL_WINDOW_HOURS", "nan"),
        ("NEWSMILL_RAW_PARTITIONS", "1001"),
        ("NEWSMILL_REPLICATION", "40000"),
        ("NEWSMILL_TOPIC_PREFIX", "x" * 201),
        ("NEWSMILL_TOPIC_PREFIX", "a\n"),
        ("NEWSMILL_MIN_INSYNC", "2"),
        ("NEWSMILL_BROKERS", "kafka:99999"),
        ("NEWSMILL_BROKERS", "kafka:9092,"),
        ("NEWSMILL_DATA_DIR", "~nobody-of-that-name/x"),
    ],
)
def test_a_wrong_value_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("NEWSMILL_SHARD", "did you mean NEWSMILL_SHARDS?"),
        ("NEWSMILL_BROKER", "did you mean NEWSMILL_BROKERS?"),
        ("newsmill_loglevel", "did you mean NEWSMILL_LOG_LEVEL?"),
        ("NEWSMILL_PORT", "did you mean NEWSMILL_WEB_PORT?"),
        ("NEWSMILL_XYZZY", "see docs/settings.md"),
    ],
)
def test_a_variable_that_nobody_knows_is_told_with_the_nearest_one(
    monkeypatch: pytest.MonkeyPatch, variable: str, told: str
) -> None:
    monkeypatch.setenv(variable, "8080")
    with pytest.raises(SettingsError, match=variable) as caught:
        load_settings()
    assert told in str(caught.value)
    assert "8080" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NEWSMILL_SERVICE_HOST", "10.0.0.7"),
        ("NEWSMILL_SERVICE_PORT", "6066"),
        ("NEWSMILL_SERVICE_PORT_METRICS", "6066"),
        ("NEWSMILL_PORT", "tcp://10.0.0.7:6066"),
        ("NEWSMILL_PORT_6066_TCP", "tcp://10.0.0.7:6066"),
        ("NEWSMILL_PORT_6066_TCP_ADDR", "10.0.0.7"),
        ("NEWSMILL_PORT_6066_TCP_PORT", "6066"),
        ("NEWSMILL_PORT_6066_TCP_PROTO", "tcp"),
        ("NEWSMILL_METRICS_SERVICE_HOST", "10.0.0.7"),
        ("NEWSMILL_METRICS_PORT", "tcp://10.0.0.7:6066"),
    ],
)
def test_what_kubernetes_sets_for_a_service_of_our_name_is_no_setting(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    load_settings()


def test_a_setting_that_kubernetes_overwrites_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_WEB_PORT", "tcp://10.0.0.7:6066")  # of a service named newsmill-web
    with pytest.raises(SettingsError, match=r"NEWSMILL_WEB_PORT: .* Set enableServiceLinks: false in the pod"):
        load_settings()


@pytest.mark.parametrize("value", ["kafka:9092", "a:1, b:2", "[::1]:9092", "kafka", ""])
def test_brokers_are_hosts_with_their_ports(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NEWSMILL_BROKERS", value)
    assert load_settings().brokers == value.replace(" ", "")


@pytest.mark.parametrize(
    "value", ["reader:hunter2@kafka:9092", "sasl://reader:hunt,er2@kafka:9092", "a:1,reader:hunt@er2@b:2"]
)
def test_credentials_before_a_host_are_wrong_and_never_printed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NEWSMILL_BROKERS", value)
    with pytest.raises(SettingsError, match="without credentials") as caught:
        load_settings()
    printed = "".join(traceback.format_exception(caught.value))
    assert "hunt" not in printed
    assert "er2" not in printed


@pytest.mark.parametrize(
    ("variable", "value", "printed"),
    [
        ("NEWSMILL_SASL_PASSWORD_FILE", "hunter2-secret", "(got ***)"),
        ("NEWSMILL_SASL_PASSWORD_FILE", "hunter2/c2VjcmV0", "(got ***)"),
        ("NEWSMILL_SSL_KEY_PASSWORD_FILE", "hunter2-secret", "(got ***)"),
        ("NEWSMILL_OAUTH_CLIENT_SECRET_FILE", "hunter2-secret", "(got ***)"),
        ("NEWSMILL_SASL_PASSWORD_FILE", "/nowhere/password", "(got '/nowhere/password')"),
        ("NEWSMILL_SSL_KEY", "-----BEGIN PRIVATE KEY-----\nhunter2/", "(got ***)"),
        ("NEWSMILL_BROKERS", "a:1,admin:hunter2,kafka:9092", "(got 'a:1,***,kafka:9092')"),
        ("NEWSMILL_BROKERS", "sasl://admin:hunter2", "(got '***')"),
        ("NEWSMILL_BROKERS", "a:1,reader:x,hunter2,y@b:2", "(got 'a:1,***,***,***')"),
        (
            "NEWSMILL_OAUTH_TOKEN_URL",
            "http://login.example.com/token?key=hunter2",
            "(got 'http://login.example.com/token?***')",
        ),
    ],
)
def test_what_may_be_a_secret_in_the_wrong_variable_is_never_printed(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, printed: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable) as caught:
        load_settings()
    assert str(caught.value).endswith(printed)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


class Guarded(Settings):
    """Settings as they will be with a secret."""

    password: SecretStr | None = Field(None, min_length=10)


def test_the_wrong_value_of_a_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_PASSWORD", "hunter2")
    with pytest.raises(SettingsError, match="NEWSMILL_PASSWORD") as caught:
        load_settings(Guarded)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_rule_about_several_settings_prints_no_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_PASSWORD", "correct horse")
    monkeypatch.setenv("NEWSMILL_SHARDS", "4")
    with pytest.raises(SettingsError) as caught:
        load_settings(Guarded)
    assert str(caught.value) == "more than one shard needs NEWSMILL_SHARD_BY=language"


def test_another_process_gets_the_secret_itself() -> None:
    settings = Guarded(password=SecretStr("correct horse"))
    assert settings.environment()["NEWSMILL_PASSWORD"] == "correct horse"
    assert "correct horse" not in repr(settings)


@pytest.mark.parametrize(
    ("variable", "value", "field", "taken"),
    [
        ("NEWSMILL_LOG_LEVEL", "info", "log_level", "INFO"),
        ("NEWSMILL_LOG_LEVEL", "Debug", "log_level", "DEBUG"),
        ("NEWSMILL_DEFAULT_DOLLAR", "cad", "default_dollar", "CAD"),
        ("NEWSMILL_DEFAULT_LANGUAGE", "deu", "default_language", "de"),
        ("NEWSMILL_DEFAULT_LANGUAGE", "en-GB", "default_language", "en"),
        ("NEWSMILL_DEFAULT_TIMEZONE", "Europe/Berlin", "default_timezone", "Europe/Berlin"),
    ],
)
def test_a_value_is_taken_as_it_is_meant(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, field: str, taken: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(load_settings(), field) == taken


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
    raw, rejected = (int(spec.config["max.message.bytes"]) for spec in (named.raw, named[Output.REJECTED]))
    assert raw + 16_000 < rejected


def test_the_changelog_has_as_many_partitions_as_there_are_shards_and_is_never_deleted() -> None:
    named = topics(Settings(shards=3, shard_by="language"))
    assert named.changelog.partitions == named[Output.SCREENED].partitions == 3
    assert named.changelog.config["cleanup.policy"] == "compact"


def test_the_longest_prefix_leaves_room_for_every_name() -> None:
    assert max(len(spec.name) for spec in topics(Settings(topic_prefix="x" * 200)).all()) <= 249


@pytest.mark.parametrize(
    ("article", "event", "read"), [(2048, 65536, 2048), (2**20, 65536, 57344), (2**24, 2**26, 2**24)]
)
def test_no_article_is_read_that_could_not_fit_as_an_event(article: int, event: int, read: int) -> None:
    assert Settings(max_article_bytes=article, max_event_bytes=event).longest_article == read
