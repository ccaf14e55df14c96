"""Secrets that were planted are found nowhere: not in logs at DEBUG, answers, error lines or titles of processes."""

import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from streams.acls import Role, needs
from streams.settings import Settings
from streams.supervisor import start_worker, stop_worker
from tests.support.commands import call, environment
from tests.support.probes import address, page
from tests.support.rights import grant
from tests.support.secured import ADMIN, USERS, Secured
from tests.support.tokens import token, token_endpoint

pytestmark = [pytest.mark.broker, pytest.mark.timeout(300)]

KEY_PASSWORD, CLIENT, CLIENT_SECRET = "0ld-oak:door", "mill", "s3same:open/up"
PREFIX = "secrets."


def forms(secret: str) -> set[str]:
    """How it may be written: as it is, as in a URL, in base64."""
    return {
        secret,
        quote_plus(secret),
        *(b64encode(told.encode()).decode().rstrip("=") for told in (secret, f"mill:{secret}")),
    }


def by_password(kafka: Secured) -> dict[str, str]:
    """PLAIN, whose first message is the password itself; and a certificate whose key has a password."""
    shown = kafka.authority.issue("guest", password=KEY_PASSWORD)
    told = {"NEWSMILL_BROKERS": kafka.addresses["PLAIN"], "NEWSMILL_SASL_MECHANISM": "PLAIN"}
    files = {"NEWSMILL_SSL_CERT": str(shown.cert), "NEWSMILL_SSL_KEY": str(shown.key)}
    return kafka.scram() | told | files | {"NEWSMILL_SSL_KEY_PASSWORD": KEY_PASSWORD}


@contextmanager
def ways_in(kafka: Secured, way: str) -> Iterator[dict[str, str]]:
    """What a process is told that comes in this way, everything being logged."""
    more = {"NEWSMILL_LOG_LEVEL": "DEBUG", "NEWSMILL_TOPIC_PREFIX": PREFIX, "NEWSMILL_RAW_PARTITIONS": "1"}
    if way == "password":
        yield by_password(kafka) | more
        return
    with token_endpoint(kafka.authority.issue("login", ["127.0.0.1"]), CLIENT, CLIENT_SECRET) as endpoint:
        yield kafka.oauth(endpoint, CLIENT, CLIENT_SECRET) | more


@pytest.mark.parametrize("way", ["password", "token"])
def test_a_worker_at_work_shows_none(way: str, kafka: Secured, tmp_path: Path) -> None:
    settings = Settings(brokers=kafka.open.bootstrap, topic_prefix=PREFIX, raw_partitions=1)
    for role in Role:
        for rights in needs(settings, role).values():
            grant(kafka.open, f"User:{CLIENT}", rights)
    with ways_in(kafka, way) as told:
        seen = [worker_at_work(told, tmp_path)]
        for arguments in (["topics", "check"], ["publish", "feed.jsonl"], ["status", "--json"], ["run", "--help"]):
            ran = call(told, tmp_path, *arguments)
            seen.append(ran.stdout + ran.stderr)
    nothing_of("\n".join(seen), {USERS[ADMIN], KEY_PASSWORD, CLIENT_SECRET, token(CLIENT).partition(".")[0]})


def worker_at_work(told: Mapping[str, str], folder: Path) -> str:
    """What two workers of one supervisor log and answer, and what their processes are called."""
    log = folder / "worker.log"
    with log.open("wb") as sink:
        process = start_worker("--workers", "2", env=environment(told), stdout=sink, stderr=sink)
        try:
            deadline = time.monotonic() + 60
            while log.read_text(encoding="utf-8").count("partitions flow") < 2 and time.monotonic() < deadline:
                time.sleep(0.5)
            base = address(log.read_text(encoding="utf-8"))
            answers = [page(f"{base}/{name}")[1] for name in ("metrics", "livez", "readyz")]
            titles = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
            assert "streams.cli" in titles
        finally:
            process.terminate()
            stop_worker(process)
    logged = log.read_text(encoding="utf-8")
    assert logged.count("partitions flow") >= 2, logged[-3000:]
    assert "DEBUG aiokafka.conn: Request to" in logged
    return "\n".join([logged, titles, *map(str, answers)])


@pytest.mark.parametrize(
    "wrong",
    [
        {"NEWSMILL_SASL_PASSWORD": "hunter2-wrong"},
        {"NEWSMILL_SSL_KEY_PASSWORD": "hunter2-wrong"},
        {"NEWSMILL_BROKERS": "kafka://mill:hunter2-wrong@kafka:9092"},
        {"NEWSMILL_OAUTH_TOKEN_URL": "https://mill:hunter2-wrong@login.example.com/"},
        {"NEWSMILL_SASL_PASSWORT": "hunter2-wrong"},
        {"NEWSMILL_SASL_PASSWORD_FILE": "hunter2-wrong"},
        {"NEWSMILL_SASL_PASSWORD": "hunter2-wrong", "NEWSMILL_SASL_PASSWORD_FILE": "/etc/hostname"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
@pytest.mark.parametrize("command", ["run", "demo"])
def test_what_is_wrong_with_a_secret_is_told_without_it(
    wrong: dict[str, str], command: str, kafka: Secured, tmp_path: Path
) -> None:
    told = by_password(kafka) | wrong | {"NEWSMILL_LOG_LEVEL": "DEBUG"}
    ran = call(told, tmp_path, command, seconds=20)
    assert ran.returncode == 1
    nothing_of(ran.stdout + ran.stderr, {"hunter2-wrong", USERS[ADMIN], KEY_PASSWORD})


def nothing_of(text: str, secrets: set[str]) -> None:
    found = {secret for secret in secrets if any(form in text for form in forms(secret))}
    assert not found, [
        line for line in text.splitlines() if any(form in line for secret in found for form in forms(secret))
    ]
