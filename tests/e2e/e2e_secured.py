"""A Kafka that lets nobody in unasked: who comes in, who does not, and what he is told."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from streams.broker.ready import answers
from streams.kafka import Connection
from streams.settings import load_settings
from tests.support.certificates import Authority
from tests.support.commands import call
from tests.support.feed import mixed_articles
from tests.support.secured import ADMIN, USERS, Secured
from tests.support.tokens import token_endpoint
from tests.support.worker import OUTPUTS, Installation

pytestmark = [pytest.mark.broker, pytest.mark.timeout(300)]

REFUSED_SECONDS = 15
ANOTHER = "an0ther-0ne"
COMMANDS = {
    "run": ["run"],
    "publish": ["publish", "feed.jsonl"],
    "tail": ["tail"],
    "status": ["status"],
    "topics": ["topics", "check"],
}


def test_the_demo_over_tls_with_a_password(kafka: Secured, tmp_path: Path) -> None:
    ran = call(kafka.scram(), tmp_path, "demo")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "each came out once" in ran.stdout


def test_the_demo_over_tls_with_a_certificate_whose_key_has_a_password(kafka: Secured, tmp_path: Path) -> None:
    shown = kafka.authority.issue(ADMIN, password="hunter2")
    (tmp_path / "password").write_text("hunter2\n", encoding="utf-8")
    told = kafka.mtls(shown, SSL_KEY_PASSWORD_FILE=str(tmp_path / "password"))
    ran = call(told, tmp_path, "demo")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "each came out once" in ran.stdout


def wrong_password(kafka: Secured, _folder: Path) -> dict[str, str]:
    return kafka.scram() | {"NEWSMILL_SASL_PASSWORD": "hunter2"}


def unknown_ca(kafka: Secured, folder: Path) -> dict[str, str]:
    return kafka.scram() | {"NEWSMILL_SSL_CA": str(Authority(folder, "other CA").ca)}


def wrong_host(kafka: Secured, _folder: Path) -> dict[str, str]:
    return kafka.scram(listener="ELSEWHERE")


def expired(kafka: Secured, _folder: Path) -> dict[str, str]:
    return kafka.scram(listener="EXPIRED")


def plaintext(kafka: Secured, _folder: Path) -> dict[str, str]:
    return {"NEWSMILL_BROKERS": kafka.addresses["SCRAM"]}


def no_sasl(kafka: Secured, _folder: Path) -> dict[str, str]:
    told = {"SECURITY_PROTOCOL": "SSL", "SSL_CA": str(kafka.authority.ca), "BROKERS": kafka.addresses["SCRAM"]}
    return {f"NEWSMILL_{name}": value for name, value in told.items()}


def tls_to_plaintext(kafka: Secured, _folder: Path) -> dict[str, str]:
    return kafka.scram() | {"NEWSMILL_BROKERS": kafka.open.bootstrap}


def other_mechanism(kafka: Secured, _folder: Path) -> dict[str, str]:
    return kafka.scram() | {"NEWSMILL_SASL_MECHANISM": "PLAIN"}


def no_certificate(kafka: Secured, _folder: Path) -> dict[str, str]:
    return no_sasl(kafka, _folder) | {"NEWSMILL_BROKERS": kafka.addresses["MTLS"]}


def foreign_certificate(kafka: Secured, folder: Path) -> dict[str, str]:
    return kafka.mtls(Authority(folder, "other CA").issue("stranger"))


EVERYWHERE = [
    (wrong_password, "does not accept the user 'admin' by SCRAM-SHA-512"),
    (unknown_ca, "shows a certificate that NEWSMILL_SSL_CA does not vouch for"),
    (wrong_host, "shows a certificate that is not for the host '127.0.0.1'"),
    (expired, "shows a certificate that has expired"),
    (plaintext, "wants TLS here: NEWSMILL_SECURITY_PROTOCOL=SSL or SASL_SSL"),
]
ONCE = [
    (no_sasl, "asks who we are: NEWSMILL_SECURITY_PROTOCOL=SASL_SSL, NEWSMILL_SASL_MECHANISM=SCRAM-SHA-512"),
    (tls_to_plaintext, "speaks no TLS here: NEWSMILL_SECURITY_PROTOCOL=SASL_PLAINTEXT"),
    (other_mechanism, "does not offer NEWSMILL_SASL_MECHANISM=PLAIN"),
    (no_certificate, "wants a certificate of ours: NEWSMILL_SSL_CERT"),
    (foreign_certificate, "does not accept NEWSMILL_SSL_CERT"),
]
CASES = [(*case, command) for case in EVERYWHERE for command in COMMANDS] + [(*case, "run") for case in ONCE]


@pytest.mark.parametrize(("told", "said", "command"), CASES, ids=lambda part: getattr(part, "__name__", None))
def test_who_is_not_let_in_is_told_why_in_one_line_and_soon(
    told: "object", said: str, command: str, kafka: Secured, tmp_path: Path
) -> None:
    assert callable(told)
    ran = call(told(kafka, tmp_path), tmp_path, *COMMANDS[command], seconds=REFUSED_SECONDS)
    assert ran.returncode == 1
    (line,) = ran.stderr.strip().splitlines()
    assert line.startswith("Error: Kafka at 127.0.0.1:")
    assert said in line
    assert "hunter2" not in ran.stdout + ran.stderr


def test_a_certificate_that_is_renewed_is_shown_by_whoever_runs_already(kafka: Secured, tmp_path: Path) -> None:
    shown = kafka.authority.issue("renewed", days=-1)
    connection = connected(kafka.mtls(shown))
    assert not answers(connection)
    kafka.authority.issue("renewed")  # into the same files
    assert answers(connection)


def test_a_certificate_without_its_key_yet_changes_nothing(kafka: Secured) -> None:
    shown = kafka.authority.issue("renewed")
    connection, key = connected(kafka.mtls(shown)), shown.key.read_bytes()
    assert answers(connection)
    kafka.authority.issue("renewed")
    shown.key.write_bytes(key)
    assert answers(connection)


def test_a_token_lets_us_in_and_its_refusal_is_one_line(kafka: Secured, tmp_path: Path) -> None:
    with token_endpoint(kafka.authority.issue("login", ["127.0.0.1"]), "mill", "s3same:open/up") as address:
        right = kafka.oauth(address, "mill", "s3same:open/up")
        ran = call(right, tmp_path, "topics", "check", seconds=REFUSED_SECONDS)
        assert "missing" in ran.stdout, ran.stderr
        ran = call(right | {"NEWSMILL_OAUTH_CLIENT_SECRET": "hunter2"}, tmp_path, "run", seconds=REFUSED_SECONDS)
    assert ran.returncode == 1
    assert ran.stderr.strip().endswith("was not asked: NEWSMILL_OAUTH_TOKEN_URL answers 401 invalid_client")
    ran = call(right, tmp_path, "status", seconds=REFUSED_SECONDS)
    assert "was not asked: NEWSMILL_OAUTH_TOKEN_URL: " in ran.stderr


def test_a_worker_waits_with_a_password_that_was_changed_and_takes_up_the_new_one(
    kafka: Secured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = tmp_path / "password"
    password.write_text(f"{USERS[ADMIN]}\n", encoding="utf-8")
    told = {name: value for name, value in kafka.scram().items() if name != "NEWSMILL_SASL_PASSWORD"}
    told |= {
        "NEWSMILL_SASL_PASSWORD_FILE": str(password),
        "NEWSMILL_TOPIC_PREFIX": "at-work.",
        "NEWSMILL_WEB_PORT": "0",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    newsmill = Installation(load_settings(), tmp_path)
    newsmill.create_topics()
    articles = [mixed.record for mixed in mixed_articles(40, seed=3) if mixed.reason is None]
    with newsmill.worker() as worker:
        newsmill.publish(articles[:10])
        assert newsmill.events(OUTPUTS, 10, more=0)
        kafka.set_password(ADMIN, ANOTHER)
        password.write_bytes(b"")  # as by whoever begins to write it anew: what it said before is shown
        kafka.node.terminate()  # whoever is in stays in; so all are sent out
        kafka.node.start()
        assert until(lambda: "does not accept the user 'admin'" in newsmill.log(), 90), newsmill.log()[-3000:]
        assert worker.poll() is None
        password.write_text(ANOTHER, encoding="utf-8")
        newsmill.publish(articles[10:20])
        found = newsmill.events(OUTPUTS, 20, seconds=60)
        kafka.set_password(ADMIN, USERS[ADMIN])
    assert sum(map(len, found.values())) == 20, newsmill.log()[-3000:]
    assert not [secret for secret in (ANOTHER, USERS[ADMIN]) if secret in newsmill.log()]


def connected(told: dict[str, str]) -> Connection:
    """A connection by these settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        return load_settings().connection


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition; False when it did not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.5)
    return True
