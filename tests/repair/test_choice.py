"""Which rejections a replay takes."""

from dataclasses import replace

import pytest

from streams.repair import Place, Rejection, State, Wanted, offered, states

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


RETRACTION = replace(ONE, size=None)
OPEN, AGAIN, NEVER = {"plain", "again"}, {"again"}, set[str]()


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
        (RETRACTION, [], [], KEPT, State.RETRACTION, {"retractions", "both"}),
        (RETRACTION, [], ["raw/3/17"], KEPT, State.REPLAYED, {"both"}),
        (replace(RETRACTION, left_out="value"), [], [], KEPT, State.LEFT_OUT, NEVER),
    ],
)
def test_what_is_sent_again_and_when(
    rejection: Rejection,
    came_back: list[str],
    replayed: list[str],
    kept: dict[tuple[str, int], range],
    state: State,
    taken_with: set[str],
) -> None:
    assert states([rejection], came_back, replayed, kept) == {rejection.place: state}
    asked = {"plain": (False, False), "again": (True, False), "retractions": (False, True), "both": (True, True)}
    taken = {
        name
        for name, (again, retractions) in asked.items()
        if offered(rejection, state, again=again, retractions=retractions)
    }
    wider = {"plain": asked.keys(), "again": {"again", "both"}, "retractions": {"retractions", "both"}}
    assert taken == set[str]().union(*(wider.get(name, {name}) for name in taken_with))
