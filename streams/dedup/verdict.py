"""What the judge is asked and what it answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from streams.dedup.fingerprint import Fingerprint


class Kind(StrEnum):
    """How an article relates to what was seen before; docs/dedup.md says when each applies."""

    FIRST = "first"
    EXTENSION = "extension"
    REVISION = "revision"
    RETRACTION = "retraction"
    RESENT = "resent"
    STALE = "stale"
    EXACT = "exact"
    NEAR = "near"
    CONTAINED = "contained"


ENRICHED = frozenset({Kind.FIRST, Kind.EXTENSION, Kind.REVISION})
"""Kinds that go on to be enriched; a copy is always a copy of one of these."""

RETRACTED: Final = 100
"""Events that a retraction names, the newest ones: what an older version brought its revision has withdrawn."""

DUPLICATE = frozenset({Kind.RESENT, Kind.STALE, Kind.EXACT, Kind.NEAR, Kind.CONTAINED})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a raw record stands on Kafka; `timestamp` in milliseconds since the epoch."""

    topic: str
    partition: int
    offset: int
    timestamp: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """One record for the judge. `event_id` is the id of the event it leads to unless it is a duplicate, `duplicate_id`
    of the event it leads to then (the same one when None).

    `fingerprint` is None for a retraction (canceled or a null value) and only then. `horizon` (ms) is a time before
    which no raw record lies that the shard is still to be given; None where nobody knows.
    """

    origin: Origin
    event_id: UUID
    source: str
    id: str
    version: int
    canceled: bool
    fingerprint: Fingerprint | None
    duplicate_id: UUID | None = None
    horizon: int | None = None

    def __post_init__(self) -> None:
        if self.canceled == (self.fingerprint is not None):
            raise ValueError("a retraction has no fingerprint, everything else has one")

    def id_as(self, kind: Kind) -> UUID:
        """The id of the event that tells of a verdict of that kind."""
        return self.duplicate_id or self.event_id if kind in DUPLICATE else self.event_id


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of one record.

    `duplicate_of` is the event that a duplicate repeats; `similarity` (Jaccard) and `containment` (of the smaller text
    in the larger) are in 0..1, estimated on the sketches, and given where texts were compared. `cluster_id` is None
    only for the retraction of an article never seen. `retracted` lists the enriched events withdrawn, the newest
    `RETRACTED` of them, oldest first.
    """

    kind: Kind
    event_id: UUID
    duplicate_of: UUID | None = None
    revision_of: UUID | None = None
    extends: UUID | None = None
    cluster_id: UUID | None = None
    similarity: float | None = None
    containment: float | None = None
    retracted: tuple[UUID, ...] = ()

    @property
    def is_duplicate(self) -> bool:
        """Whether the article adds nothing to what was seen."""
        return self.kind in DUPLICATE


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and what the table must take in before the next record is judged: puts and deletes (None), in order.

    No verdict is given on a record that was judged before and is forgotten: it is left out. `crowded_out` counts the
    articles that were forgotten for want of room although a later one may lie within a window of them.
    """

    verdict: Verdict | None
    writes: tuple[tuple[bytes, bytes | None], ...] = ()
    crowded_out: int = 0
