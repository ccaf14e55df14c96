"""Small stories for tests: a few records by hand, and what came of each."""

from dataclasses import dataclass

from tests.chaos.courses import Plan
from tests.chaos.feed import Mark
from tests.chaos.seen import Event, Origin, Passed, Place, Raw
from tests.chaos.terms import HOUR_MS, Reach, Terms

HOUR = Terms(window_ms=HOUR_MS, remembered=1000)


@dataclass(frozen=True, slots=True)
class Came:
    """A record of a story, `hours` after the first, and the event that came of it: of number 0 the ids are "0", …

    `about` and `copies` are such ids, one after the other; `turn` says when it was judged: among the records of its
    shard; `teller` is the article's id.
    """

    hours: float
    outcome: str
    about: str = ""
    version: int = 1
    turn: int = 0
    teller: str = "i"
    copies: str = ""
    passages: tuple[int, ...] = ()
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """The records with what came of them, and who had to have met whom."""

    raws: list[Raw]
    events: dict[Origin, Event]
    reach: Reach


def told(plan: Plan, records: list[Came], terms: Terms = HOUR) -> Story:
    """A story as the ledger sees it."""
    raws, events, turns = [], {}, {}
    for number, came in enumerate(records):
        origin, id_ = Origin(0, number), str(number)
        told = (came.teller, came.version, came.outcome == "retraction")
        mark = Mark(number, 1, plan, "s", *told, passages=came.passages)
        raws.append(Raw(origin, int(came.hours * HOUR_MS), mark, b"", record_id=id_))
        said = (came.outcome, f"event {id_}", id_, tuple(came.about), tuple(came.copies))
        events[origin] = Event(Place("", 0, number), origin, b"", b"", *said, cluster=came.cluster)
        turns[came.turn or number] = origin
    others = {turn: Origin(1, turn) for turn in range(max(turns))}
    screened = [Passed(Place("", 0, turn), origin, b"") for turn, origin in (others | turns).items()]
    return Story(raws, events, Reach(screened, terms))
