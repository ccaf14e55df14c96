"""What became of an article, from the event about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schemas import EventType, RejectionError
from schemas.codec import decode
from schemas.headers import REASON, Header, first
from streams.outputs import FLAT, Output

Event = Mapping[str, Any]
Headers = Iterable[Header]


@dataclass(frozen=True, slots=True, order=True)
class Outcome:
    """`verdict` is first, extension, revision, retracted, duplicate, rejected, entity, money or withdrawn.

    `detail` is the kind of a duplicate or the reason of a rejection, else empty.
    """

    verdict: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.verdict}: {self.detail}" if self.detail else self.verdict


def outcome(output: Output, headers: Headers, value: bytes | None) -> Outcome:
    """The outcome that an event on this topic tells of."""
    if output is Output.REJECTED:
        return Outcome("rejected", (first(headers, REASON) or b"unknown").decode("utf-8", "replace"))
    return outcome_of(output, headers, read_event(value))


def outcome_of(output: Output, headers: Headers, event: Event) -> Outcome:
    """The outcome of an event that is read already."""
    if output is Output.DUPLICATES:
        return Outcome("duplicate", str(event.get("kind", "")))
    if output in FLAT:
        one = "entity" if output is Output.ENTITIES else output.value
        return Outcome("withdrawn" if event.get("action") == "withdraw" else one)
    if first(headers, "ce_type") == EventType.RETRACTED.encode() or "retracted" in event:
        return Outcome("retracted")
    if event.get("revision_of"):
        return Outcome("revision")
    if event.get("develops"):
        return Outcome("development")
    return Outcome("extension" if event.get("extends") else "first")


def read_event(value: bytes | None) -> Event:
    """The fields of an event; empty where `value` holds none, which a person following a topic should survive."""
    try:
        event = decode(value or b"{}")
    except RejectionError:
        return {}
    return event if isinstance(event, dict) else {}
