"""Shard time: what meets, what is forgotten, and what comes again when it is."""

from dataclasses import replace
from random import Random

import pytest

from streams.dedup.fingerprint import fingerprint
from streams.dedup.row import is_mark, row_key
from streams.dedup.shard import HOUR_MS, TableError
from streams.dedup.verdict import Arrival, Kind, RawOrigin, Ruling
from streams.metrics import Metric
from tests.dedup.feed import START, TOPIC, Feed, record_id
from tests.dedup.test_recovery import sentence

MINUTE_MS = HOUR_MS // 60
DAY_MS = 24 * HOUR_MS
WINDOW = 72 * MINUTE_MS
"""One record moves shard time by a minute at most."""


def arrival(said: int, partition: int, offset: int, time: int, horizon: int | None = None) -> Arrival:
    """A text of one's own for each `said`, as an article of its own for each record."""
    origin = RawOrigin(TOPIC, partition, offset, time)
    printed = fingerprint(None, None, f"{sentence(said)} {sentence(said + 1_000)} {sentence(said + 2_000)}")
    name = f"{partition}-{offset}"
    return Arrival(origin, record_id(origin), "wire", name, 1, False, printed, horizon=horizon)


def kind(judgement: Ruling) -> Kind | None:
    return None if judgement.verdict is None else judgement.verdict.kind


def test_in_a_backlog_longer_than_the_window_every_copy_meets_its_original() -> None:
    """6.5 days on 8 partitions, each text twice ten minutes apart, partitions read in runs of very uneven length."""
    texts, random, feed = 300, Random(5), Feed(window_ms=72 * HOUR_MS)
    waiting: list[list[Arrival]] = [[] for _ in range(8)]
    for number in range(texts):
        time = START + number * 156 * HOUR_MS // texts
        for later in (0, 10 * MINUTE_MS):
            at = random.randrange(8)
            waiting[at].append(arrival(number, at, len(waiting[at]), time + later))
    verdicts = []
    while any(waiting):
        fast = random.choice([partition for partition in waiting if partition])
        for _ in range(min(len(fast), random.choice((1, 3, 60)))):
            horizon = min(partition[0].origin.timestamp for partition in waiting if partition)
            one = fast.pop(0)
            verdicts.append(kind(feed.judge(replace(one, horizon=horizon))))
            if random.random() < 0.02:
                feed.restart()
    assert verdicts.count(Kind.FIRST) == texts
    assert verdicts.count(Kind.EXACT) == texts


def test_without_word_of_how_far_screen_has_come_nothing_is_forgotten_for_its_age() -> None:
    feed = Feed(window_ms=WINDOW)
    for number in range(50):
        feed.judge(arrival(number, 0, number, START + number * DAY_MS))
    assert len(feed.shard) == 50


def test_what_every_record_to_come_is_too_young_for_is_forgotten() -> None:
    feed = Feed(window_ms=WINDOW)
    for number in range(200):
        time = START + number * MINUTE_MS
        feed.judge(arrival(number, 0, number, time, horizon=time - 5 * MINUTE_MS))
    assert len(feed.shard) == 72 + 5 + 1


def test_a_row_that_ran_ahead_of_time_holds_up_no_other() -> None:
    feed = Feed(window_ms=WINDOW)
    feed.judge(arrival(0, 0, 0, START, horizon=START))
    feed.judge(arrival(1, 1, 0, START + 3650 * DAY_MS, horizon=START))
    feed.judge(arrival(1000, 1, 1, START, horizon=START))
    for number in range(2, 200):
        time = START + number * MINUTE_MS
        feed.judge(arrival(number, 0, number, time, horizon=time))
    assert len(feed.shard) < 80


def test_a_partition_whose_times_go_back_a_little_loses_nothing() -> None:
    """Clocks are put right, and of two producers on one partition the slower one's records are a little older."""
    feed = Feed(window_ms=WINDOW)
    feed.judge(arrival(0, 0, 0, START, horizon=START))
    fast = START + 60 * MINUTE_MS  # far ahead of the shard's own time, which one record moves by a minute
    feed.judge(arrival(1, 1, 0, fast, horizon=START))
    feed.judge(arrival(2, 1, 1, fast - MINUTE_MS, horizon=START))
    for number in range(3, 100):
        time = START + number * MINUTE_MS
        feed.judge(arrival(number, 0, number, time, horizon=time))
    assert kind(feed.judge(arrival(1, 2, 0, fast + WINDOW - MINUTE_MS))) is Kind.EXACT


