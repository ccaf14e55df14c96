"""Nothing is dropped that nobody has read; what a story's texts are to each other, at first, second and third hand."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.dedup.fingerprint import fingerprint
from streams.dedup.novelty import Unseen, unseen
from streams.dedup.shard import HOUR_MS
from streams.dedup.sketch import Sketch
from streams.dedup.verdict import COPY, Kind
from tests.dedup.feed import START, Feed
from tests.dedup.stories import ALMERA, HARBOUR, HARBOUR_EDITED, HARBOUR_LONGER, HARBOUR_SHORT, MATCH_A, RATE_A


def passage(number: int, words: int = 60) -> str:
    """Made-up prose, another one for each number."""
    rng = Random(number)
    made = [
        "".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(rng.randint(1, 4)))
        for _ in range(words)
    ]
    made[0], made[words // 2] = made[0].title(), f"{rng.randint(11, 9_999)}"
    return " ".join(made) + "."


def text(*numbers: int, words: int = 60) -> str:
    return "\n\n".join(passage(number, words) for number in numbers)


FLASH = """The port of Lindehaven will close its eastern terminal for eleven weeks from 3 March, the harbour authority \
said on Tuesday. Container lines were told to move sailings to the western basin."""


def test_the_story_behind_a_flash_is_published_though_most_of_the_flash_stands_in_it() -> None:
    feed = Feed()
    flash = feed.text(FLASH)
    story = feed.text(HARBOUR + "\n\n" + text(1, 2), source="paper")
    assert (story.kind, story.extends, story.cluster_id) == (Kind.EXTENSION, flash.record_id, flash.record_id)


def test_a_rewrite_that_brings_a_third_is_published_in_the_cluster() -> None:
    feed = Feed()
    first = feed.text(text(1, 2, 3, 4))
    rewrite = feed.text(text(9, 2, 3, 4, 8), source="paper")
    assert (rewrite.kind, rewrite.develops, rewrite.extends) == (Kind.DEVELOPMENT, first.record_id, None)
    assert rewrite.cluster_id == first.record_id
    assert rewrite.duplicate_of is None


def test_a_rewrite_that_others_print_is_dropped_as_a_copy_of_the_rewrite() -> None:
    feed = Feed()
    feed.text(text(1, 2, 3, 4))
    rewrite = feed.text(text(9, 2, 3, 4, 8), source="paper")
    for source in ("second", "third", "fourth"):
        copy = feed.text(f"({source}) " + text(9, 2, 3, 4, 8), source=source)
        assert (copy.kind, copy.duplicate_of) == (Kind.NEAR, rewrite.record_id)


def test_what_stands_in_several_published_texts_of_the_cluster_is_no_news() -> None:
    feed = Feed()
    first = feed.text(text(1, 2, 3))
    rewrite = feed.text(text(2, 3, 4, 5), source="paper")
    both = feed.text(text(1, 2, 3, 4, 5), source="agency")
    assert rewrite.kind is Kind.DEVELOPMENT
    assert (both.kind, both.cluster_id) == (Kind.NEAR, first.cluster_id)
    assert both.duplicate_of == rewrite.record_id, "it holds four fifths of it, the first three"


def test_a_copy_of_a_copy_leads_to_what_was_published() -> None:
    feed = Feed()
    first = feed.text(text(*range(10)))
    copy = feed.text(text(*range(2, 10), 20), source="paper")
    far = feed.text(text(8, 9, 20, 21, 22, words=60) + text(23, 24), source="agency")
    assert copy.kind is Kind.NEAR
    second = feed.text(text(*range(5, 10), 20), source="weekly")
    assert second.kind in (Kind.NEAR, Kind.CONTAINED)
    assert (second.duplicate_of, second.cluster_id) == (first.record_id, first.record_id)
    assert far.cluster_id == far.record_id, "two passages of ten are another story"


def test_a_copy_of_a_copy_that_is_new_to_readers_develops_what_was_published() -> None:
    """The copy brings a sixth; a third hand prints just that sixth and some of the rest."""
    feed = Feed()
    first = feed.text(text(1, 2, 3, 4, 5, 6))
    assert feed.text(text(1, 2, 3, 4, 5, 6, 7), source="paper").kind is Kind.NEAR
    third = feed.text(text(7, 1, words=60), source="agency")
    assert (third.kind, third.develops, third.cluster_id) == (Kind.DEVELOPMENT, first.record_id, first.record_id)


def test_after_a_retraction_the_next_copy_by_another_source_is_news() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a")
    dropped = feed.text(HARBOUR_EDITED, source="paper", name="b")
    assert feed.retract("a").copies == (dropped.record_id,)
    feed.restart()
    assert feed.text(HARBOUR_EDITED, source="agency").kind is Kind.FIRST


def test_a_dropped_copy_sent_again_is_judged_anew_once_its_original_is_retracted() -> None:
    feed = Feed()
    feed.text(HARBOUR, name="a")
    feed.text(HARBOUR_EDITED, source="paper", name="b")
    assert feed.text(HARBOUR_EDITED, source="paper", name="b").kind is Kind.RESENT
    feed.retract("a")
    anew = feed.text(HARBOUR_EDITED, source="paper", name="b")
    assert (anew.kind, anew.cluster_id) == (Kind.FIRST, anew.record_id)
    assert feed.text(HARBOUR_EDITED, source="paper", name="b").kind is Kind.RESENT
    assert feed.retract("b", source="paper").retracted == (anew.record_id,)


def test_a_copy_outlives_its_original_as_what_readers_have_seen_no_longer() -> None:
    feed = Feed(window_ms=72 * HOUR_MS)
    feed.text(HARBOUR, at=START)
    feed.text(HARBOUR_EDITED, source="paper", at=START + 50 * HOUR_MS)
    late = feed.text(HARBOUR_EDITED + " Again.", source="agency", at=START + 100 * HOUR_MS)
    assert (late.kind, late.cluster_id) == (Kind.FIRST, late.record_id)


def test_copies_push_no_published_text_out_however_many_they_are() -> None:
    feed = Feed()
    first = feed.text(HARBOUR)
    for number in range(200):
        assert feed.text(f"{HARBOUR} {number}", source="paper").duplicate_of == first.record_id
    feed.restart()
    assert feed.text(HARBOUR_EDITED, source="agency").duplicate_of == first.record_id


def test_a_copy_names_the_published_text_that_holds_most_of_it() -> None:
    feed = Feed()
    brief, story = feed.text(HARBOUR_SHORT), feed.text(HARBOUR_LONGER)
    copy = feed.text(HARBOUR_EDITED, source="paper")
    assert story.extends == brief.record_id
    assert (copy.kind, copy.duplicate_of) == (Kind.NEAR, story.record_id)


@settings(max_examples=300, deadline=None, derandomize=True)  # estimates miss now and then, in some ten thousand texts
@given(
    st.lists(st.lists(st.integers(0, 14), min_size=2, max_size=9, unique=True), min_size=2, max_size=10),
    st.sets(st.integers(0, 9), max_size=3),
)
def test_of_what_is_dropped_readers_have_seen_most(stories: list[list[int]], restarts: set[int]) -> None:
    """Texts made of passages: whatever is dropped has few that its cluster has not published."""
    feed, published = Feed(), dict[object, list[set[int]]]()
    for at, numbers in enumerate(stories):
        if at in restarts:
            feed.restart()
        verdict = feed.text(text(*numbers), source=f"source {at}")
        said, earlier = set(numbers), published.setdefault(verdict.cluster_id, [])
        if verdict.kind in COPY:
            assert len(said.difference(*earlier)) <= max(1, 0.4 * len(said)), "of two, sketches may miss one"
        else:
            assert not any(said <= one for one in earlier), "nothing new in it"
            earlier.append(said)


@pytest.mark.parametrize("room", [12, 40])
def test_a_flood_from_one_source_does_not_make_the_others_forgotten(room: int) -> None:
    feed, steady = Feed(max_entries=room), Feed(max_entries=room)
    kept = [(HARBOUR, "a"), (ALMERA, "b"), (MATCH_A, "c"), (RATE_A, "d")]
    for one in (feed, steady):
        for body, source in kept:
            one.text(body, source=source)
    for number in range(20 * room // 3):
        flood = passage(1_000 + number)
        if number % 17 == 0:
            feed.restart()
        assert feed.text(flood, source="flood") == steady.text(flood, source="flood")
        assert feed.table == steady.table
    for body, source in kept:
        assert feed.text(body + " End.", source=f"{source} again").kind in COPY


@pytest.mark.parametrize(
    ("share", "error", "nothing", "news"),
    [(0.1, 0, True, False), (0.2, 0, False, False), (0.25, 0.03, False, True), (0.25, 0.1, False, False)],
)
def test_news_is_what_is_surely_so_much(share: float, error: float, nothing: bool, news: bool) -> None:
    found = Unseen(share, error)
    assert (found.is_nothing, found.is_news) == (nothing, news)


@settings(derandomize=True)
@given(
    st.lists(st.integers(0, 20), min_size=1, max_size=8, unique=True),
    st.lists(st.integers(0, 20), max_size=8, unique=True),
)
def test_what_is_unseen_is_estimated_within_its_error(mine: list[int], theirs: list[int]) -> None:
    later, earlier = (Sketch.of(fingerprint(None, None, text(*numbers))) for numbers in (mine, theirs or [99]))
    found = unseen(later, [earlier])
    true = len(set(mine) - set(theirs)) / len(mine)
    assert abs(found.share - true) <= 5 * max(found.error, 0.04)
