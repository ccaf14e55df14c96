"""Retractions: what they take back, the dropped copies that they name, and what counts after one."""

import pytest

from streams.dedup.shard import HOUR_MS
from streams.dedup.verdict import COPIES, RETRACTED, Kind
from tests.dedup.feed import START, Feed
from tests.dedup.stories import ALMERA, HARBOUR, HARBOUR_EDITED, HARBOUR_LONGER, MATCH_A
from tests.dedup.test_recovery import sentence

HOURS = HOUR_MS


def test_a_retraction_names_every_version() -> None:
    feed = Feed()
    versions = [feed.text(text, name="a").record_id for text in (HARBOUR, HARBOUR_EDITED, HARBOUR_LONGER)]
    feed.text(HARBOUR_LONGER, name="a")
    gone = feed.retract("a")
    assert (gone.kind, gone.retracted, gone.cluster_id) == (Kind.RETRACTION, tuple(versions), versions[0])
    assert feed.retract("a").retracted == ()


def test_a_retraction_names_the_newest_versions_of_very_many() -> None:
    feed = Feed()
    versions = [feed.text(HARBOUR, name="a", version=number).record_id for number in range(RETRACTED + 5)]
    assert feed.retract("a").retracted == tuple(versions[5:])


def test_a_retraction_counts_whatever_its_version() -> None:
    feed = Feed()
    kept = feed.text(HARBOUR, name="a", version=7)
    assert feed.retract("a", version=1).retracted == (kept.record_id,)


def test_after_a_retraction_its_own_version_counts() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a", version=7)
    feed.retract("a", version=5)
    assert feed.text(HARBOUR, name="a", version=4).kind is Kind.STALE
    assert feed.text(HARBOUR, name="a", version=6).kind is Kind.FIRST


@pytest.mark.parametrize("canceled", [0, 1], ids=["by a null value", "by a version"])
def test_the_highest_version_there_is_does_not_have_the_last_word(canceled: int) -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a", version=2**63 - 1)
    assert feed.text(ALMERA, name="a", version=2).kind is Kind.STALE
    feed.retract("a", version=canceled)
    assert feed.text(ALMERA, name="a", version=2).kind is Kind.FIRST
    assert feed.text(HARBOUR, name="a", version=3).kind is Kind.REVISION


def test_a_retraction_names_the_dropped_copies_of_every_version_the_newest_first() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a")
    exact = feed.text(HARBOUR, source="paper")
    feed.text(ALMERA, name="a", version=2)
    later = feed.text(ALMERA, source="paper", name="late")
    near = feed.text(HARBOUR_EDITED, source="agency")
    assert (exact.kind, later.kind, near.kind) == (Kind.EXACT, Kind.EXACT, Kind.NEAR)
    feed.restart()
    assert feed.retract("a").copies == (near.record_id, later.record_id, exact.record_id)
    assert feed.retract("a").copies == ()


def test_what_has_another_last_word_is_no_dropped_copy_any_more() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a")
    names = ("revised", "retracted", "kept", "sent again")
    _, _, kept, again = (feed.text(HARBOUR, source="paper", name=name).record_id for name in names)
    feed.text(ALMERA, source="paper", name="revised", version=2)
    feed.retract("retracted", source="paper", version=2)
    feed.text(HARBOUR, source="paper", name="sent again")
    assert feed.retract("a").copies == (again, kept)


def test_a_retraction_names_the_newest_copies_of_very_many() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a")
    copies = [feed.text(HARBOUR, source="paper").record_id for _ in range(COPIES + 5)]
    assert feed.retract("a").copies == tuple(reversed(copies[5:]))


def test_copies_older_than_the_window_are_not_named() -> None:
    feed = Feed(window_ms=72 * HOURS)
    feed.text(HARBOUR, name="a", at=START + 3 * HOURS)
    feed.text(HARBOUR, source="paper", name="old", at=START)
    kept = feed.text(HARBOUR, source="paper", name="kept", at=START + 50 * HOURS)
    assert feed.retract("a", at=START + 73 * HOURS).copies == (kept.record_id,)


