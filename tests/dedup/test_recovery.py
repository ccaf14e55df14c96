"""The table alone decides: a shard rebuilt from it at any point judges as the one that never stopped."""

from dataclasses import dataclass
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.dedup.fingerprint import fingerprint
from streams.dedup.row import is_mark
from streams.dedup.shard import HOUR_MS, Shard, TableError, marker_key
from streams.dedup.verdict import ENRICHED, Arrival, Kind, RawOrigin, Ruling
from tests.dedup.feed import START, TOPIC, Feed, record_id

SENTENCES = 40


def sentence(number: int) -> str:
    """One of a fixed set of made-up sentences with a figure and a name in it."""
    rng = Random(number)
    words = [
        "".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(rng.randint(1, 3))) for _ in range(14)
    ]
    return " ".join(words[:7]) + f" {rng.randint(10, 999)} {words[7].title()} " + " ".join(words[8:]) + "."


@dataclass(frozen=True)
class Step:
    """One record: which sentences it says, as which article, how much later than the last."""

    said: tuple[int, ...]
    article: int
    version: int
    canceled: bool
    later_ms: int


steps = st.builds(
    Step,
    said=st.lists(st.integers(0, SENTENCES - 1), min_size=0, max_size=6).map(tuple),
    article=st.integers(0, 6),
    version=st.integers(1, 3),
    canceled=st.sampled_from([False, False, False, True]),
    later_ms=st.sampled_from([0, 1, 60_000, HOUR_MS, 5 * HOUR_MS, -HOUR_MS, 10_000 * HOUR_MS]),
)


def arrivals(history: list[Step]) -> list[Arrival]:
    found, now = [], START
    for offset, step in enumerate(history):
        normal = step.later_ms < 9_999 * HOUR_MS
        now += step.later_ms if normal else 0
        origin = RawOrigin(TOPIC, offset % 3, offset, now if normal else now + step.later_ms)
        printed = None if step.canceled else fingerprint("Headline", None, " ".join(map(sentence, step.said)))
        name = f"article-{step.article}"
        about = "wire", name, step.version, step.canceled, printed
        found.append(Arrival(origin, record_id(origin), *about, horizon=origin.timestamp))
    return found


def run(feed: Feed, records: list[Arrival], restarts: set[int]) -> list[Ruling]:
    answers = []
    for at, record in enumerate(records):
        if at in restarts:
            feed.restart()
        answers.append(feed.judge(record))
    return answers


@settings(max_examples=150)
@given(st.lists(steps, min_size=1, max_size=40), st.sets(st.integers(0, 39), max_size=6), st.sampled_from([3, 8, 1000]))
def test_a_rebuilt_shard_gives_the_same_verdicts_and_writes(history: list[Step], restarts: set[int], room: int) -> None:
    records = arrivals(history)
    steady, restarted = Feed(24 * HOUR_MS, room), Feed(24 * HOUR_MS, room)
    assert run(restarted, records, restarts) == run(steady, records, set())
    assert restarted.table == steady.table


@settings(max_examples=100)
@given(st.lists(steps, min_size=1, max_size=30), st.data())
def test_a_record_judged_before_gets_its_first_verdict_again(history: list[Step], data: st.DataObject) -> None:
    records, feed = arrivals(history), Feed()
    for at, record in enumerate(records):
        first = feed.judge(record)
        again = records[data.draw(st.integers(0, at))]
        if data.draw(st.booleans()):
            feed.restart()
        before = dict(feed.table)
        answer = feed.judge(again)
        assert answer.writes == ()
        assert feed.table == before
        assert again is not record or answer.verdict == first.verdict


@settings(max_examples=60)
@given(st.lists(steps, min_size=1, max_size=40), st.sampled_from([1, 2, 5]))
def test_the_ceiling_holds(history: list[Step], room: int) -> None:
    feed = Feed(max_entries=room)
    for record in arrivals(history):
        feed.judge(record)
        assert len(feed.shard) <= room
        assert len(feed.table) == len(feed.shard) + 1 + sum(map(is_mark, feed.table))


@settings(max_examples=60)
@given(st.lists(steps, min_size=1, max_size=40))
def test_every_reference_is_to_a_record_judged_before(history: list[Step]) -> None:
    feed = Feed()
    enriched: set[UUID] = set()
    copies: set[UUID] = set()
    all_ids: set[UUID] = set()
    for record in arrivals(history):
        verdict = feed.judge(record).verdict
        assert verdict is not None
        if verdict.kind in (Kind.EXACT, Kind.NEAR, Kind.CONTAINED):
            assert verdict.duplicate_of in enriched
        assert verdict.revision_of is None or verdict.revision_of in all_ids
        assert verdict.extends is None or verdict.extends in enriched
        assert verdict.develops is None or verdict.develops in enriched
        assert set(verdict.retracted) <= enriched
        assert verdict.is_duplicate == (verdict.duplicate_of is not None)
        assert verdict.kind is Kind.RETRACTION or verdict.cluster_id is not None
        assert set(verdict.copies) <= copies
        copies -= set(verdict.copies)
        if verdict.copy_of is not None:
            copies.add(verdict.record_id)
        enriched -= set(verdict.retracted)
        all_ids.add(verdict.record_id)
        if verdict.kind in ENRICHED:
            enriched.add(verdict.record_id)


def test_the_indexes_do_not_grow_with_what_is_forgotten() -> None:
    feed, sizes = Feed(max_entries=10), []
    for number in range(4_000):
        text = f"{sentence(number)} {sentence(number + 10_000)}"
        feed.text(text, name=f"first {number}")
        assert feed.text(text, source="paper", name=f"copy {number}").kind is Kind.EXACT
        sizes.append(feed.shard.index_bytes)
    keys = 8 * 10_000  # the list of them is shortened now and then
    assert max(sizes) < sizes[0] + keys


def some_table() -> dict[bytes, bytes]:
    feed = Feed()
    for number in range(5):
        feed.text(sentence(number) * 3)
    return feed.table


def test_a_lost_row_is_noticed() -> None:
    table = some_table()
    del table[sorted(table)[3]]
    with pytest.raises(TableError, match="gaps"):
        Shard(0, table)


def test_rows_without_a_marker_are_noticed() -> None:
    table = some_table()
    del table[marker_key(0)]
    with pytest.raises(TableError, match="marker"):
        Shard(0, table)


def test_a_table_of_other_shards_is_refused_with_what_to_do() -> None:
    with pytest.raises(TableError, match="written with NEWSMILL_SHARDS=1, now it is 3"):
        Shard(0, some_table(), shards=3)


def test_a_row_of_another_release_is_refused_with_what_to_do() -> None:
    table = some_table()
    key = max(key for key in table if key != marker_key(0))
    table[key] = bytes([table[key][0] - 2]) + table[key][1:]
    with pytest.raises(TableError, match=r"another release wrote it, see docs/upgrading\.md"):
        Shard(0, table)


@pytest.mark.parametrize("damage", [b"", b"\x07", b"\x01" * 40])
def test_a_damaged_row_is_noticed(damage: bytes) -> None:
    table = some_table()
    table[max(table)] = damage
    with pytest.raises(TableError):
        Shard(0, table)


def test_shards_in_one_store_do_not_see_each_other() -> None:
    table = some_table()
    other = Shard(1, table)
    assert len(other) == 0
    assert marker_key(1) not in table
