"""Which rejections a replay takes."""

from collections.abc import Set
from dataclasses import replace

import pytest

from streams.repair import Asked, Place, Rejection, State, Wanted, offered, states

ONE = Rejection(
    Place("rejected", 0, 5), 1000, Place("raw", 3, 17), "screen", "not_json", "no JSON", "wire", size=9, left_out=""
)
KEPT = {("raw", 3): range(100)}


@pytest.mark.parametrize(
    ("wanted", "takes"),
    [
        (Wanted(), True),
        (Wanted(reasons=["not_json", "poison"], sources=["wire"]), True),
        (Wanted(reasons=["poison"], sources=["wire"]), False),
        (Wanted(sources=["other"]), False),
        (Wanted(since=1000, until=1001), True),
        (Wanted(since=1001), False),
        (Wanted(until=1000), False),
        (Wanted(places=[ONE.place]), True),
        (Wanted(places=[Place("rejected", 0, 6)]), False),
    ],
)
def test_all_that_is_given_has_to_hold(wanted: Wanted, takes: bool) -> None:
    assert wanted.takes(ONE) is takes


RETRACTION, POISON = replace(ONE, size=None), replace(ONE, reason="poison")
ASKED = {
    "plain": Asked(),
    "again": Asked(again=True),
    "retractions": Asked(retractions=True),
    "both": Asked(again=True, retractions=True),
    "poison": Asked(poison=True),
    "all": Asked(again=True, retractions=True, poison=True),
}
OPEN, AGAIN, NEVER = ASKED.keys(), {"again", "both", "all"}, set[str]()


@pytest.mark.parametrize(
    ("rejection", "came_back", "replayed", "kept", "state", "taken_with"),
    [
        (ONE, [], [], KEPT, State.OPEN, OPEN),
        (replace(ONE, replays="raw/3/4"), ["raw/3/4"], ["raw/3/4"], KEPT, State.BACK, AGAIN),
        (ONE, [], ["raw/3/17"], KEPT, State.REPLAYED, AGAIN),
        (ONE, ["raw/3/17"], ["raw/3/17"], KEPT, State.SUPERSEDED, NEVER),
        (ONE, ["raw/3/17"], [], {("raw", 3): range(50, 100)}, State.SUPERSEDED, NEVER),
        (ONE, [], [], {("raw", 3): range(18, 100)}, State.OPEN, OPEN),
        (ONE, [], [], {("raw", 3): range(19, 100)}, State.UNKNOWN, AGAIN),
        (ONE, [], [], {("raw", 3): range(17)}, State.UNKNOWN, AGAIN),
        (ONE, [], [], {("raw", 3): range(18)}, State.OPEN, OPEN),
        (ONE, [], [], {("raw", 2): range(100)}, State.NO_RAW, NEVER),
        (replace(ONE, left_out="value", size=None), [], [], KEPT, State.LEFT_OUT, NEVER),
        (RETRACTION, [], [], KEPT, State.RETRACTION, {"retractions", "both", "all"}),
        (RETRACTION, [], ["raw/3/17"], KEPT, State.REPLAYED, {"both", "all"}),
        (POISON, [], [], KEPT, State.POISON, {"poison", "all"}),
        (POISON, [], ["raw/3/17"], KEPT, State.REPLAYED, {"all"}),
        (replace(RETRACTION, left_out="value"), [], [], KEPT, State.LEFT_OUT, NEVER),
    ],
)
def test_what_is_sent_again_and_when(
    rejection: Rejection,
    came_back: list[str],
    replayed: list[str],
    kept: dict[tuple[str, int], range],
    state: State,
    taken_with: Set[str],
) -> None:
    assert states([rejection], came_back, replayed, kept) == {rejection.place: state}
    assert {name for name, asked in ASKED.items() if offered(rejection, state, asked)} == taken_with
