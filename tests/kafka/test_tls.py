"""Certificates: which cannot be used, and what happens to those that are renewed."""

import ssl
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from streams.kafka.fields import Protocol
from streams.kafka.security import Security
from streams.kafka.tls import RenewedContext, context
from streams.settings import Settings
from tests.support.certificates import Authority, Issued


def told(shown: Issued, ca: Path, **changes: object) -> Security:
    files = {"ssl_ca": ca, "ssl_cert": shown.cert, "ssl_key": shown.key}
    return Security.model_validate({"security_protocol": Protocol.SSL} | files | changes)


def test_a_key_of_another_certificate_is_told(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    shown, other = authority.issue("a"), authority.issue("b")
    with pytest.raises(ValidationError, match="the key is not that of the certificate"):
        told(shown, authority.ca, ssl_key=other.key)


@pytest.mark.parametrize(
    ("password", "said"),
    [(None, "the key wants a password"), (SecretStr("hunter2"), "NEWSMILL_SSL_KEY_PASSWORD does not open the key")],
)
def test_a_key_that_is_not_opened_is_told_and_nobody_is_asked(
    password: SecretStr | None, said: str, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    shown = authority.issue("a", password="right")
    with pytest.raises(ValidationError, match=said) as caught:
        told(shown, authority.ca, ssl_key_password=password)
    assert "hunter2" not in str(caught.value)


def test_a_key_may_stand_in_the_file_of_its_certificate(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    shown = authority.issue("a")
    assert isinstance(context(told(shown, authority.ca, ssl_cert=shown.both, ssl_key=None)), RenewedContext)


def test_a_certificate_without_its_key_is_told_where_that_goes(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with pytest.raises(ValidationError, match="NEWSMILL_SSL_CERT holds no key, and NEWSMILL_SSL_KEY is not set"):
        told(authority.issue("a"), authority.ca, ssl_key=None)


def test_host_names_and_certificates_are_checked(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    made = context(told(authority.issue("a"), authority.ca))
    assert made.check_hostname
    assert made.verify_mode.name == "CERT_REQUIRED"
    assert made.minimum_version.name == "TLSv1_2"


def test_a_certificate_that_is_empty_for_a_moment_keeps_nobody_from_connecting(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    shown = authority.issue("a")
    settings = Settings.model_validate(told(shown, authority.ca).model_dump() | {"brokers": "kafka:9093"})
    before = settings.connection.options()["ssl_context"]
    shown.cert.write_bytes(b"")
    after = settings.connection.options()["ssl_context"]
    assert after is before
    after.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="kafka")