def test_a_forgotten_record_that_comes_again_is_left_out() -> None:
    feed = Feed(window_ms=WINDOW)
    history = [arrival(n // 2, n % 3, n, START + n * MINUTE_MS, horizon=START + n * MINUTE_MS) for n in range(300)]
    first = [feed.judge(one) for one in history]
    before = dict(feed.table)
    for restart in (False, True):
        if restart:
            feed.restart()
        again = [feed.judge(one) for one in history]
        assert all(judgement.writes == () for judgement in again)
        forgotten = [kind(judgement) is None for judgement in again]
        assert forgotten == sorted(forgotten, reverse=True)
        assert sum(forgotten) == 300 - 73
        remembered = sum(not gone for gone in forgotten)
        assert [one.verdict for one in again[-remembered:]] == [one.verdict for one in first[-remembered:]]
    assert feed.table == before


@pytest.mark.parametrize("restart", [False, True])
def test_a_record_that_was_never_judged_is_judged_when_it_comes_though_later_ones_were(restart: bool) -> None:
    """It was rejected, and the limit is another one now; or somebody had stepped over it, and went back."""
    feed = Feed(max_entries=10)
    for number in [n for n in range(60) if n != 55]:
        feed.judge(arrival(number, 0, number, START + number))
    if restart:
        feed.restart()
    assert kind(feed.judge(arrival(55, 0, 55, START + 55))) is Kind.FIRST
    assert kind(feed.judge(arrival(20, 0, 20, START + 20))) is None


def test_after_what_came_again_new_articles_are_judged_as_ever() -> None:
    feed = Feed(window_ms=WINDOW)
    history = [arrival(n, 0, n, START + n * MINUTE_MS, horizon=START + n * MINUTE_MS) for n in range(130)]
    for one in [*history, *history[:50]]:
        feed.judge(one)
    assert kind(feed.judge(arrival(129, 1, 0, START + 130 * MINUTE_MS))) is Kind.EXACT
    assert kind(feed.judge(arrival(999, 0, 130, START + 131 * MINUTE_MS))) is Kind.FIRST


def test_a_forgotten_offset_with_a_later_time_is_another_topic_of_that_name() -> None:
    feed = Feed(window_ms=WINDOW)
    for number in range(130):
        time = START + number * MINUTE_MS
        feed.judge(arrival(number, 0, number, time, horizon=time))
    with pytest.raises(TableError, match="made anew"):
        feed.judge(arrival(77, 0, 2, START + 400 * MINUTE_MS))


def test_marks_are_written_once_in_a_window_and_not_with_each_row() -> None:
    feed, marks = Feed(window_ms=WINDOW), 0
    for number in range(600):
        time = START + number * MINUTE_MS
        written = feed.judge(arrival(number, 0, number, time, horizon=time)).writes
        marks += sum(is_mark(key) for key, _ in written)
    assert 5 <= marks <= 9


def test_no_row_is_deleted_before_its_event_is_out_for_good() -> None:
    feed = Feed(max_entries=5)
    for number in range(40):
        judgement = feed.shard.judge(
            arrival(number, 0, number, START + number), position=number, settled=min(number, 10)
        )
        feed.table.update({key: value for key, value in judgement.writes if value is not None})
        for key, value in judgement.writes:
            if value is None:
                del feed.table[key]
    assert len(feed.shard) == 5
    for number in range(10, 40):  # as after a crash: what was not confirmed is read again, and gets its verdict again
        assert kind(feed.judge(arrival(number, 0, number, START + number))) is Kind.FIRST
    feed.restart()
    assert len(feed.shard) == 5
    for number in range(10, 40):
        assert kind(feed.judge(arrival(number, 0, number, START + number))) is Kind.FIRST


def test_what_went_for_want_of_room_is_counted_and_what_went_for_its_age_is_not() -> None:
    crowded, aged = Feed(max_entries=10), Feed(window_ms=WINDOW)
    for feed, expected in ((crowded, 190), (aged, 0)):
        times = [START + number * MINUTE_MS for number in range(200)]
        judged = [feed.judge(arrival(n, 0, n, time, horizon=time)) for n, time in enumerate(times)]
        assert sum(one.counts.get(Metric.CROWDED_OUT, 0) for one in judged) == expected


def test_a_lower_ceiling_counts_from_the_next_start_on() -> None:
    feed = Feed(max_entries=50)
    for number in range(50):
        feed.judge(arrival(number, 0, number, START + number))
    feed.max_entries = 10
    feed.restart()
    assert len(feed.shard) == 10
    for number in range(50, 60):
        assert kind(feed.judge(arrival(number, 0, number, START + number))) is Kind.FIRST
    assert len(feed.table) == 10 + 1 + 1


def forgetful(number: int) -> tuple[Feed, list[dict[bytes, bytes]]]:
    """A feed of that many records of which most are forgotten, and the table after each."""
    feed, tables = Feed(max_entries=20), []
    for n in range(number):
        feed.judge(arrival(n, 0, n, START + n))
        tables.append(dict(feed.table))
    return feed, tables


def test_rows_that_a_frozen_worker_writes_again_after_they_were_deleted_are_dropped() -> None:
    feed, tables = forgetful(100)
    back = {key: value for key, value in tables[45].items() if key not in feed.table}
    feed.table.update(back)
    feed.restart()
    assert (len(feed.shard), feed.shard.strays) == (20, 20)
    feed.judge(arrival(100, 0, 100, START + 100))
    feed.judge(arrival(101, 0, 101, START + 101))
    assert not feed.table.keys() & back.keys()
    feed.restart()
    assert (len(feed.shard), feed.shard.strays) == (20, 0)


def test_a_row_that_is_lost_among_those_that_no_mark_covers_is_an_error() -> None:
    feed, _ = forgetful(15)
    del feed.table[row_key(0, RawOrigin(TOPIC, 0, 7, 0))]
    with pytest.raises(TableError, match="gaps"):
        feed.restart()
