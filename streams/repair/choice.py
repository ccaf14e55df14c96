"""Which rejections are meant, and which of these may be sent to raw again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from schemas import Reason
from streams.repair.rejection import Place, Rejection

Partition = tuple[str, int]
"""A topic's name and the number of one of its partitions."""


class State(StrEnum):
    """What has become of a rejection; each member's docstring says whether a replay takes it."""

    OPEN = "open"
    """Nobody has sent it again: taken."""
    BACK = "came back"
    """It is a replay that was rejected once more: taken when asked for, so that nothing goes round for ever."""
    REPLAYED = "replayed"
    """It was sent again: taken when asked for."""
    UNKNOWN = "unknown"
    """Raw holds no more what came behind it: nobody can tell whether it was sent again. Taken when asked for."""
    SUPERSEDED = "superseded"
    """Its replay was rejected too, and stands for it: never taken."""
    RETRACTION = "retraction"
    """A null value, which takes back whatever version stands by now: taken when retractions are asked for as well."""
    POISON = "poison"
    """It ended three workers, and may again: taken when its reason or its place is named."""
    LEFT_OUT = "left out"
    """Its bytes are not there (`newsmill_left_out`): never taken."""
    NO_RAW = "no raw topic"
    """It came by a topic or partition that is none of raw now: never taken."""


NEVER = (State.SUPERSEDED, State.LEFT_OUT, State.NO_RAW)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rejections are meant: of all that is given here, all has to hold. Times in ms, `until` excluded."""

    reasons: Collection[str] = ()
    sources: Collection[str] = ()
    since: int | None = None
    until: int | None = None
    places: Collection[Place] = ()

    def takes(self, rejection: Rejection) -> bool:
        """Whether it is one of them."""
        return (
            (not self.reasons or rejection.reason in self.reasons)
            and (not self.sources or rejection.source in self.sources)
            and (self.since is None or rejection.time >= self.since)
            and (self.until is None or rejection.time < self.until)
            and (not self.places or rejection.place in self.places)
        )


def states(
    wanted: Iterable[Rejection], came_back: Collection[str], replayed: Collection[str], kept: Mapping[Partition, range]
) -> dict[Place, State]:
    """By its place what has become of each.

    `came_back` and `replayed` are origins as `Place` writes them: those whose replays were rejected, and those of which
    raw holds a replay. `kept` are the offsets that each raw partition still holds.
    """
    return {one.place: _state(one, came_back, replayed, kept) for one in wanted}


def _state(
    one: Rejection, came_back: Collection[str], replayed: Collection[str], kept: Mapping[Partition, range]
) -> State:
    origin, behind = str(one.origin), kept.get(one.origin[:2])
    if behind is None:
        return State.NO_RAW
    if one.left_out:
        return State.LEFT_OUT
    if origin in came_back:
        return State.SUPERSEDED
    if origin in replayed:
        return State.REPLAYED
    # A topic that was made anew may end before it, or begin behind it.
    if not behind.start <= one.origin.offset + 1 <= behind.stop:
        return State.UNKNOWN
    if one.reason == Reason.POISON:
        return State.POISON
    if one.retracts:
        return State.RETRACTION
    return State.BACK if one.replays else State.OPEN


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for beside what is open."""

    again: bool = False
    retractions: bool = False
    poison: bool = False


def offered(one: Rejection, state: State, asked: Asked) -> bool:
    """Whether a replay takes it."""
    if state in NEVER or (one.retracts and not asked.retractions):
        return False
    if one.reason == Reason.POISON and not asked.poison:
        return False
    return asked.again or state in (State.OPEN, State.RETRACTION, State.POISON)
