"""The values that the steps take and give."""

from dataclasses import dataclass
from uuid import UUID

from schemas import Origin, Pipeline
from schemas.codec import encode
from schemas.headers import TRACEPARENT, Headers, cloudevent, event_id, last, record_id
from schemas.published import Identified
from streams.outputs import Output

PIPELINE_VERSION = "3"
"""Raised when what is published about the same article changes; tests/pipeline holds it to that."""

UNTAGGED = Pipeline(version=PIPELINE_VERSION, model=None)
"""What makes the events that no model has a part in."""


LONGEST_TRACE = 256
"""Bytes of a `traceparent`; W3C's has 55, and versions to come may add some."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record as it was read; `origin` is the raw record that it comes from (itself, in screen)."""

    key: bytes | None
    value: bytes | None
    headers: Headers
    origin: Origin

    @property
    def id(self) -> UUID:
        """What the raw record is referred to by."""
        return record_id(self.origin)

    def event_id(self, event_type: str, pipeline: Pipeline = UNTAGGED, part: str = "") -> UUID:
        """The id of an event about it, as `schemas.headers.event_id`."""
        return event_id(event_type, self.id, pipeline, part)

    @property
    def trace(self) -> bytes | None:
        """The W3C trace context that is carried on, into every event: so none that would not fit."""
        trace = last(self.headers, TRACEPARENT)
        return trace if trace is None or len(trace) <= LONGEST_TRACE else None


HEADER_BYTES = 10
"""What Kafka adds to a header at most: the lengths of its name and value."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to send; no partition means by key."""

    to: Output
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None


def size(record: Incoming | Outgoing) -> int:
    """Bytes of a record on Kafka, but for some twenty of framing."""
    headers = sum(len(name.encode()) + len(value or b"") + HEADER_BYTES for name, value in record.headers)
    return len(record.key or b"") + len(record.value or b"") + headers


def event_record(
    to: Output, event_type: str, key: bytes, event: Identified, record: Incoming, value: bytes | None = None
) -> Outgoing:
    """A published event about what `record` brought; `value` is its JSON where that is known."""
    headers = cloudevent(event_type, event.event_id, record.origin, record.trace)
    return Outgoing(to, key, encode(event) if value is None else value, headers)
