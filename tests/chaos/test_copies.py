"""Which dropped copies a retraction has to name, and which it may."""

from dataclasses import replace
from functools import partial

import pytest

from tests.chaos.copies import MOST, wrong_copies
from tests.chaos.seen import Origin, Passed, Place
from tests.chaos.small import Came, told
from tests.chaos.terms import Reach, Terms

a, b, c = (partial(Came, teller=teller) for teller in "abc")
gone = partial(Came, outcome="retraction", about="0", version=2, teller="a")
FIRST, COPY = a(0, "first"), b(0.1, "exact", "0")

CASES = {
    "one copy": ([FIRST, COPY, gone(0.5, copies="1")], []),
    "none": ([FIRST, gone(0.5)], []),
    "a copy left out": ([FIRST, COPY, gone(0.5)], [2]),
    "a copy of something else": ([FIRST, c(0.1, "first"), b(0.2, "exact", "1"), gone(0.5, copies="2")], [3]),
    "what is no copy": ([FIRST, c(0.1, "first"), gone(0.5, copies="1")], [2]),
    "the original": ([FIRST, COPY, gone(0.5, copies="10")], [2]),
    "the newest first": ([FIRST, COPY, c(0.2, "near", "0"), gone(0.5, copies="21")], []),
    "the oldest first": ([FIRST, COPY, c(0.2, "near", "0"), gone(0.5, copies="12")], [3]),
    "the newest by turn": (
        [
            a(0, "first", turn=1),
            b(0.1, "exact", "0", turn=3),
            c(0.2, "exact", "0", turn=2),
            gone(0.5, copies="12", turn=4),
        ],
        [],
    ),
    "a copy that was resent": ([FIRST, COPY, b(0.2, "resent", "0"), gone(0.5, copies="1")], []),
    "a copy that was revised": ([FIRST, COPY, b(0.2, "revision", "1", 2), gone(0.5)], []),
    "a copy that was revised, all the same": ([FIRST, COPY, b(0.2, "revision", "1", 2), gone(0.5, copies="1")], [3]),
    "a copy that was taken back": ([FIRST, COPY, b(0.2, "retraction", "", 2), gone(0.5)], []),
    "a copy that was taken back, all the same": (
        [FIRST, COPY, b(0.2, "retraction", "", 2), gone(0.5, copies="1")],
        [3],
    ),
    "a copy that was judged later": (
        [a(0, "first", turn=1), b(0.1, "exact", "0", turn=9), gone(0.5, turn=5)],
        [],
    ),
    "a copy that may be forgotten": ([FIRST, COPY, a(1, "revision", "0", 2), gone(1.5, about="02", version=3)], []),
    "a copy that may be forgotten, all the same": (
        [FIRST, COPY, a(1, "revision", "0", 2), gone(1.5, about="02", version=3, copies="1")],
        [],
    ),
    "of each version": (
        [FIRST, COPY, a(0.2, "revision", "0", 2), c(0.3, "near", "2"), gone(0.5, about="02", version=3, copies="31")],
        [],
    ),
    "copies of an article": ([FIRST, COPY, c(0.2, "exact", "0", copies="1")], [2]),
}


@pytest.mark.parametrize(("story", "found"), CASES.values(), ids=CASES.keys())
def test_a_retraction_names_the_copies_that_are_still_dropped(story: list[Came], found: list[int]) -> None:
    seen = told("retold", story)
    assert [wrong.origin.offset for wrong in wrong_copies(seen.raws, seen.events, seen.reach)] == found


@pytest.mark.parametrize(("named", "found"), [(MOST - 1, True), (MOST, False), (MOST + 1, True)])
def test_of_many_copies_the_newest_are_named(named: int, found: bool) -> None:
    seen = told("retold", [FIRST, *(Came(0.1, "exact", "0", teller=str(number)) for number in range(150)), gone(0.5)])
    last = seen.raws[-1].origin
    newest = tuple(str(number) for number in range(150, 150 - named, -1))
    seen.events[last] = replace(seen.events[last], copies=newest)
    assert bool(list(wrong_copies(seen.raws, seen.events, seen.reach))) == found


def test_what_counts_is_the_order_in_the_shard_that_dropped_the_copy() -> None:
    """Retractions come to all shards, and not in the same order."""
    seen = told("retold", [FIRST, COPY, b(0.2, "retraction", "", 2), gone(0.5)])
    logs = {0: (0, 1, 2, 3), 1: (3, 2)}
    screened = [
        Passed(Place("", shard, turn), Origin(0, number), b"")
        for shard, numbers in logs.items()
        for turn, number in enumerate(numbers)
    ]
    assert not list(wrong_copies(seen.raws, seen.events, Reach(screened, Terms(shards=2))))
