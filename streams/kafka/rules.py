"""Which settings of security go together. No value stands in what is said: some are secrets."""

from __future__ import annotations

from streams.kafka.fields import SecurityFields

PASSWORD = ("sasl_username", "sasl_password", "sasl_password_file")
OAUTH = ("oauth_token_url", "oauth_client_id", "oauth_client_secret", "oauth_client_secret_file", "oauth_scope")
TLS = ("ssl_ca", "ssl_cert", "ssl_key", "ssl_key_password", "ssl_key_password_file")
SECRETS = ("sasl_password", "oauth_client_secret", "ssl_key_password")


def check(told: SecurityFields) -> None:
    """Raise ValueError with one sentence where they do not."""
    for secret in SECRETS:
        if _has(told, secret) and _has(told, f"{secret}_file"):
            raise ValueError(f"{_name(secret)} and {_name(secret)}_FILE are both set: one is enough")
        told.secret(secret)  # read now, so that a file that holds none is told at the start
    protocol = told.security_protocol
    if not protocol.sasl:
        _refuse(told, ("sasl_mechanism", *PASSWORD, *OAUTH), "needs NEWSMILL_SECURITY_PROTOCOL=SASL_SSL")
    else:
        _check_sasl(told)
    if not protocol.encrypted:
        _refuse(told, TLS, f"needs NEWSMILL_SECURITY_PROTOCOL={'SASL_SSL' if protocol.sasl else 'SSL'}")
    _check_key(told)


def _check_sasl(told: SecurityFields) -> None:
    mechanism = told.sasl_mechanism
    if mechanism is None:
        raise ValueError(f"NEWSMILL_SECURITY_PROTOCOL={told.security_protocol} needs NEWSMILL_SASL_MECHANISM")
    if mechanism == "OAUTHBEARER":
        _refuse(told, PASSWORD, f"says nothing with NEWSMILL_SASL_MECHANISM={mechanism}")
        wanted, secret = ["oauth_token_url", "oauth_client_id"], "oauth_client_secret"
    else:
        _refuse(told, OAUTH, "needs NEWSMILL_SASL_MECHANISM=OAUTHBEARER")
        wanted, secret = ["sasl_username"], "sasl_password"
    missing = [_name(name) for name in wanted if not _has(told, name)]
    if not _has(told, secret) and not _has(told, f"{secret}_file"):
        missing.append(f"{_name(secret)} (or {_name(secret)}_FILE)")
    if missing:
        raise ValueError(f"NEWSMILL_SASL_MECHANISM={mechanism} needs {' and '.join(missing)}")


def _check_key(told: SecurityFields) -> None:
    if not _has(told, "ssl_cert"):
        _refuse(told, TLS[2:], "needs NEWSMILL_SSL_CERT")


def _refuse(told: SecurityFields, names: tuple[str, ...], why: str) -> None:
    for name in names:
        if _has(told, name):
            raise ValueError(f"{_name(name)} {why}")


def _has(told: SecurityFields, name: str) -> bool:
    return getattr(told, name) is not None


def _name(field: str) -> str:
    return f"NEWSMILL_{field.upper()}"
