"""TLS as Kafka's clients need it, taking up certificates that are renewed while we run."""

from __future__ import annotations

import logging
import ssl
from pathlib import Path
from typing import Any

from streams.kafka.fields import SecurityFields

log = logging.getLogger(__name__)


def context(told: SecurityFields) -> RenewedContext:
    """What checks a broker's certificate and host name, and shows ours. Raises ValueError naming the wrong file."""
    made = RenewedContext(ssl.PROTOCOL_TLS_CLIENT)
    made.begin(told)
    return made


class RenewedContext(ssl.SSLContext):
    """Looks at its files before each new connection. Certificates that are renewed half are left for the next one."""

    _told: SecurityFields
    _seen: tuple[tuple[Path, int], ...]

    def begin(self, told: SecurityFields) -> None:
        """Load the files for the first time. Raises ValueError."""
        self.minimum_version = ssl.TLSVersion.TLSv1_2
        self._told, self._seen = told, _stamps(told)
        if told.ssl_ca is None:
            self.load_default_certs()
        _load(self, told)

    def wrap_bio(self, *arguments: Any, **options: Any) -> ssl.SSLObject:
        """Called by asyncio for each connection."""
        self._renew()
        return super().wrap_bio(*arguments, **options)

    def _renew(self) -> None:
        try:
            if (now := _stamps(self._told)) != self._seen:
                # Elsewhere first: a certificate whose key is not there yet would take the place of the old one.
                _load(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), self._told)
                _load(self, self._told)
                self._seen = now
                log.info("certificates were renewed, new connections use them")
        except (ValueError, OSError) as error:
            log.warning("renewed certificates cannot be used yet: %s", error)


def _load(made: ssl.SSLContext, told: SecurityFields) -> None:
    if told.ssl_ca is not None:
        try:
            made.load_verify_locations(told.ssl_ca)
        except OSError as error:
            raise ValueError(f"NEWSMILL_SSL_CA: {told.ssl_ca} holds no certificates in PEM") from error
    if told.ssl_cert is not None:
        password = told.secret("ssl_key_password") or ""  # without any, OpenSSL would ask at the terminal
        try:
            made.load_cert_chain(told.ssl_cert, told.ssl_key, lambda: password)
        except OSError as error:
            if told.ssl_key is None and _without_key(told.ssl_cert):
                raise ValueError("NEWSMILL_SSL_CERT holds no key, and NEWSMILL_SSL_KEY is not set") from error
            raise ValueError(f"NEWSMILL_SSL_CERT, NEWSMILL_SSL_KEY: {_wrong(error, password)}") from error


def _without_key(file: Path) -> bool:
    try:
        content = file.read_bytes()
    except OSError:
        return False
    return b"BEGIN CERTIFICATE" in content and b"PRIVATE KEY" not in content


def _wrong(error: OSError, password: str) -> str:
    reason = getattr(error, "reason", None)
    if reason == "KEY_VALUES_MISMATCH":
        return "the key is not that of the certificate"
    if reason in (None, "BAD_DECRYPT", "BAD_PASSWORD_READ"):
        given = "NEWSMILL_SSL_KEY_PASSWORD does not open the key" if password else "the key wants a password, or "
        return given if password else f"{given}a file holds no PEM"
    return f"a file holds no PEM ({reason})"


def _stamps(told: SecurityFields) -> tuple[tuple[Path, int], ...]:
    files = (told.ssl_ca, told.ssl_cert, told.ssl_key)
    return tuple((path, path.stat().st_mtime_ns) for path in files if path is not None)
