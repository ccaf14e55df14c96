"""What may come of a story, by how far its records are apart and how many were judged between them."""

from dataclasses import dataclass
from functools import partial

import pytest

from tests.chaos.feed import Mark, Plan
from tests.chaos.key import wrong_verdicts
from tests.chaos.seen import Event, Origin, Passed, Place, Raw
from tests.chaos.terms import HOUR_MS, Reach, Terms

HOUR = Terms(window_ms=HOUR_MS, remembered=1000)


@dataclass(frozen=True, slots=True)
class Came:
    """A record of a story, `hours` after the first, and the event that came of it: of number 0 the id is "0", …

    `turn` says when it was judged: among the records of its shard.
    """

    hours: float
    outcome: str
    about: str = ""
    version: int = 1
    turn: int = 0


retracted = partial(Came, outcome="retraction")
revised = partial(Came, outcome="revision", version=2)


def wrong(plan: Plan, story: list[Came], terms: Terms = HOUR) -> list[int]:
    """The numbers of the records of which came what may not come."""
    raws, events, turns = [], {}, {}
    for number, came in enumerate(story):
        origin = Origin(0, number)
        mark = Mark(number, 1, plan, "s", "i", came.version, came.outcome == "retraction")
        raws.append(Raw(origin, int(came.hours * HOUR_MS), mark, b""))
        events[origin] = Event(Place("", 0, number), origin, b"", b"", came.outcome, str(number), tuple(came.about))
        turns[came.turn or number] = origin
    others = {turn: Origin(1, turn) for turn in range(max(turns))}
    screened = [Passed(Place("", 0, turn), origin, b"") for turn, origin in (others | turns).items()]
    return [wrong.origin.offset for wrong in wrong_verdicts(raws, events, Reach(screened, terms))]


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
