"""Versions and time: what the judge says of one article's later records."""

from itertools import pairwise
from uuid import UUID

import pytest

from streams.dedup.fingerprint import Fingerprint, fingerprint
from streams.dedup.shard import HOUR_MS, Shard, TableError
from streams.dedup.verdict import Arrival, Kind, RawOrigin
from tests.dedup.feed import START, Feed
from tests.dedup.stories import ALMERA, HARBOUR, HARBOUR_EDITED, HARBOUR_LONGER, MATCH_A, RUSSIAN

HOURS = HOUR_MS


def test_the_same_record_from_the_feed_again_is_resent() -> None:
    feed = Feed()
    first = feed.text(HARBOUR, name="a")
    again = feed.text(HARBOUR, name="a")
    assert (again.kind, again.duplicate_of, again.cluster_id) == (Kind.RESENT, first.record_id, first.record_id)


def test_changed_text_is_a_revision_without_a_higher_version() -> None:
    feed = Feed()
    first = feed.text(HARBOUR, name="a")
    second = feed.text(HARBOUR_EDITED, name="a")
    third = feed.text(HARBOUR_LONGER, name="a")
    assert (second.kind, second.revision_of) == (Kind.REVISION, first.record_id)
    assert (third.kind, third.revision_of, third.cluster_id) == (Kind.REVISION, second.record_id, first.record_id)


def test_a_higher_version_is_a_revision_though_the_text_is_the_same() -> None:
    feed = Feed()
    first = feed.text(HARBOUR, name="a", version=1)
    assert feed.text(HARBOUR, name="a", version=2).revision_of == first.record_id


def test_a_lower_version_is_stale() -> None:
    feed = Feed()
    newest = feed.text(HARBOUR, name="a", version=5)
    late = feed.text(HARBOUR_EDITED, name="a", version=4)
    assert (late.kind, late.duplicate_of) == (Kind.STALE, newest.record_id)


def test_one_id_at_two_sources_is_two_articles() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a", source="wire")
    assert feed.text(MATCH_A, name="a", source="paper").kind is Kind.FIRST


def test_a_copy_of_an_older_version_is_a_copy_of_that() -> None:
    feed = Feed()
    first = feed.text(HARBOUR, name="a")
    feed.text(HARBOUR_LONGER, name="a", version=2)
    copy = feed.text(HARBOUR, source="paper")
    assert (copy.kind, copy.duplicate_of) == (Kind.EXACT, first.record_id)


def test_a_revision_of_a_copy_is_never_dropped() -> None:
    feed = Feed()
    first = feed.text(HARBOUR, source="wire")
    copy = feed.text(HARBOUR, source="paper", name="b")
    revised = feed.text(HARBOUR_EDITED, source="paper", name="b", version=2)
    assert (revised.kind, revised.revision_of, revised.cluster_id) == (Kind.REVISION, copy.record_id, first.record_id)


def test_a_copy_sent_again_repeats_what_it_is_a_copy_of() -> None:
    feed = Feed()
    first = feed.text(HARBOUR, source="wire")
    feed.text(HARBOUR, source="paper", name="b")
    again = feed.text(HARBOUR, source="paper", name="b")
    assert (again.kind, again.duplicate_of) == (Kind.RESENT, first.record_id)


def test_what_is_older_than_the_window_is_forgotten() -> None:
    feed = Feed(window_ms=72 * HOURS)
    feed.text(HARBOUR, name="a", at=START)
    feed.text(ALMERA, name="b", at=START + 73 * HOURS)
    assert feed.text(HARBOUR, name="a", at=START + 73 * HOURS).kind is Kind.FIRST
    assert feed.text(HARBOUR, name="c", at=START + 74 * HOURS).kind is Kind.EXACT


def test_just_inside_the_window_it_is_remembered() -> None:
    feed = Feed(window_ms=72 * HOURS)
    feed.text(HARBOUR, at=START)
    assert feed.text(HARBOUR, at=START + 72 * HOURS).kind is Kind.EXACT


