"""The judge of one shard: a verdict for each arrival, from the arrivals before it and nothing else."""

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from streams.dedup.fingerprint import NO_TEXT, Fingerprint
from streams.dedup.matching import best_match
from streams.dedup.memory import Memory
from streams.dedup.row import HASH_BYTES, Row, TableError, marker_key
from streams.dedup.verdict import DUPLICATE, ENRICHED, RETRACTED, Arrival, Judgement, Kind, Origin, Verdict

__all__ = ["HOUR_MS", "Shard", "TableError", "marker_key"]

HOUR_MS: Final = 3_600_000
_STEPS_A_WINDOW: Final = 72
_EVICTIONS: Final = 16
"""Most rows that one record evicts: a quiet week must not end in one huge transaction."""


class Shard:
    """Judges the records of one partition of screened, in order.

    The caller applies each judgement's writes to `table` before it asks for the next. A shard made from the table at
    any moment answers as this one would. Raises TableError when the table is not what a shard wrote.
    """

    def __init__(
        self,
        shard: int,
        table: Mapping[bytes, bytes],
        window_ms: int = 72 * HOUR_MS,
        max_entries: int = 1_000_000,
    ) -> None:
        self._window, self._max_entries = window_ms, max_entries
        self._step = max(1, window_ms // _STEPS_A_WINDOW)
        self._memory = Memory(shard, table, max_entries)
        last = self._memory.at(self._memory.newest)
        self._clock: int | None = None if last is None else last.clock

    def __len__(self) -> int:
        """Records remembered."""
        return len(self._memory)

    @property
    def clock(self) -> int | None:
        """Shard time in ms; None before the first record."""
        return self._clock

    @property
    def index_bytes(self) -> int:
        """Memory of the derived index in bytes; what the table takes comes on top."""
        return self._memory.index_bytes

    def judge(self, arrival: Arrival) -> Judgement:
        """The verdict on a record, and what to write. A record judged before gets its first verdict and no writes.

        Raises TableError when another record stood at this offset when it was judged.
        """
        if (before := self._memory.judged(arrival.origin)) is not None:
            _hold_to_be_the_same(before, arrival.origin)
            return Judgement(before.verdict, ())
        clock = self._advance(arrival.origin.timestamp)
        now = max(clock, arrival.origin.timestamp)
        last = self._memory.known(arrival.source, arrival.id)
        known = self._alive(last, now)
        verdict = self._verdict(arrival, known, now)
        row = self._row(arrival, known, verdict, clock, cut=0 if last is None else last.cut)
        writes = self._memory.add(row, arrival.origin)
        self._clock = clock
        return Judgement(verdict, (*writes, *self._evict(clock)))

    def _advance(self, timestamp: int) -> int:
        """Shard time never goes back, and one record moves it by one step at most: see docs/dedup.md."""
        if self._clock is None:
            return timestamp
        return max(self._clock, min(timestamp, self._clock + self._step))

    def _evict(self, clock: int) -> list[tuple[bytes, None]]:
        memory, deletes = self._memory, list[tuple[bytes, None]]()
        while len(deletes) < _EVICTIONS and len(memory) > 1 and self._too_much(clock):
            deletes.append(memory.evict())
        return deletes

    def _too_much(self, clock: int) -> bool:
        return len(self._memory) > self._max_entries or clock - self._memory.head_clock() > self._window

    def _alive(self, row: Row | None, now: int) -> Row | None:
        """None for a row older than the window, whether it is evicted yet or not."""
        return row if row is not None and now - row.time <= self._window else None

    def _verdict(self, arrival: Arrival, known: Row | None, now: int) -> Verdict:
        if arrival.fingerprint is None:
            return self._retraction(arrival, known, now)
        if known is None:
            return self._text(arrival, arrival.fingerprint, now)
        if arrival.version < known.floor:
            return _repeats(arrival, known, Kind.STALE)
        if known.verdict.kind is Kind.RETRACTION:
            return self._text(arrival, arrival.fingerprint, now)
        if arrival.version == known.floor and known.content_hash == arrival.fingerprint.content_hash[:HASH_BYTES]:
            return _repeats(arrival, known, Kind.RESENT)
        return Verdict(Kind.REVISION, arrival.event_id, revision_of=known.event_id, cluster_id=known.verdict.cluster_id)

    def _retraction(self, arrival: Arrival, known: Row | None, now: int) -> Verdict:
        """Whatever its version: what a source takes back must not stay published because versions were mixed up."""
        gone: list[UUID] = []
        row = known
        while row is not None and row.verdict.kind is not Kind.RETRACTION and len(gone) < RETRACTED:
            if row.enriched:
                gone.append(row.event_id)
            row = self._alive(self._memory.at(row.previous), now)
        cluster = None if known is None else known.verdict.cluster_id
        return Verdict(Kind.RETRACTION, arrival.event_id, cluster_id=cluster, retracted=tuple(reversed(gone)))

    def _text(self, arrival: Arrival, fingerprint: Fingerprint, now: int) -> Verdict:
        match = best_match(self._memory, fingerprint, partial(self._usable, now))
        if match is None:
            return Verdict(Kind.FIRST, arrival.event_id, cluster_id=arrival.event_id)
        earlier = self._memory.row(match.ordinal).verdict
        return Verdict(
            match.kind,
            arrival.id_as(match.kind),
            duplicate_of=earlier.event_id if match.kind in DUPLICATE else None,
            extends=earlier.event_id if match.kind is Kind.EXTENSION else None,
            cluster_id=earlier.cluster_id,
            similarity=match.likeness.jaccard,
            containment=match.likeness.containment,
        )

    def _usable(self, now: int, ordinal: int) -> bool:
        """Within the window and not taken back since."""
        row = self._alive(self._memory.at(ordinal), now)
        if row is None:
            return False
        known = self._memory.known(row.source, row.id)
        return known is None or known.cut <= ordinal

    def _row(self, arrival: Arrival, known: Row | None, verdict: Verdict, clock: int, cut: int) -> Row:
        """Only what is enriched can be repeated, so only that keeps its sketch."""
        printed = arrival.fingerprint
        kept = printed if printed is not None and verdict.kind in ENRICHED else NO_TEXT
        ordinal = self._memory.newest + 1
        return Row(
            verdict=verdict,
            source=arrival.source,
            id=arrival.id,
            content_hash=(printed or NO_TEXT).content_hash[:HASH_BYTES],
            ordinal=ordinal,
            time=arrival.origin.timestamp,
            clock=clock,
            floor=arrival.version if known is None else max(known.floor, arrival.version),
            previous=0 if known is None else known.ordinal,
            cut=ordinal if verdict.kind is Kind.RETRACTION else cut,
            words=kept.words,
            shingles=kept.shingles,
            facts=kept.facts,
            parts=kept.parts,
        )


def _repeats(arrival: Arrival, known: Row, kind: Kind) -> Verdict:
    score = 1.0 if kind is Kind.RESENT else None
    return Verdict(
        kind,
        arrival.id_as(kind),
        duplicate_of=known.stands_for,
        cluster_id=known.verdict.cluster_id or known.event_id,
        similarity=score,
        containment=score,
    )


def _hold_to_be_the_same(row: Row, origin: Origin) -> None:
    """Its verdict would swallow a new article, and its event ids are given away: nothing but a stop is right."""
    if row.time != origin.timestamp:
        raise TableError(
            f"{origin.topic}/{origin.partition}@{origin.offset} was another record when it was judged: the topic was "
            f"made anew or has lost its end. Choose another NEWSMILL_TOPIC_PREFIX, or empty the dedupe changelog and "
            f"start with NEWSMILL_ACCEPT_STATE_LOSS=true"
        )
