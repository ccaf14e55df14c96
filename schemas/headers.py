"""Kafka headers: CloudEvents 1.0 in binary mode, the way back to the raw record, and rejections."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5

from schemas.codec import encode
from schemas.published import Origin, Pipeline
from schemas.reading import Format, Mend, Repair
from schemas.reasons import RejectionError

Header = tuple[str, bytes | None]
Headers = Sequence[Header]
"""Names and values in order; a name may stand twice, and Kafka has null values."""

ORIGIN = "newsmill_origin"
HORIZON = "newsmill_horizon"
"""From screen to dedupe: milliseconds since 1970 before which no raw record lies that is still to be screened."""
REASON = "newsmill_reason"
LEFT_OUT = "newsmill_left_out"
"""On a rejected record: which of value, headers and key are not there, since they would fit no topic."""
FORMAT = "newsmill_format"
REPAIRS = "newsmill_repairs"
"""On a raw record that `publish` has split out of a document: what it was read as, and what could not be read of it."""
TRACEPARENT = "traceparent"
CE_SOURCE = "/newsmill"

MOST_REPAIRS = 20
"""More than an article has fields that can be mended."""
_FIELD = re.compile("[a-z_]{1,32}")

_NAMESPACE = UUID("7d9d2b6e-6a6b-5c0e-9f0a-3f4b1c2d8e11")  # drawn once; another one would change every id


def record_id(origin: Origin) -> UUID:
    """What an article is referred to by: the same for all events about one raw record, whatever made them."""
    return uuid5(_NAMESPACE, f"{origin.topic}/{origin.partition}/{origin.offset}")  # no topic's name holds a '/'


def event_id(event_type: str, record: UUID, pipeline: Pipeline, part: str = "") -> UUID:
    """The same event again has the same id, and one that another pipeline made has another; `record` is a record_id.

    `part` tells several events of one type about one record apart: what an event replaces, the event and index of what
    is flat, a shard, what is withdrawn.
    """
    return uuid5(_NAMESPACE, encode([event_type, record, pipeline.version, pipeline.model, part]).decode())


def rfc3339(timestamp: int) -> str:
    """Milliseconds since 1970 as RFC 3339 in UTC."""
    moment = datetime.fromtimestamp(timestamp / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def cloudevent(event_type: str, id_: UUID, origin: Origin, trace: bytes | None = None) -> list[Header]:
    """The headers of a published event; its time is the raw record's, never the worker's clock."""
    headers: list[Header] = [
        ("ce_specversion", b"1.0"),
        ("ce_id", str(id_).encode()),
        ("ce_source", CE_SOURCE.encode()),
        ("ce_type", event_type.encode()),
        ("ce_time", rfc3339(origin.timestamp).encode()),
        ("content-type", b"application/json"),
    ]
    return [*headers, (TRACEPARENT, trace)] if trace else headers


def passed_on(origin: Origin, trace: bytes | None) -> list[Header]:
    """The headers between the stages."""
    line = f"{origin.topic}/{origin.partition}/{origin.offset}/{origin.timestamp}"
    headers: list[Header] = [(ORIGIN, line.encode())]
    return [*headers, (TRACEPARENT, trace)] if trace else headers


def read_origin(headers: Headers) -> Origin:
    """The raw record that a record between the stages comes from. Raises KeyError where the header is missing."""
    value = last(headers, ORIGIN)
    if value is None:
        raise KeyError(f"header {ORIGIN} is missing: not a record of Newsmill's stages")
    topic, partition, offset, timestamp = value.decode().split("/")  # '/' cannot stand in a topic's name
    return Origin(topic=topic, partition=int(partition), offset=int(offset), timestamp=int(timestamp))


def horizon_header(horizon: int | None) -> list[Header]:
    """The header that tells how far screen has come; none where that is not known."""
    return [] if horizon is None else [(HORIZON, str(horizon).encode())]


def read_horizon(headers: Headers) -> int | None:
    """What `horizon_header` told."""
    value = first(headers, HORIZON)
    return None if value is None else int(value)


def split_headers(format: Format, repairs: Iterable[Repair]) -> list[Header]:  # noqa: A002 - as it is published
    """The headers of an article that was split out of a document, see `read_split`."""
    told = ",".join(f"{repair.field}={repair.reason.value}" for repair in repairs)
    return [(FORMAT, format.value.encode()), *([(REPAIRS, told.encode())] if told else [])]


def read_split(headers: Headers) -> tuple[Format, list[Repair]] | None:
    """What `split_headers` told; None where they do not stand there as it writes them: anybody may have sent them."""
    told, repairs = first(headers, FORMAT), first(headers, REPAIRS)
    if told is None:
        return None
    try:
        pairs = [pair.split("=") for pair in (repairs or b"").decode().split(",") if pair]
        return Format(told.decode()), [_repair(field, reason) for field, reason in pairs[:MOST_REPAIRS]]
    except ValueError:
        return None


def _repair(field: str, reason: str) -> Repair:
    if not _FIELD.fullmatch(field):
        raise ValueError(f"{field!r} is no field of an article")
    return Repair(field=field, reason=Mend(reason))


def rejection(origin: Origin, stage: str, error: RejectionError) -> list[Header]:
    """What is added to the headers of a rejected record (names of Kafka Connect's dead letter queue)."""
    fields = {
        "topic": origin.topic,
        "partition": str(origin.partition),
        "offset": str(origin.offset),
        "stage": stage,
        "exception.class.name": f"{type(error).__module__}.{type(error).__qualname__}",
        "exception.message": error.message[:1000],
    }
    added: list[Header] = [(f"__connect.errors.{name}", value.encode()) for name, value in fields.items()]
    return [*added, (REASON, error.reason.value.encode())]


def first(headers: Iterable[Header], name: str) -> bytes | None:
    """The first header of that name, or None."""
    return next((value for key, value in headers if key == name), None)


def last(headers: Headers, name: str) -> bytes | None:
    """The last header of that name, or None: what Newsmill adds stands behind what a sender has put there."""
    return first(reversed(headers), name)


def has(headers: Iterable[Header], name: str) -> bool:
    """Whether there is a header of that name, be its value null."""
    return any(key == name for key, _ in headers)