def test_one_record_from_the_future_empties_nothing() -> None:
    feed = Feed()
    for minute in range(100):
        feed.text(f"{ALMERA} {minute}", at=START + minute * 60_000)
    feed.text(HARBOUR, at=START)
    size = len(feed.shard)
    feed.text(MATCH_A, at=START + 10_000 * HOURS)
    assert len(feed.shard) == size + 1
    assert feed.shard.clock is not None
    assert feed.shard.clock <= START + 3 * HOURS
    assert feed.text(HARBOUR, at=START + 101 * 60_000).kind is Kind.EXACT
    assert feed.text(MATCH_A, at=START + 102 * 60_000).kind is Kind.EXACT


def test_shard_time_never_goes_back_and_rows_go_in_order() -> None:
    feed, clocks = Feed(window_ms=48 * HOURS), list[int]()
    for step in range(400):
        feed.text(f"{MATCH_A} {step}", at=START + step * HOURS // 2 - (step % 5) * HOURS)
        assert feed.shard.clock is not None
        clocks.append(feed.shard.clock)
    assert clocks == sorted(clocks)
    assert len(feed.shard) < 120


def test_after_a_quiet_week_rows_go_a_few_at_a_time() -> None:
    feed = Feed(window_ms=HOURS)
    for number in range(100):
        feed.text(f"{number} {MATCH_A}", at=START + number)
    sizes = []
    for number in range(200):
        feed.text(f"{number} {ALMERA}", at=START + 200 * HOURS + number)
        sizes.append(len(feed.table))
    assert max(before - after for before, after in pairwise(sizes)) <= 15
    assert len(feed.shard) == 200


def test_a_long_stream_restarted_often_is_judged_the_same() -> None:
    steady, restarted = Feed(max_entries=300), Feed(max_entries=300)
    for number in range(1_200):
        text = f"{HARBOUR[: 200 + number % 300]} {number // 3} {'ship ' * (number % 7)}"
        if number % 97 == 0:
            restarted.restart()
        assert steady.text(text) == restarted.text(text)
    assert steady.table == restarted.table


def test_shards_by_language_share_a_store_and_nothing_else() -> None:
    """What `shard_by=language` gives up: a revision in another language; a retraction counts where the article is."""
    english = Feed(number=0)
    russian = Feed(number=1, table=english.table)
    first = english.text(HARBOUR, name="a")
    assert russian.text(RUSSIAN, name="a", version=2).kind is Kind.FIRST
    assert russian.text(HARBOUR, name="b").kind is Kind.FIRST
    assert english.retract("a", version=2).retracted == (first.record_id,)
    assert len(russian.retract("a", version=2).retracted) == 1
    assert russian.retract("c").retracted == ()
    for feed in (english, russian):
        before = feed.shard.clock
        feed.restart()
        assert feed.shard.clock == before


def test_a_retraction_has_no_fingerprint_and_an_article_has() -> None:
    origin = RawOrigin("raw", 0, 0, START)
    printed = fingerprint(None, None, HARBOUR)
    with pytest.raises(ValueError, match="retraction"):
        Arrival(origin, UUID(int=1), "wire", "a", 1, True, printed)
    with pytest.raises(ValueError, match="retraction"):
        Arrival(origin, UUID(int=1), "wire", "a", 1, False, None)


def test_writes_left_out_are_noticed() -> None:
    shard = Shard(0, {})
    origins = [RawOrigin("raw", 0, offset, START) for offset in range(2)]
    printed = fingerprint(None, None, HARBOUR)
    shard.judge(Arrival(origins[0], UUID(int=1), "wire", "a", 1, False, printed))
    with pytest.raises(ValueError, match="last writes"):
        shard.judge(Arrival(origins[1], UUID(int=2), "wire", "a", 1, False, printed))


@pytest.mark.parametrize("text", [HARBOUR, "", "x", "一"])
def test_a_fingerprint_travels_as_bytes(text: str) -> None:
    printed = fingerprint("A headline", None, text)
    assert Fingerprint.from_bytes(printed.to_bytes()) == printed
    with pytest.raises(ValueError, match="length"):
        Fingerprint.from_bytes(printed.to_bytes() + b"\0")
    with pytest.raises(ValueError, match="version"):
        Fingerprint.from_bytes(b"\xff" + printed.to_bytes()[1:])


def test_another_record_at_a_remembered_offset_is_not_taken_for_the_one_before() -> None:
    """The raw topic was made anew: the first verdict would swallow the article."""
    feed = Feed()
    feed.text(HARBOUR)
    feed.offset -= 1
    with pytest.raises(TableError, match="was another record"):
        feed.text(MATCH_A)
