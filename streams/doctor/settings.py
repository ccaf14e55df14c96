"""Settings that work, and are not meant for production."""

from collections.abc import Iterator

from streams.doctor.finding import Finding, Level
from streams.settings import Settings

LOCAL = ("127.0.0.1", "localhost", "[::1]")


def judge_settings(settings: Settings) -> Iterator[Finding]:
    """A finding for each that an expert would ask about."""
    findings = [Finding("settings", Level.WARN, told, todo) for told, todo in _doubts(settings)]
    yield from findings or [Finding("settings", Level.OK, "nothing to say about them")]


def _doubts(settings: Settings) -> Iterator[tuple[str, str]]:
    hosts = [address.rpartition(":")[0] for address in (settings.brokers or "").split(",")]
    if settings.replication < 3 and any(host not in LOCAL for host in hosts):
        yield f"NEWSMILL_REPLICATION is {settings.replication}: a broker that is lost may take records along", "3"
    if settings.min_insync < 2 <= settings.replication:
        yield "NEWSMILL_MIN_INSYNC is 1: a record counts that one broker alone has", "2"
    if not settings.security_protocol.encrypted and any(host not in LOCAL for host in hosts):
        yield "the way to Kafka is not encrypted", "NEWSMILL_SECURITY_PROTOCOL=SSL or SASL_SSL, see docs/security.md"
    if settings.accept_state_loss:
        yield (
            "NEWSMILL_ACCEPT_STATE_LOSS is set: a changelog that is lost will go unnoticed",
            "unset it after one start",
        )
