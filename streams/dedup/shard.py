"""The judge of one shard: a verdict for each arrival, from the arrivals before it and nothing else."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from heapq import merge
from itertools import islice
from typing import Any, Final
from uuid import UUID

from streams.dedup.fingerprint import NO_TEXT, Fingerprint
from streams.dedup.matching import best_match
from streams.dedup.memory import Memory
from streams.dedup.row import HASH_BYTES, Row, TableError, marker_key
from streams.dedup.verdict import COPIES, COPY, ENRICHED, RETRACTED, Arrival, Kind, RawOrigin, Ruling, Verdict
from streams.metrics import Metric

__all__ = ["HOUR_MS", "Shard", "TableError", "marker_key"]

HOUR_MS: Final = 3_600_000
_STEPS_A_WINDOW: Final = 72
_LOOKED_AT: Final = 4 * COPIES
_RELEASED: Final = 16
"""Most rows that are deleted with one record: a quiet week must not end in one huge transaction."""


class Shard:
    """Judges the records of one partition of screened, in order.

    The caller applies each judgement's writes to `table` before it asks for the next. A shard made from the table at
    any moment answers as this one would. `shards` is how many there are. Raises TableError when the table is not what
    a shard wrote.
    """

    def __init__(
        self,
        shard: int,
        table: Mapping[bytes, bytes],
        window_ms: int = 72 * HOUR_MS,
        max_entries: int = 1_000_000,
        shards: int = 1,
    ) -> None:
        self._window, self._max_entries = window_ms, max_entries
        self._step = max(1, window_ms // _STEPS_A_WINDOW)
        self._memory = Memory(shard, table, max_entries, shards)
        last = self._memory.last()
        self._clock: int | None = None if last is None else last.clock
        self._horizon = 0 if last is None else last.horizon
        self._unsettled: deque[tuple[int, int]] = deque()  # positions in the shard's log, and ordinals judged there
        self._forget()  # the window or the ceiling may have been larger when these were judged

    def __len__(self) -> int:
        """Records remembered."""
        return len(self._memory)

    @property
    def clock(self) -> int | None:
        """Shard time in ms; None before the first record."""
        return self._clock

    @property
    def strays(self) -> int:
        """Rows found that had been deleted; more than none says that a worker was frozen and woke."""
        return len(self._memory.strays)

    @property
    def index_bytes(self) -> int:
        """Memory of the derived index in bytes; what the table takes comes on top."""
        return self._memory.index_bytes

    def judge(self, arrival: Arrival, position: int = 0, settled: int | None = None) -> Ruling:
        """The verdict on the record at a position of the shard's log, and what to write.

        A record judged before gets its first verdict and no writes; no verdict where that is forgotten. Rows of records
        at positions from `settled` on stay in the table whatever happens, since their events may have to be published
        again; None: there are none.

        Raises TableError when another record stood at this offset when it was judged.
        """
        origin = arrival.origin
        if (before := self._memory.judged(origin)) is not None:
            _hold_to_be_the_same(before.time == origin.timestamp, origin)
            self._judged_at(position, before.ordinal, settled)
            return Ruling(before.verdict)
        if (mark := self._memory.marks.passed(origin)) is not None:
            _hold_to_be_the_same(origin.timestamp <= mark.time, origin)
            return Ruling(None)
        clock = self._advance(origin.timestamp)
        self._horizon = max(self._horizon, min(arrival.horizon or 0, clock))
        now = origin.timestamp
        last = self._memory.known(arrival.source, arrival.id)
        known = self._alive(last, now)
        verdict, original = self._verdict(arrival, known, now)
        self._forget()
        crowded_out = self._memory.make_room()
        out_of_turn = crowded_out > self._memory.roster.oldest
        cut = self._memory.roster.newest + 1 if verdict.kind is Kind.RETRACTION else 0 if last is None else last.cut
        row = self._row(arrival, known, verdict, clock=clock, cut=cut, original=original, crowded_out=crowded_out)
        self._memory.add(row, origin)
        self._clock = clock
        far_behind = self._forget()
        released = self._memory.release(self._judged_at(position, row.ordinal, settled), _RELEASED)
        counts = {Metric.CROWDED_OUT: (crowded_out > 0) + far_behind, Metric.OVER_SHARE: int(out_of_turn)}
        return Ruling(verdict, (*self._memory.written(row), *released), counts)

    def _advance(self, timestamp: int) -> int:
        """Shard time never goes back, and one record moves it by one step at most: see docs/dedup.md."""
        if self._clock is None:
            return timestamp
        return max(self._clock, min(timestamp, self._clock + self._step))

    def _forget(self) -> int:
        """Remember no more what is too old for whatever may come; how many others lie too far back to be told apart."""
        memory = self._memory
        while len(memory) > 1 and self._head_is_aged():
            memory.forget(memory.roster.oldest)
        return memory.forget_far_behind()

    def _head_is_aged(self) -> bool:
        """Whether every record to come is younger than the oldest row by more than the window."""
        return self._horizon - self._memory.head_time(self._window) > self._window

    def _judged_at(self, position: int, ordinal: int, settled: int | None) -> int:
        """Note where a row's record stands; the ordinal below which all rows' events are out for good."""
        unsettled = self._unsettled
        unsettled.append((position, ordinal))
        while unsettled and (settled is None or unsettled[0][0] < settled):
            unsettled.popleft()
        return unsettled[0][1] if unsettled else self._memory.roster.newest + 1

    def _alive(self, row: Row | None, now: int) -> Row | None:
        """None for a row that is older than a record of `now` by more than the window, whether forgotten yet or not."""
        return row if row is not None and now - row.time <= self._window else None

    def _verdict(self, arrival: Arrival, known: Row | None, now: int) -> tuple[Verdict, int]:
        """The verdict, and the ordinal of the published text of which it makes the record a copy."""
        printed = arrival.fingerprint
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
            row = self._alive(self._memory.at(row.previous), now)
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
            row = self._alive(self._memory.at(ordinal), now)
            if row is not None and self._memory.is_last_word(row):
                yield row.record_id

    def _text(self, arrival: Arrival, fingerprint: Fingerprint, now: int) -> tuple[Verdict, int]:
        match = best_match(self._memory, fingerprint, partial(self._usable, now))
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

    def _usable(self, now: int, ordinal: int) -> Row | None:
        """The row, where it lies within the window and has not been taken back since."""
        row = self._alive(self._memory.at(ordinal), now)
        return None if row is None or self._is_retracted(row) else row

    def _is_retracted(self, row: Row | None) -> bool:
        """Whether the article of a row that is remembered has been taken back since."""
        if row is None or self._memory.is_last_word(row):
            return False
        known = self._memory.known(row.source, row.id)
        return known is not None and known.cut > row.ordinal

    def _row(self, arrival: Arrival, known: Row | None, verdict: Verdict, **state: Any) -> Row:
        """Only what others can be copies of, or that leads to it, keeps its sketch."""
        printed = arrival.fingerprint
        kept = printed if printed is not None and verdict.kind in ENRICHED | COPY else NO_TEXT
        ordinal = self._memory.roster.newest + 1
        return Row(
            verdict=verdict,
            source=arrival.source,
            id=arrival.id,
            content_hash=(printed or NO_TEXT).content_hash[:HASH_BYTES],
            ordinal=ordinal,
            time=arrival.origin.timestamp,
            floor=_floor(arrival, known, verdict.kind),
            previous=0 if known is None else known.ordinal,
            horizon=self._horizon,
            words=kept.words,
            shingles=kept.shingles,
            facts=kept.facts,
            parts=kept.parts,
            **state,
        )


def _floor(arrival: Arrival, known: Row | None, kind: Kind) -> int:
    """What is lower from now on is stale. A retraction sets it back to its own version, a null value to 0: else whoever
    once published the highest there is would have had the last word on that article."""
    return arrival.version if known is None or kind is Kind.RETRACTION else max(known.floor, arrival.version)


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


def _hold_to_be_the_same(same: bool, origin: RawOrigin) -> None:
    """Its verdict would swallow a new article, and its event ids are given away: nothing but a stop is right."""
    if not same:
        raise TableError(
            f"{origin.topic}/{origin.partition}@{origin.offset} was another record when it was judged: the topic was "
            f"made anew or has lost its end. Its records have the ids of others: choose another NEWSMILL_TOPIC_PREFIX"
        )
