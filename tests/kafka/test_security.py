"""The settings of security: what goes together, and secrets in files."""

import traceback
from pathlib import Path

import pytest
from pydantic import ValidationError

from streams.kafka.connection import Connection
from streams.kafka.fields import SecurityFields
from streams.settings import Settings, SettingsError, load_settings

SASL = {
    "BROKERS": "kafka:9093",
    "SECURITY_PROTOCOL": "SASL_SSL",
    "SASL_MECHANISM": "SCRAM-SHA-512",
    "SASL_USERNAME": "mill",
    "SASL_PASSWORD": "hunter2",
}
OAUTH = {
    "BROKERS": "kafka:9093",
    "SECURITY_PROTOCOL": "SASL_SSL",
    "SASL_MECHANISM": "OAUTHBEARER",
    "OAUTH_TOKEN_URL": "https://login.example.com/token",
    "OAUTH_CLIENT_ID": "mill",
    "OAUTH_CLIENT_SECRET": "hunter2",
}
HERE = str(Path(__file__))

WRONG = [
    (SASL | {"BROKERS": ""}, "NEWSMILL_SECURITY_PROTOCOL=SASL_SSL needs NEWSMILL_BROKERS"),
    (SASL | {"SECURITY_PROTOCOL": "TLS"}, "NEWSMILL_SECURITY_PROTOCOL: "),
    (SASL | {"SECURITY_PROTOCOL": "SSL"}, "NEWSMILL_SASL_MECHANISM needs NEWSMILL_SECURITY_PROTOCOL=SASL_SSL"),
    (SASL | {"SASL_PASSWORD": ""}, r"needs NEWSMILL_SASL_PASSWORD \(or NEWSMILL_SASL_PASSWORD_FILE\)"),
    (SASL | {"SASL_PASSWORD": "hunter2\udcff"}, "NEWSMILL_SASL_PASSWORD: "),
    (SASL | {"SASL_PASSWORD_FILE": HERE}, "NEWSMILL_SASL_PASSWORD and NEWSMILL_SASL_PASSWORD_FILE are both set"),
    (SASL | {"OAUTH_CLIENT_ID": "mill"}, "NEWSMILL_OAUTH_CLIENT_ID needs NEWSMILL_SASL_MECHANISM=OAUTHBEARER"),
    (SASL | {"SASL_MECHANISM": "OAUTHBEARER"}, "NEWSMILL_SASL_USERNAME says nothing with"),
    (OAUTH | {"OAUTH_TOKEN_URL": "http://login.example.com/token"}, "NEWSMILL_OAUTH_TOKEN_URL: "),
    (OAUTH | {"OAUTH_TOKEN_URL": "https://login.example.com:99999/token"}, "NEWSMILL_OAUTH_TOKEN_URL: "),
    (OAUTH | {"OAUTH_TOKEN_URL": "https://login.example.com:hunter/token"}, "NEWSMILL_OAUTH_TOKEN_URL: "),
    (OAUTH | {"OAUTH_TOKEN_URL": "https:///token"}, "NEWSMILL_OAUTH_TOKEN_URL: "),
    (OAUTH | {"OAUTH_TOKEN_URL": "https://[::1/token"}, "NEWSMILL_OAUTH_TOKEN_URL: "),
    (OAUTH | {"OAUTH_TOKEN_URL": "https://login.example.com/\x01"}, "NEWSMILL_OAUTH_TOKEN_URL: "),
    (SASL | {"SSL_KEY": HERE}, "NEWSMILL_SSL_KEY needs NEWSMILL_SSL_CERT"),
    (SASL | {"SSL_CA": "/nowhere/ca.pem"}, "NEWSMILL_SSL_CA: cannot be read: No such file"),
    (SASL | {"SSL_CA": HERE}, "NEWSMILL_SSL_CA: .* holds no certificates in PEM"),
    (SASL | {"SSL_CERT": HERE}, "NEWSMILL_SSL_CERT, NEWSMILL_SSL_KEY: "),
    (SASL | {"SECURITY_PROTOCOL": "SASL_PLAINTEXT", "SSL_CA": HERE}, "NEWSMILL_SSL_CA needs .*=SASL_SSL"),
    ({"SSL_CA": HERE}, "NEWSMILL_SSL_CA needs NEWSMILL_SECURITY_PROTOCOL=SSL"),
]


def given(monkeypatch: pytest.MonkeyPatch, told: dict[str, str]) -> None:
    for name, value in told.items():
        monkeypatch.setenv(f"NEWSMILL_{name}", value)


