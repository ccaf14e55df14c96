"""The settings by which Kafka is reached safely: TLS, who we are, and how that is proved."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    model_validator,
)

from streams.kafka.secrets import readable, said_last

Word = TypeVar("Word", str, SecretStr)


def utf_8(value: Word) -> Word:
    """The value, if it can be sent: a variable may hold bytes that are no text."""
    text = value.get_secret_value() if isinstance(value, SecretStr) else value
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("is no UTF-8")
    return value


def capitals(value: object) -> object:
    """Kafka's words, however they are written."""
    return value.upper() if isinstance(value, str) else value


File = Annotated[Path, AfterValidator(readable)]
Text = Annotated[str, AfterValidator(utf_8)]
Secret = Annotated[SecretStr, AfterValidator(utf_8)]


def https(url: str) -> str:
    """The URL, if it names a host, and its port is one."""
    parts = urlsplit(url)  # raises ValueError for brackets that do not close
    if not parts.hostname or parts.port == 0 or not (url.isascii() and url.isprintable()):  # reading the port may too
        raise ValueError("https://HOST/… or https://HOST:PORT/… is wanted")
    return url


class Protocol(StrEnum):
    """How a client speaks to the brokers, in Kafka's own words."""

    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"

    @property
    def encrypted(self) -> bool:
        return self in (Protocol.SSL, Protocol.SASL_SSL)

    @property
    def sasl(self) -> bool:
        return self in (Protocol.SASL_PLAINTEXT, Protocol.SASL_SSL)


class Mechanism(StrEnum):
    """How SASL proves who we are."""

    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"
    OAUTHBEARER = "OAUTHBEARER"


class SecurityFields(BaseModel):
    """What each setting says by itself; without any it is PLAINTEXT. `Security` checks that they go together."""

    model_config = ConfigDict(frozen=True)

    _last: dict[Path, str] = PrivateAttr(default_factory=dict)  # what files with secrets said

    security_protocol: Annotated[Protocol, BeforeValidator(capitals)] = Field(
        Protocol.PLAINTEXT, description="`PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`: see docs/security.md"
    )
    sasl_mechanism: Annotated[Mechanism, BeforeValidator(capitals)] | None = Field(
        None, description="`PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512` or `OAUTHBEARER`"
    )
    sasl_username: Text | None = Field(None, min_length=1, description="the user, for all but `OAUTHBEARER`")
    sasl_password: Secret | None = Field(None, min_length=1, description="its password")
    sasl_password_file: File | None = Field(None, description="a file that holds it, read anew for each connection")
    oauth_token_url: Annotated[str, AfterValidator(https)] | None = Field(
        None, pattern=r"^https://[^@\s]+$", description="for `OAUTHBEARER`: where client credentials become a token"
    )
    oauth_client_id: Text | None = Field(None, min_length=1, description="the client")
    oauth_client_secret: Secret | None = Field(None, min_length=1, description="its secret")
    oauth_client_secret_file: File | None = Field(None, description="a file that holds it, read anew for each token")
    oauth_scope: Text | None = Field(None, description="the scope to ask for")
    ssl_ca: File | None = Field(
        None, description="a PEM file with the CAs that brokers are trusted by; the system's where it is not set"
    )
    ssl_cert: File | None = Field(None, description="our own certificate, a PEM file with its chain: mutual TLS")
    ssl_key: File | None = Field(None, description="its key, a PEM file; the one in `NEWSMILL_SSL_CERT` where not set")
    ssl_key_password: Secret | None = Field(None, min_length=1, description="the password of an encrypted key")
    ssl_key_password_file: File | None = Field(None, description="a file that holds it")

    @model_validator(mode="before")
    @classmethod
    def _empty_is_not_set(cls, given: Any) -> Any:
        # As a Compose file has it, where a variable of the host's is passed on that may not be set.
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if value != "" or name not in SecurityFields.model_fields}

    def secret(self, name: str) -> str | None:
        """The secret in the setting `name`, or in its file as it is now.

        Raises ValueError where the file could never be read; once it was, what it said last is used on.
        """
        value: SecretStr | None = getattr(self, name)
        path: Path | None = getattr(self, f"{name}_file")
        return value.get_secret_value() if value else said_last(path, self._last) if path else None
