"""Why a cluster does not let us in, told in one line that names the settings.

The Kafka client only logs it, and says that no broker answers. So the brokers are asked once more, step by step. What
is told here does not pass by itself; of a broker that is merely away nothing is told.
"""

import asyncio
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from aiokafka.conn import AIOKafkaConnection, create_conn
from aiokafka.errors import (
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.admin import SaslHandShakeRequest
from aiokafka.protocol.metadata import MetadataRequest

from streams.kafka.connection import Connection
from streams.kafka.fields import Protocol
from streams.kafka.oauth import TokenError
from streams.kafka.words import of_certificate, of_our_certificate

ASK_MS, ROUND_SECONDS, MOST = 3_000, 5.0, 16
"""For one answer, for all of a round, and of so many servers at once: first those of the settings, then the others."""

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What brokers have against us, a sentence or None, and whether another lets us in all the same."""

    told: str | None
    let_in: bool


async def refusal(connection: Connection) -> str | None:
    """A sentence, or None where nothing refuses us or no broker answers."""
    return (await refusals(connection)).told


async def refusals(connection: Connection) -> Refusal:
    """Ask every broker, all at once: one that is silent keeps nobody from hearing what another says. Ten seconds."""
    first = [_host_and_port(address) for address in connection.bootstrap.split(",")]
    answers = await _asked(connection, first)
    others = [place for answer in answers for place in answer.others or () if place not in first]
    answers += await _asked(connection, others)
    told: dict[str, list[str]] = {}
    for answer in answers:
        if answer.why is not None:
            told.setdefault(answer.why, []).append("{}:{}".format(*answer.place))
    sentences = [f"Kafka at {', '.join(places)} {why}" for why, places in told.items()]
    return Refusal("; ".join(sentences) or None, any(answer.others is not None for answer in answers))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one broker has against us; where the others are, None where it does not let us in."""

    place: Place
    why: str | None
    others: list[Place] | None


async def _asked(connection: Connection, places: Iterable[Place]) -> list[Answer]:
    """The answers that come in time."""
    asks = [asyncio.ensure_future(_ask(connection, place)) for place in [*dict.fromkeys(places)][:MOST]]
    if not asks:
        return []
    try:
        done, _ = await asyncio.wait(asks, timeout=ROUND_SECONDS)
        return [ask.result() for ask in asks if ask in done]
    finally:
        for ask in asks:
            ask.cancel()
        await asyncio.gather(*asks, return_exceptions=True)


async def _ask(connection: Connection, place: Place) -> Answer:
    host, port = place
    try:
        conn = await create_conn(host, port, request_timeout_ms=ASK_MS, **connection.auth())
    except (KafkaError, OSError, TimeoutError, ValueError, EOFError) as error:
        return Answer(place, await _why(connection, host, port, error), None)
    try:
        return Answer(place, None, await _others(conn))
    except (KafkaError, OSError, TimeoutError):
        return Answer(place, await _wants_sasl(connection, host, port), None)
    finally:
        conn.close()


async def _others(conn: AIOKafkaConnection) -> list[Place]:
    answer = await conn.send(MetadataRequest([]))
    return [(broker["host"], broker["port"]) for broker in answer.to_object()["brokers"]]


async def _why(connection: Connection, host: str, port: int, error: BaseException) -> str | None:
    told = connection.security
    for cause in _causes(error):
        match cause:
            case TokenError():
                return f"was not asked: {cause.args[0]}"
            case ValueError() if not isinstance(cause, OSError):  # a file with a secret that is gone
                return f"was not asked: {cause}"
            case SaslAuthenticationFailed():
                who = "the token" if told.sasl_username is None else f"the user {told.sasl_username!r}"
                where = "NEWSMILL_OAUTH_…" if told.sasl_username is None else "NEWSMILL_SASL_USERNAME or _PASSWORD"
                return f"does not accept {who} by {told.sasl_mechanism}: {where} is wrong"
            case UnsupportedSaslMechanismError():
                return f"does not offer NEWSMILL_SASL_MECHANISM={told.sasl_mechanism}"
            case IllegalSaslStateError():
                return f"wants no SASL here: NEWSMILL_SECURITY_PROTOCOL={_without_sasl(told.security_protocol)}"
            case ssl.SSLCertVerificationError():
                return of_certificate(cause, host)
            case ssl.SSLError() if words := of_our_certificate(cause, given=told.ssl_cert is not None):
                return words
    if isinstance(error, ConnectionRefusedError | TimeoutError):
        return None
    return await _other_protocol(connection, host, port)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


async def _other_protocol(connection: Connection, host: str, port: int) -> str | None:
    """Who hangs up at the first word may want TLS or not: it is tried."""
    protocol = connection.security.security_protocol
    if not protocol.encrypted and await _speaks_tls(host, port):
        return f"wants TLS here: NEWSMILL_SECURITY_PROTOCOL={'SASL_SSL' if protocol.sasl else 'SSL or SASL_SSL'}"
    if protocol.encrypted and await _offered(host, port, {}) is not None:
        return f"speaks no TLS here: NEWSMILL_SECURITY_PROTOCOL={'SASL_PLAINTEXT' if protocol.sasl else 'PLAINTEXT'}"
    return None


async def _wants_sasl(connection: Connection, host: str, port: int) -> str | None:
    protocol = connection.security.security_protocol
    if protocol.sasl or not (offered := await _offered(host, port, connection.auth())):
        return None
    wanted, mechanisms = "SASL_SSL" if protocol.encrypted else "SASL_PLAINTEXT", " or ".join(offered)
    return f"asks who we are: NEWSMILL_SECURITY_PROTOCOL={wanted}, NEWSMILL_SASL_MECHANISM={mechanisms}"


async def _offered(host: str, port: int, auth: dict[str, Any]) -> list[str] | None:
    """The mechanisms of SASL that a broker offers, empty where it wants none; None where it does not answer."""
    try:
        conn = await create_conn(host, port, request_timeout_ms=ASK_MS, **auth)
    except (KafkaError, OSError, TimeoutError, EOFError):
        return None
    try:
        answer = await conn.send(SaslHandShakeRequest("NONE"))
    except (KafkaError, OSError, TimeoutError):
        return []
    else:
        return list(answer.enabled_mechanisms)
    finally:
        conn.close()


async def _speaks_tls(host: str, port: int) -> bool:
    """Whether a TLS server is there; nothing is told to it, so that its certificate does not matter."""
    anyone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    try:
        async with asyncio.timeout(ASK_MS / 1000):
            transport, _ = await asyncio.get_running_loop().create_connection(asyncio.Protocol, host, port, ssl=anyone)
    except (OSError, TimeoutError):
        return False
    transport.close()
    return True


def _without_sasl(protocol: Protocol) -> str:
    return "SSL" if protocol.encrypted else "PLAINTEXT"


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":") if address.rpartition(":")[2].isdigit() else (address, "", "9092")
    return host.strip("[]"), int(port)
