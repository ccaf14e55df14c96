"""A record of Kafka as a stage is given it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Headers = Iterable[tuple[str, bytes | None]]


@dataclass(frozen=True, slots=True)
class ConsumedRecord:
    """A Kafka record as it was read. `timestamp_ms` is what the broker holds: milliseconds since 1970."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]

    @classmethod
    def from_message(cls, message: Any) -> ConsumedRecord:
        """Take over a `faust.types.Message`, whose timestamp is in seconds."""
        return cls(
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            timestamp_ms=round(message.timestamp * 1000),
            key=message.key,
            value=message.value,
            headers=tuple((name, value) for name, value in message.headers or ()),
        )
