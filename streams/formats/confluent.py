"""Confluent's wire format: a zero byte, four bytes of a schema's id, the payload."""

from schemas import Reason, RejectionError
from schemas.headers import Headers, has

HEADER = "__value_schema_id"
"""Where newer clients put the schema's id: the value has no frame then."""

_SIZE = 5
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def unframed(value: bytes, headers: Headers) -> bytes:
    """The payload, which is JSON or markup. The id may hold any bytes, that of "{" too.

    Raises RejectionError for what only the registry's schemas could read.
    """
    if has(headers, HEADER) and not value.startswith(b"\0"):
        return _text(value, f"a value of a schema of Confluent's registry (header {HEADER})")
    if not value.startswith(b"\0"):
        return value
    if len(value) <= _SIZE:
        raise RejectionError(Reason.UNREADABLE, f"a Confluent frame cut in its header: {len(value)} bytes")
    return _text(value[_SIZE:], f"a Confluent frame (schema {int.from_bytes(value[1:_SIZE])})")


def _text(payload: bytes, seen: str) -> bytes:
    """The payload, if it begins as text does. A message of Protobuf has its indexes there, a record of Avro lengths."""
    beginning = payload.lstrip(b" \t\r\n")[:1]
    if beginning in {b"{", b"[", b"<", b'"'} or payload.startswith(_MARKS):
        return payload
    kind = "Protobuf" if payload.startswith((b"\0\n", b"\0\x12")) else "Avro or Protobuf"
    raise RejectionError(Reason.UNSUPPORTED_FORMAT, f"{seen} of {kind}: only JSON, XML and HTML are read")