@pytest.mark.parametrize(("told", "said"), WRONG, ids=[said[:50] for _, said in WRONG])
def test_what_does_not_go_together_is_one_line_without_secrets(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], said: str
) -> None:
    given(monkeypatch, told)
    with pytest.raises(SettingsError, match=said) as caught:
        load_settings()
    assert "\n" not in str(caught.value)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("SASL_MECHANISM", "SASL_SSL needs NEWSMILL_SASL_MECHANISM"),
        ("SASL_USERNAME", "SCRAM-SHA-512 needs NEWSMILL_SASL_USERNAME"),
        ("SASL_PASSWORD", r"SCRAM-SHA-512 needs NEWSMILL_SASL_PASSWORD \(or NEWSMILL_SASL_PASSWORD_FILE\)"),
    ],
)
def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, left_out: str, said: str) -> None:
    given(monkeypatch, {name: value for name, value in SASL.items() if name != left_out})
    with pytest.raises(SettingsError, match=said):
        load_settings()


def test_a_secret_may_stand_in_a_file_whose_last_newline_does_not_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text(" hunter2 \n", encoding="utf-8")
    told = {name: value for name, value in SASL.items() if name != "SASL_PASSWORD"}
    given(monkeypatch, told | {"SASL_PASSWORD_FILE": str(file)})
    assert load_settings().connection.options()["sasl_plain_password"] == " hunter2 "


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [*Settings.model_fields][: len(SecurityFields.model_fields)]
    assert {*SecurityFields.model_fields} == {*names}
    given(monkeypatch, {name.upper(): "" for name in names})
    assert load_settings() == Settings()


def test_case_does_not_matter_in_kafkas_words(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SASL | {"SECURITY_PROTOCOL": "sasl_ssl", "SASL_MECHANISM": "scram-sha-512"})
    options = load_settings().connection.options()
    assert (options["security_protocol"], options["sasl_mechanism"]) == ("SASL_SSL", "SCRAM-SHA-512")


def test_a_mark_of_utf_8_is_no_part_of_a_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_bytes(b"\xef\xbb\xbfhunter2\r\n")
    told = {name: value for name, value in SASL.items() if name != "SASL_PASSWORD"}
    given(monkeypatch, told | {"SASL_PASSWORD_FILE": str(file)})
    assert load_settings().connection.options()["sasl_plain_password"] == "hunter2"


def test_an_error_of_pydantic_itself_shows_no_value() -> None:
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate({"brokers": "kafka://mill:hunter2@kafka:9092"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\n", b"two\nlines\n", b"\xff"])
def test_a_file_that_holds_no_secret_is_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "password"
    file.write_bytes(content)
    told = {name: value for name, value in SASL.items() if name != "SASL_PASSWORD"}
    given(monkeypatch, told | {"SASL_PASSWORD_FILE": str(file)})
    with pytest.raises(SettingsError, match="password") as caught:
        load_settings()
    assert "lines" not in str(caught.value)


def test_a_secret_is_masked_and_another_process_is_told_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SASL)
    settings = load_settings()
    assert "hunter2" not in f"{settings!r} {settings.connection!r}"
    assert settings.environment()["NEWSMILL_SASL_PASSWORD"] == "hunter2"
    given(monkeypatch, {name.removeprefix("NEWSMILL_"): value for name, value in settings.environment().items()})
    assert load_settings() == settings


def test_without_settings_it_is_plaintext() -> None:
    options = Connection("kafka:9092").options()
    assert options == {"bootstrap_servers": "kafka:9092", "security_protocol": "PLAINTEXT", "ssl_context": None}


def test_credentials_in_the_brokers_are_told_where_they_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_BROKERS", "kafka://mill:hunter2@kafka:9092")
    with pytest.raises(SettingsError, match="NEWSMILL_SASL_USERNAME and NEWSMILL_SASL_PASSWORD") as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)


def test_a_token_is_got_by_client_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, OAUTH)
    options = load_settings().connection.options()
    assert options["sasl_mechanism"] == "OAUTHBEARER"
    assert "sasl_plain_password" not in options
    assert Settings().connection.security.oauth_client_id == "mill"


@pytest.mark.parametrize("later", [None, b"", b"two\nlines\n", b"\xff"], ids=["gone", "empty", "two lines", "no text"])
def test_a_file_that_holds_no_secret_for_a_moment_leaves_the_last_one_in_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, later: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "password"
    file.write_bytes(b"hunter2")
    told = {name: value for name, value in SASL.items() if name != "SASL_PASSWORD"}
    given(monkeypatch, told | {"SASL_PASSWORD_FILE": str(file)})
    settings = load_settings()
    file.unlink() if later is None else file.write_bytes(later)
    assert settings.connection.options()["sasl_plain_password"] == "hunter2"
    assert str(file) in caplog.text
    assert "hunter2" not in caplog.text + repr(settings)
    file.write_bytes(b"an0ther")
    assert settings.connection.options()["sasl_plain_password"] == "an0ther"


def test_equal_settings_have_one_connection_and_others_have_their_own() -> None:
    settings = Settings(brokers="kafka:9092")
    settings.connection.options()
    assert Settings(brokers="kafka:9092").connection is settings.connection
    assert settings.model_copy(update={"brokers": "other:9092"}).connection.bootstrap == "other:9092"
