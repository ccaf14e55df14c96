"""The judge: what an article is beside those of its source, and beside those that others tell."""

from collections.abc import Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import islice
from typing import Final
from uuid import UUID

from streams.dedup.fingerprint import Fingerprint
from streams.dedup.matching import best_match
from streams.dedup.memory import Memory
from streams.dedup.row import HASH_BYTES, Row
from streams.dedup.verdict import COPIES, COPY, RETRACTED, Arrival, Kind, Verdict

_LOOKED_AT: Final = 4 * COPIES


class Judge:
    """Judges by what is remembered; only what lies within the window (ms) of a record counts for it."""

    def __init__(self, memory: Memory, window_ms: int) -> None:
        self._memory, self._window = memory, window_ms

    def verdict(self, arrival: Arrival, known: Row | None) -> tuple[Verdict, int]:
        """The verdict on a record of whose article `known` is known, and the ordinal of the published text of which it
        makes the record a copy."""
        printed, now = arrival.fingerprint, arrival.origin.timestamp
        if printed is None:
            return self._retraction(arrival, known, now), 0
        if known is None:
            return self._text(arrival, printed, now)
        if arrival.version < known.floor:
            return _repeats(arrival, known, Kind.STALE), 0
        if known.verdict.kind is Kind.RETRACTION:
            return self._text(arrival, printed, now)
        if arrival.version == known.floor and known.content_hash == printed.content_hash[:HASH_BYTES]:
            if self._is_retracted(self._memory.at(known.original)):  # of a text that is published nowhere any more
                return self._text(arrival, printed, now)
            return _repeats(arrival, known, Kind.RESENT), 0
        cluster = known.verdict.cluster_id
        return Verdict(Kind.REVISION, arrival.record_id, revision_of=known.record_id, cluster_id=cluster), 0

    def _retraction(self, arrival: Arrival, known: Row | None, now: int) -> Verdict:
        """Whatever its version: what a source takes back must not stay published because versions were mixed up."""
        gone: list[Row] = []
        row = known
        while row is not None and row.verdict.kind is not Kind.RETRACTION and len(gone) < RETRACTED:
            if row.enriched:
                gone.append(row)
            row = self.alive(self._memory.at(row.previous), now)
        cluster = None if known is None else known.verdict.cluster_id
        retracted = tuple(row.record_id for row in reversed(gone))
        copies = tuple(islice(self._copies(retracted, now), COPIES))
        return Verdict(Kind.RETRACTION, arrival.record_id, cluster_id=cluster, retracted=retracted, copies=copies)

    def _copies(self, originals: Sequence[UUID], now: int) -> Iterator[UUID]:
        """Of the dropped copies of these those that are still their articles' last word, newest first.

        Of many only the newest are looked at, so that what a retraction costs has a bound.
        """
        copies = merge(*map(self._memory.copies, originals), reverse=True)
        for ordinal in islice(copies, _LOOKED_AT):
            row = self.alive(self._memory.at(ordinal), now)
            if row is not None and self._memory.is_last_word(row):
                yield row.record_id

    def _text(self, arrival: Arrival, fingerprint: Fingerprint, now: int) -> tuple[Verdict, int]:
        match = best_match(self._memory, fingerprint, partial(self.usable, now))
        if match is None:
            return Verdict(Kind.FIRST, arrival.record_id, cluster_id=arrival.record_id), 0
        earlier = match.row.verdict
        verdict = Verdict(
            match.kind,
            arrival.record_id,
            duplicate_of=earlier.record_id if match.kind in COPY else None,
            extends=earlier.record_id if match.kind is Kind.EXTENSION else None,
            develops=earlier.record_id if match.kind is Kind.DEVELOPMENT else None,
            cluster_id=earlier.cluster_id,
            similarity=match.likeness.jaccard,
            containment=match.likeness.containment,
        )
        return verdict, match.row.ordinal if match.kind in COPY else 0

    def usable(self, now: int, ordinal: int) -> Row | None:
        """The row, where it lies within the window and has not been taken back since."""
        row = self.alive(self._memory.at(ordinal), now)
        return None if row is None or self._is_retracted(row) else row

    def _is_retracted(self, row: Row | None) -> bool:
        """Whether the article of a row that is remembered has been taken back since."""
        if row is None or self._memory.is_last_word(row):
            return False
        known = self._memory.known(row.source, row.id)
        return known is not None and known.cut > row.ordinal

    def alive(self, row: Row | None, now: int) -> Row | None:
        """None for a row that is older than a record of `now` by more than the window, whether forgotten yet or not."""
        return row if row is not None and now - row.time <= self._window else None


def _repeats(arrival: Arrival, known: Row, kind: Kind) -> Verdict:
    score = 1.0 if kind is Kind.RESENT else None
    return Verdict(
        kind,
        arrival.record_id,
        duplicate_of=known.stands_for,
        cluster_id=known.verdict.cluster_id or known.record_id,
        similarity=score,
        containment=score,
    )
