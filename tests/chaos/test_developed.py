"""What may be dropped of a story that is written on, told from small stories by hand."""

from functools import partial

import pytest

from tests.chaos.key import wrong_verdicts
from tests.chaos.small import Came, told

a, b, c, d = (partial(Came, teller=teller) for teller in "abcd")
STORY, REWRITE, BOTH = (0, 1, 2, 3), (1, 2, 3, 4, 5, 6, 7), tuple(range(8))
FLASH = a(0, "first", passages=(0,))
FIRST = a(0, "first", passages=STORY)
DEVELOPED = b(0.1, "development", "0", passages=REWRITE)
gone = partial(Came, outcome="retraction", version=2)
TAKEN_BACK = gone(0.3, about="1", teller="b")
COPY = c(0.2, "near", "1", passages=REWRITE)

CASES = {
    "a flash, and the story that extends it": ([FLASH, b(0.1, "extension", "0", passages=STORY)], []),
    "the story dropped as a copy of the flash": ([FLASH, b(0.1, "near", "0", passages=STORY)], [1]),
    "the story develops the flash that it holds": ([FLASH, b(0.1, "development", "0", passages=STORY)], [1]),
    "the story of its own": ([FLASH, b(0.1, "first", passages=STORY, cluster="1")], [1]),
    "the story of its own when the flash is forgotten": ([FLASH, b(1.1, "first", passages=STORY, cluster="1")], []),
    "the flash in the story": ([FIRST, b(0.1, "contained", "0", passages=(0,))], []),
    "the flash in the story as news": ([FIRST, b(0.1, "development", "0", passages=(0,))], [1]),
    "the flash judged first, though it came later": (
        [a(0, "extension", "1", passages=STORY, turn=5), b(0.1, "first", passages=(0,), turn=2)],
        [],
    ),
    "a rewrite that develops": ([FIRST, DEVELOPED], []),
    "a rewrite that was not found": ([FIRST, b(0.1, "first", passages=REWRITE, cluster="1")], []),
    "a rewrite dropped": ([FIRST, b(0.1, "near", "0", passages=REWRITE)], [1]),
    "a rewrite extends what it does not hold": ([FIRST, b(0.1, "extension", "0", passages=(3, 4, 5, 6))], [1]),
    "a rewrite that brings a third dropped": ([FIRST, b(0.1, "near", "0", passages=(*STORY, 4, 5))], []),
    "a rewrite that brings a third published": ([FIRST, b(0.1, "extension", "0", passages=(*STORY, 4, 5))], []),
    "a copy of the rewrite": ([FIRST, DEVELOPED, COPY], []),
    "a copy of the rewrite said to be one of the story": (
        [FIRST, DEVELOPED, c(0.2, "near", "0", passages=REWRITE)],
        [2],
    ),
    "a copy of the rewrite as news": ([FIRST, DEVELOPED, c(0.2, "development", "0", passages=REWRITE)], [2]),
    "a copy of what is forgotten": ([FIRST, DEVELOPED, c(1.2, "first", passages=REWRITE, cluster="2")], []),
    "a copy of a copy": ([FIRST, DEVELOPED, COPY, d(0.3, "near", "2", passages=REWRITE)], [3]),
    "what two texts hold together": ([FIRST, DEVELOPED, c(0.2, "near", "1", passages=BOTH)], []),
    "what two texts hold together as news": ([FIRST, DEVELOPED, c(0.2, "extension", "0", passages=BOTH)], [2]),
    "what two texts of two clusters hold together": (
        [
            a(0, "first", passages=STORY, cluster="0"),
            b(0.1, "first", passages=(4, 5, 6, 7), cluster="1"),
            c(0.2, "near", "0", passages=BOTH, cluster="0"),
            d(0.3, "extension", "0", passages=BOTH, cluster="0"),
        ],
        [2],
    ),
    "a copy of what shares nothing with it": (
        [FIRST, b(0.1, "first", passages=(8, 9), cluster="1"), c(0.2, "near", "1", passages=STORY)],
        [2],
    ),
    "after a retraction the next copy is news": (
        [FIRST, DEVELOPED, TAKEN_BACK, c(0.4, "development", "0", passages=REWRITE)],
        [],
    ),
    "after a retraction the next copy is dropped": (
        [FIRST, DEVELOPED, TAKEN_BACK, c(0.4, "near", "0", passages=REWRITE)],
        [3],
    ),
    "after a retraction a copy of what was taken back": (
        [FIRST, DEVELOPED, TAKEN_BACK, c(0.4, "near", "1", passages=REWRITE)],
        [3],
    ),
    "a retraction that takes another's back": ([FIRST, DEVELOPED, gone(0.3, about="0", teller="b")], [2]),
    "a dropped copy again": ([FIRST, DEVELOPED, COPY, c(0.3, "resent", "1", passages=REWRITE)], []),
    "a dropped copy again, said to repeat the story": (
        [FIRST, DEVELOPED, COPY, c(0.3, "resent", "0", passages=REWRITE)],
        [3],
    ),
    "a dropped copy again, judged anew though it stands": (
        [FIRST, DEVELOPED, COPY, c(0.3, "near", "1", passages=REWRITE)],
        [3],
    ),
    "a dropped copy again after a retraction": (
        [FIRST, DEVELOPED, COPY, TAKEN_BACK, c(0.4, "development", "0", passages=REWRITE)],
        [],
    ),
    "a dropped copy again after a retraction, never read": (
        [FIRST, DEVELOPED, COPY, TAKEN_BACK, c(0.4, "resent", "1", passages=REWRITE)],
        [4],
    ),
    "what a copy leads to": (
        [
            a(0, "first", passages=REWRITE),
            b(0.1, "near", "0", passages=STORY),
            c(0.2, "development", "0", passages=(0,)),
        ],
        [],
    ),
    "what nothing leads to": ([a(0, "first", passages=REWRITE), c(0.2, "development", "0", passages=(0,))], [1]),
    "a flash in so much more that it may be missed": (
        [a(0, "first", passages=BOTH), b(0.1, "first", passages=(0,), cluster="1")],
        [],
    ),
    "stale": ([FIRST, DEVELOPED, c(0.2, "stale", "1", passages=REWRITE)], [2]),
    "a copy of nothing": ([FIRST, b(0.1, "near", passages=STORY)], [1]),
}


@pytest.mark.parametrize(("story", "found"), CASES.values(), ids=CASES.keys())
def test_what_is_dropped_has_been_read_and_what_brings_nothing_is_no_news(story: list[Came], found: list[int]) -> None:
    seen = told("developed", story)
    assert [wrong.origin.offset for wrong in wrong_verdicts(seen.raws, seen.events, seen.reach)] == found
