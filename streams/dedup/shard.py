"""One shard: a verdict for each arrival, from the arrivals before it and nothing else, and what is kept of it."""

from collections import deque
from collections.abc import Mapping
from typing import Any, Final

from streams.dedup.fingerprint import NO_TEXT
from streams.dedup.judge import Judge
from streams.dedup.memory import Memory
from streams.dedup.row import HASH_BYTES, Row, TableError, marker_key
from streams.dedup.verdict import COPY, ENRICHED, Arrival, Kind, RawOrigin, Ruling, Verdict
from streams.metrics import Metric

__all__ = ["HOUR_MS", "Shard", "TableError", "marker_key"]

HOUR_MS: Final = 3_600_000
_STEPS_A_WINDOW: Final = 72
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
        self._judge = Judge(self._memory, window_ms)
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
        last = self._memory.known(arrival.source, arrival.id)
        known = self._judge.alive(last, origin.timestamp)
        verdict, original = self._judge.verdict(arrival, known)
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


def _hold_to_be_the_same(same: bool, origin: RawOrigin) -> None:
    """Its verdict would swallow a new article, and its event ids are given away: nothing but a stop is right."""
    if not same:
        raise TableError(
            f"{origin.topic}/{origin.partition}@{origin.offset} was another record when it was judged: the topic was "
            f"made anew or has lost its end. Its records have the ids of others: choose another NEWSMILL_TOPIC_PREFIX"
        )
