"""Several sources at the ceiling: what is forgotten out of turn, rows that wait, writes of which a part arrived."""

from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.dedup.codec import decode
from streams.dedup.fingerprint import Fingerprint, fingerprint
from streams.dedup.row import TableError, is_mark, marker_key
from streams.dedup.shard import HOUR_MS, Shard
from streams.dedup.verdict import Arrival, Kind, RawOrigin, Ruling
from tests.dedup.feed import START, TOPIC, record_id
from tests.dedup.test_recovery import sentence

WINDOW = 24 * HOUR_MS


@dataclass(frozen=True)
class Step:
    """One record: what it says, as which article, how much later than the last; or an earlier record once more."""

    said: tuple[int, ...] | None
    source: str
    article: int
    version: int
    partition: int
    later_ms: int
    lag: int
    """Positions before this one that are not settled yet."""
    again: int | None = None


steps = st.builds(
    Step,
    said=st.one_of(
        st.lists(st.integers(0, 9), min_size=1, max_size=5).map(tuple),
        st.just((1, 2, 3)),
        st.just((1, 2, 3)),
        st.none(),
    ),
    source=st.sampled_from("ffffffabc"),
    article=st.integers(0, 5),
    version=st.integers(1, 3),
    partition=st.integers(0, 2),
    later_ms=st.sampled_from([0, 1, 60_000, HOUR_MS, 5 * HOUR_MS, -HOUR_MS, -30 * HOUR_MS]),
    lag=st.sampled_from([0, 0, 0, 1, 6]),
    again=st.one_of(st.none(), st.none(), st.none(), st.integers(0, 60)),
)


@cache
def printed(said: tuple[int, ...]) -> Fingerprint:
    return fingerprint("Headline", None, " ".join(map(sentence, said)))


@dataclass(frozen=True)
class Record:
    """What is read at a position of the shard's log, and up to where events are out for good by then."""

    arrival: Arrival
    position: int
    settled: int


def log_of(history: list[Step]) -> list[Record]:
    found: list[Record] = []
    now, settled, offsets = START, 0, [0, 0, 0]
    for position, step in enumerate(history):
        settled = max(settled, position - step.lag)
        if step.again is not None and step.again < position:
            arrival = found[step.again].arrival
        else:
            now += max(0, step.later_ms)
            origin = RawOrigin(TOPIC, step.partition, offsets[step.partition], now + min(0, step.later_ms))
            offsets[step.partition] += 1
            text = None if step.said is None else printed(step.said)
            about = step.source, f"article-{step.article}", step.version, text is None, text
            arrival = Arrival(origin, record_id(origin), *about, horizon=now - 2 * HOUR_MS)
        found.append(Record(arrival, position, settled))
    return found


class Worker:
    """A shard over a table, which dies and comes back."""

    def __init__(self, room: int) -> None:
        self.table: dict[bytes, bytes] = {}
        self.room = room
        self.shard = Shard(0, self.table, WINDOW, room)

    def judge(self, record: Record, applied: int | None = None) -> Ruling:
        """Of the writes as many are applied; None: all."""
        ruling = self.shard.judge(record.arrival, record.position, record.settled)
        for key, value in ruling.writes[:applied]:
            if value is None:
                del self.table[key]
            else:
                self.table[key] = value
        return ruling

    def restart(self, log: list[Record], position: int, room: int | None = None) -> None:
        """As after a crash that left a judgement on `position` half done: what is not settled is read again."""
        self.room = room or self.room
        self.shard = Shard(0, self.table, WINDOW, self.room)
        settled = log[position].settled
        for record in log[settled:position]:
            assert not self.judge(replace(record, settled=settled)).writes


rooms = st.sampled_from([1, 2, 3, 5, 8, 12, 20])


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, min_size=1, max_size=60), st.sets(st.integers(0, 59), max_size=6), rooms)
def test_a_shard_rebuilt_while_rows_wait_gives_the_same_verdicts_and_writes(
    history: list[Step], restarts: set[int], room: int
) -> None:
    log = log_of(history)
    steady, restarted = Worker(room), Worker(room)
    for at, record in enumerate(log):
        if at in restarts:
            restarted.restart(log, at)
        assert restarted.judge(record) == steady.judge(record), at
        assert restarted.table == steady.table
        assert len(restarted.shard) == len(steady.shard) <= room


@settings(max_examples=150, deadline=None)
@given(
    st.lists(steps, min_size=1, max_size=60),
    st.dictionaries(st.integers(0, 59), st.integers(0, 6), max_size=6),
    rooms,
)
def test_writes_of_which_only_the_first_arrived_change_no_verdict(
    history: list[Step], crashes: dict[int, int], room: int
) -> None:
    log = log_of([replace(step, again=None) for step in history])
    steady, restarted = Worker(room), Worker(room)
    for at, record in enumerate(log):
        expected = steady.judge(record).verdict
        if at in crashes:
            restarted.judge(record, crashes[at])
            restarted.restart(log, at)
        assert restarted.judge(record).verdict == expected, at
        assert len(restarted.shard) == len(steady.shard)


@settings(max_examples=200, deadline=None)
@given(st.lists(steps, min_size=1, max_size=60), rooms)
def test_every_text_that_is_named_is_published_not_taken_back_and_within_the_window(
    history: list[Step], room: int
) -> None:
    worker, published = Worker(room), dict[UUID, Arrival]()
    for record in log_of([replace(step, again=None) for step in history]):
        now, verdict = record.arrival, worker.judge(record).verdict
        assert verdict is not None
        for named in filter(None, (verdict.copy_of, verdict.extends, verdict.develops)):
            assert now.origin.timestamp - published[named].origin.timestamp <= WINDOW
        if verdict.kind is Kind.RETRACTION:
            published = {key: its for key, its in published.items() if (its.source, its.id) != (now.source, now.id)}
        elif not verdict.is_duplicate:
            published[now.record_id] = now


@settings(max_examples=100, deadline=None)
@given(st.lists(steps, min_size=1, max_size=60), rooms, st.data())
def test_a_lost_row_is_noticed_though_there_are_holes(history: list[Step], room: int, data: st.DataObject) -> None:
    """But for those below a gap that a mark covers, which could be a frozen worker's, and for the last."""
    worker = Worker(room)
    for record in log_of(history):
        worker.judge(record)
    places = {key: decode(value) for key, value in worker.table.items() if key != marker_key(0) and not is_mark(key)}
    keys = sorted(places, key=lambda key: places[key].ordinal)
    first = places[keys[-1]].first or places[keys[0]].ordinal
    inner = [key for key in keys[1:-1] if places[key].ordinal > first]
    if not inner:
        return
    del worker.table[data.draw(st.sampled_from(inner))]
    if not places[keys[-1]].first and any(map(is_mark, worker.table)):
        return
    with pytest.raises(TableError, match="gaps"):
        Shard(0, worker.table, WINDOW, room)
