"""A record for machines to read: one JSON object."""

from base64 import b64encode

from aiokafka import ConsumerRecord

from schemas import RejectionError
from schemas.codec import decode, encode

DEEPEST = 200
"""Nesting of a value that is shown as JSON: what is written may be 254 deep, and the value stands in an object."""


def as_json(record: "ConsumerRecord[bytes | None, bytes | None]") -> str:
    """Topic, partition, offset, key, headers and value; a value that is no JSON stands in base64 as `value_base64`."""
    told = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        "key": _text(record.key),
        "headers": {name: _text(value) for name, value in record.headers},
    }
    return encode(told | _value(record.value)).decode()


def _value(value: bytes | None) -> dict[str, object]:
    if value is None:
        return {"value": None}
    try:
        return {"value": decode(value, max_depth=DEEPEST)}
    except RejectionError:
        return {"value": None, "value_base64": b64encode(value).decode()}


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")
