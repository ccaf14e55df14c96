"""What the judge is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from streams.dedup.fingerprint import Fingerprint
from streams.metrics import Metric


class Kind(StrEnum):
    """How an article relates to what was seen before; docs/dedup.md says when each applies."""

    FIRST = "first"
    EXTENSION = "extension"
    DEVELOPMENT = "development"
    REVISION = "revision"
    RETRACTION = "retraction"
    RESENT = "resent"
    STALE = "stale"
    EXACT = "exact"
    NEAR = "near"
    CONTAINED = "contained"


ENRICHED = frozenset({Kind.FIRST, Kind.EXTENSION, Kind.DEVELOPMENT, Kind.REVISION})
"""Kinds that go on to be enriched; a copy is always a copy of one of these."""

RETRACTED: Final = 100
"""Records that a retraction names, the newest ones: what an older version brought its revision has withdrawn."""

COPY = frozenset({Kind.EXACT, Kind.NEAR, Kind.CONTAINED})
"""Kinds of what another article said before."""

COPIES: Final = 100
"""Dropped copies that a retraction names, the newest ones."""

DUPLICATE = COPY | {Kind.RESENT, Kind.STALE}


@dataclass(frozen=True, slots=True)
class RawOrigin:
    """Where a raw record stands on Kafka; `timestamp` in milliseconds since the epoch."""

    topic: str
    partition: int
    offset: int
    timestamp: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """One record for the judge; `record_id` is what others will refer to it by.

    `fingerprint` is None for a retraction (canceled or a null value) and only then. `horizon` (ms) is a time before
    which no raw record lies that the shard is still to be given; None where nobody knows.
    """

    origin: RawOrigin
    record_id: UUID
    source: str
    id: str
    version: int
    canceled: bool
    fingerprint: Fingerprint | None
    horizon: int | None = None

    def __post_init__(self) -> None:
        if self.canceled == (self.fingerprint is not None):
            raise ValueError("a retraction has no fingerprint, everything else has one")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of one record; every reference to another one is its record_id.

    `duplicate_of` is the published record that a duplicate repeats; `similarity` (Jaccard) and `containment` (of the
    smaller text in the larger) are in 0..1, estimated on the sketches, and given where texts were compared.
    `cluster_id` is None only for the retraction of an article never seen. `retracted` lists the enriched records
    withdrawn, the newest `RETRACTED` of them, oldest first; `copies` the dropped copies of these, the newest `COPIES`,
    newest first.
    """

    kind: Kind
    record_id: UUID
    duplicate_of: UUID | None = None
    revision_of: UUID | None = None
    extends: UUID | None = None
    develops: UUID | None = None
    cluster_id: UUID | None = None
    similarity: float | None = None
    containment: float | None = None
    retracted: tuple[UUID, ...] = ()
    copies: tuple[UUID, ...] = ()

    @property
    def is_duplicate(self) -> bool:
        """Whether the article adds nothing to what was seen."""
        return self.kind in DUPLICATE

    @property
    def copy_of(self) -> UUID | None:
        """What the record is dropped as another article's copy of; None where it is not."""
        return self.duplicate_of if self.kind in COPY else None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict and what the table must take in before the next record is judged: puts and deletes (None), in order.

    No verdict is given on a record that was judged before and is forgotten: it is left out. `counts` is what
    metrics have to take in; crowded out are articles that were forgotten for want of room although a later one may lie
    within a window of them.
    """

    verdict: Verdict | None
    writes: tuple[tuple[bytes, bytes | None], ...] = ()
    counts: Mapping[Metric, int] = field(default_factory=dict)
