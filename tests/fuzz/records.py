"""An input of the fuzzer as bytes: records for the raw topic, read by one rule from whatever bytes there are.

    RECORD \\x1d RECORD …            one after the other, as they would stand in the topic
    VALUE \\x1e KEY \\x1e HEADER …    a record; without a KEY it has none
    NAME \\x1f VALUE                a header

`\\x7f` alone stands for null. What is no UTF-8 in a header's name is escaped, as the worker does it.
"""

from collections.abc import Iterable, Sequence

from schemas import Origin
from schemas.headers import Header
from streams.steps import Incoming

RECORD, FIELD, PAIR, NULL = b"\x1d", b"\x1e", b"\x1f", b"\x7f"
START_MS = 1_795_509_000_000
STEPS_MS = (0, 1, 1000, 60_000, 3_600_000, 90 * 3_600_000, -5_000_000)
"""Between two records of an input: at once, or so far apart that dedupe has forgotten the first, or backwards."""


def read(data: bytes) -> list[Incoming]:
    """The records in `data`, on one partition."""
    found, moment = [], START_MS
    for offset, part in enumerate(data.split(RECORD)):
        moment += STEPS_MS[len(part) % len(STEPS_MS)]
        found.append(_record(part, Origin(topic="raw", partition=0, offset=offset, timestamp=moment)))
    return found


def _record(data: bytes, origin: Origin) -> Incoming:
    value, *rest = data.split(FIELD)
    headers = tuple(_header(part) for part in rest[1:])
    return Incoming(_null(rest[0]) if rest else None, _null(value), headers, origin)


def _header(data: bytes) -> Header:
    name, _, value = data.partition(PAIR)
    return name.decode("utf-8", "backslashreplace"), _null(value)


def _null(data: bytes) -> bytes | None:
    return None if data == NULL else data


def written(value: bytes | None, key: bytes | None = None, headers: Iterable[Header] = ()) -> bytes:
    """A record as `read` reads it."""
    pairs = [name.encode("utf-8", "replace") + PAIR + _or_null(content) for name, content in headers]
    return FIELD.join([_or_null(value), _or_null(key), *pairs]) if pairs or key is not None else _or_null(value)


def joined(parts: Sequence[bytes]) -> bytes:
    """An input of these records."""
    return RECORD.join(parts)


def _or_null(data: bytes | None) -> bytes:
    return NULL if data is None else data
