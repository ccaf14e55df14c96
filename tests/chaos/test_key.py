"""What may come of a story, by how far its records are apart and how many were judged between them."""

from functools import partial

import pytest

from tests.chaos.courses import Plan
from tests.chaos.key import wrong_verdicts
from tests.chaos.small import Came, told

retracted = partial(Came, outcome="retraction")
revised = partial(Came, outcome="revision", version=2)


def wrong(plan: Plan, records: list[Came]) -> list[int]:
    """The numbers of the records of which came what may not come."""
    story = told(plan, records)
    return [wrong.origin.offset for wrong in wrong_verdicts(story.raws, story.events, story.reach)]


COPIES = {
    "a copy at the end of the window": ([Came(0, "first"), Came(1, "exact", "0")], []),
    "news twice within the window": ([Came(0, "first"), Came(1, "first")], [1]),
    "news twice, the later one judged first": ([Came(1, "first"), Came(0, "first")], [1]),
    "news twice, further apart than a window": ([Came(0, "first"), Came(1.1, "first")], []),
    "a copy of what is further away than a window": ([Came(0, "first"), Came(1.1, "exact", "0")], []),
    "of three one too far from the original": (
        [Came(0, "first"), Came(0.9, "exact", "0"), Came(1.8, "first")],
        [],
    ),
    "no news at all": ([Came(0, "exact", "1"), Came(1, "exact", "0")], [0]),
    "a copy of another story": ([Came(0, "first"), Came(1, "exact", "7")], [1]),
    "an extension of another story": ([Came(0, "first"), Came(1.1, "extension", "7")], [1]),
    "a copy of what was judged later": ([Came(0, "exact", "1", turn=5), Came(1, "first", turn=9)], [0]),
    "read again after its copy": ([Came(0, "exact", "1", turn=9), Came(1, "first", turn=5)], []),
    "forgotten by the ceiling": ([Came(0, "first", turn=5), Came(0, "first", turn=1006)], []),
    "not yet forgotten by the ceiling": ([Came(0, "first", turn=5), Came(0, "first", turn=1005)], [1]),
}


@pytest.mark.parametrize(("story", "found"), COPIES.values(), ids=COPIES.keys())
def test_copies_that_have_to_meet_are_news_once(story: list[Came], found: list[int]) -> None:
    assert wrong("copies", story) == found


CHAINS = {
    "revised within the window": ([Came(0, "first"), revised(1, about="0")], []),
    "news again within the window": ([Came(0, "first"), Came(1, "first")], [1]),
    "news again when forgotten": ([Came(0, "first"), Came(1.1, "first")], []),
    "still known after a window": ([Came(0, "first"), Came(1.1, "resent", "0")], []),
    "news again when the ceiling has evicted it": ([Came(0, "first", turn=5), Came(0, "first", turn=1006)], []),
    "told again does not keep it known": ([Came(0, "first"), Came(0.9, "resent", "0"), Came(1.1, "first")], []),
    "revised after it was news again": ([Came(0, "first"), Came(2, "first"), revised(3, about="1")], []),
    "revised, but what was forgotten": ([Came(0, "first"), Came(2, "first"), revised(3, about="0")], [2]),
    "all taken back": ([Came(0, "first"), revised(0.9, about="0"), retracted(1.8, about="01", version=3)], []),
    "what is known taken back": ([Came(0, "first"), revised(0.9, about="0"), retracted(1.8, about="1", version=3)], []),
    "less taken back": ([Came(0, "first"), revised(0.9, about="0"), retracted(1.8, about="0", version=3)], [2]),
    "nothing taken back": ([Came(0, "first"), retracted(1, version=2)], [1]),
    "nothing is left to take back": ([Came(0, "first"), retracted(1.1, version=2)], []),
}


@pytest.mark.parametrize(("story", "found"), CHAINS.values(), ids=CHAINS.keys())
def test_what_follows_a_version_is_known_while_it_has_to_be_remembered(story: list[Came], found: list[int]) -> None:
    assert wrong("chain", story) == found


a, b, c = (partial(Came, teller=teller) for teller in "abc")
RETOLD = {
    "a copy of what stands": ([a(0, "first"), b(1, "exact", "0")], []),
    "news although a copy of it stands": ([a(0, "first"), b(1, "first")], [1]),
    "news when what stood is forgotten": ([a(0, "first"), b(1.1, "first")], []),
    "news when what stood is taken back": (
        [a(0, "first"), a(0.1, "retraction", "0", 2), b(0.2, "first")],
        [],
    ),
    "a copy of what is taken back": (
        [a(0, "first"), a(0.1, "retraction", "0", 2), b(0.2, "exact", "0")],
        [2],
    ),
    "taken back, but judged later than its copy": (
        [a(0, "first", turn=1), a(0.1, "retraction", "0", 2, turn=3), b(0.2, "exact", "0", turn=2)],
        [],
    ),
    "a copy that is taken back takes nothing back": (
        [a(0, "first"), b(0.1, "exact", "0"), b(0.2, "retraction", "", 2)],
        [],
    ),
    "a copy that takes back its original": (
        [a(0, "first"), b(0.1, "exact", "0"), b(0.2, "retraction", "0", 2)],
        [2],
    ),
    "a copy that is revised": (
        [a(0, "first"), b(0.1, "exact", "0"), b(0.2, "revision", "1", 2), b(0.3, "retraction", "2", 3)],
        [],
    ),
    "a revision of the original of its copy": (
        [a(0, "first"), b(0.1, "exact", "0"), b(0.2, "revision", "0", 2)],
        [2],
    ),
    "a copy revised as if it were news": (
        [a(0, "first"), b(0.1, "exact", "0"), b(0.2, "first", "", 2)],
        [2],
    ),
    "taken back in part": ([a(0, "first"), a(0.1, "revision", "0", 2), a(0.2, "retraction", "0", 3)], [2]),
    "stale": ([a(0, "first"), b(0.1, "stale", "0")], [1]),
    "a copy of another story": ([a(0, "first"), b(0.1, "exact", "7")], [1]),
    "of two that stand either": ([a(0, "first"), b(1.1, "first"), c(1.1, "exact", "0")], []),
}


@pytest.mark.parametrize(("story", "found"), RETOLD.values(), ids=RETOLD.keys())
def test_of_a_text_that_several_tell_one_is_news_until_it_is_taken_back(story: list[Came], found: list[int]) -> None:
    assert wrong("retold", story) == found
