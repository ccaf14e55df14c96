"""Rejections: the record as it came, with its bytes, and why."""

from dataclasses import replace

from schemas import Reason, RejectionError
from schemas.headers import LEFT_OUT, has, rejection
from streams.outputs import Output
from streams.steps.records import Incoming, Outgoing, size

ALL = ("value", "headers", "key")


def rejected(raw: Incoming, stage: str, error: RejectionError, most: int) -> Outgoing:
    """The record as it came. Compressed it may be larger than any topic takes: what is too large is left out then."""
    kept, left_out = raw, list[str]()
    for part, without in (
        ("value", replace(raw, value=None)),
        ("headers", replace(raw, value=None, headers=())),
        ("key", replace(raw, value=None, headers=(), key=None)),
    ):
        if size(kept) > most:
            kept = without
            left_out.append(part)
    return _rejection(kept, stage, error, left_out)


def set_aside(raw: Incoming, stage: str, most: int, *, gone: bool = False) -> Outgoing:
    """A record that has ended three workers in that stage, unread; `gone` where raw does not hold it any more."""
    error = RejectionError(
        Reason.POISON, f"three workers ended in {stage} while they had nothing but this record in hand"
    )
    if gone:
        return _rejection(replace(raw, key=None, value=None, headers=()), stage, error, list(ALL))
    return rejected(raw, stage, error, most)


def _rejection(kept: Incoming, stage: str, error: RejectionError, left_out: list[str]) -> Outgoing:
    # Said also where nothing is, when the sender has a header of that name: the last one counts.
    told = [(LEFT_OUT, ",".join(left_out).encode())] if left_out or has(kept.headers, LEFT_OUT) else []
    return Outgoing(
        Output.REJECTED, kept.key, kept.value, [*kept.headers, *rejection(kept.origin, stage, error), *told]
    )