def test_many_copies_that_were_revised_since_hide_none_that_were_not() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a")
    kept = feed.text(HARBOUR, source="paper", name="kept").record_id
    for number in range(2 * COPIES):
        feed.text(HARBOUR, source="paper", name=f"{number}")
        feed.retract(f"{number}", source="paper")
    assert feed.retract("a").copies == (kept,)


def test_copies_that_are_forgotten_are_not_named() -> None:
    feed = Feed(max_entries=3)
    feed.text(HARBOUR, name="a")
    feed.text(HARBOUR, source="paper", name="gone")
    feed.text(HARBOUR_LONGER, name="a", version=2)
    kept = feed.text(HARBOUR_LONGER, source="paper", name="kept")
    assert feed.retract("a").copies == (kept.record_id,)


def test_a_name_that_is_made_to_hide_anothers_does_not() -> None:
    """By 64 bits of a hash without a key, which was what articles were found by, these two are the same."""
    made = (
        "aaaaaap---------08d9d1q---------0dd70bddddddddddddddddccccccccccccccccbbbbbbbbbbbbbbbb"
        "p---------27d637q---------32f6aa"
    )
    feed = Feed()
    victim = feed.text(HARBOUR, source="reuters", name="2026-11-24-0017", version=3)
    feed.text(ALMERA, source="stranger", name=made)
    assert feed.text(MATCH_A, source="reuters", name="2026-11-24-0017", version=1).kind is Kind.STALE
    assert feed.retract("2026-11-24-0017", source="reuters").retracted == (victim.record_id,)


def test_retracting_what_was_never_seen() -> None:
    feed = Feed()
    gone = feed.retract("a", version=2)
    assert (gone.kind, gone.retracted, gone.cluster_id) == (Kind.RETRACTION, (), None)
    late = feed.text(HARBOUR, name="a", version=1)
    assert (late.kind, late.duplicate_of) == (Kind.STALE, gone.record_id)


@pytest.mark.parametrize("version", [1, 2])
def test_what_is_usable_again_is_enriched_anew(version: int) -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a")
    feed.retract("a")
    anew = feed.text(HARBOUR, name="a", version=version)
    assert (anew.kind, anew.revision_of, anew.cluster_id) == (Kind.FIRST, None, anew.record_id)
    assert feed.retract("a", version=version).retracted == (anew.record_id,)


def test_nothing_is_a_copy_of_a_retracted_text() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a")
    feed.retract("a")
    assert feed.text(HARBOUR, source="paper").kind is Kind.FIRST
    assert feed.text(HARBOUR_EDITED, source="agency").kind is Kind.NEAR


@pytest.mark.parametrize("restart", [False, True])
def test_copies_are_named_though_a_copy_between_them_was_crowded_out(restart: bool) -> None:
    feed = Feed(max_entries=16)
    feed.text(HARBOUR, name="a")
    first = feed.text(HARBOUR_EDITED, source="paper")
    feed.text(HARBOUR_EDITED, source="flood")
    last = feed.text(HARBOUR_EDITED, source="agency")
    for number in range(30):
        feed.text(sentence(number) * 2, source="flood")
    if restart:
        feed.restart()
    assert feed.retract("a").copies == (last.record_id, first.record_id)


@pytest.mark.parametrize("restart", [False, True])
def test_copies_are_named_though_the_newest_was_crowded_out(restart: bool) -> None:
    feed = Feed(max_entries=16)
    feed.text(HARBOUR, name="a")
    copy = feed.text(HARBOUR_EDITED, source="paper")
    feed.text(HARBOUR_EDITED, source="flood")
    for number in range(30):
        feed.text(sentence(number) * 2, source="flood")
    if restart:
        feed.restart()
    assert feed.retract("a").copies == (copy.record_id,)
