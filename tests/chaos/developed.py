"""The answer key of a story that is written on: what is dropped has been read, told by the passages of texts alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.chaos.retold import COPIES, NEWS, Teller, Wrong, taken_back
from tests.chaos.seen import Event, Origin, Raw
from tests.chaos.terms import Reach

UNREAD_AT_MOST = 0.45
"""Of a text that is dropped: a third, and what an estimate from some fifty shingles may be wrong by."""
LIKE = 0.75
"""Jaccard of the passages from which two texts are found to be of one story for sure."""
PART = 0.25
"""Of a text that another one must be to be found in it for sure: of a smaller one samples hold few shingles or none."""
MOST, HALF = 2 / 3, 0.5

Passages = frozenset[int]


@dataclass(frozen=True, slots=True)
class Read:
    """A published text that stands; `met` says that it has to be remembered."""

    id: str
    passages: Passages
    opening: int
    cluster: str
    met: bool

    def surely_shares(self, passages: Sequence[int]) -> bool:
        """Whether no worker may miss that the two are of one story: by their words, or one begins with the other."""
        short, long = sorted((self.passages, frozenset(passages)), key=len)
        begins = self.opening == passages[0] and short <= long and len(short) >= PART * len(long)
        return self.met and (begins or len(short & long) >= LIKE * len(short | long))


@dataclass(slots=True)
class Course:
    """A story so far; `led` are by record_id the passages of what was dropped as a copy of it, which lead to it too."""

    events: Mapping[Origin, Event]
    reach: Reach
    tellers: dict[tuple[str, str], Teller] = field(default_factory=dict)
    led: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    known: dict[str, Raw] = field(default_factory=dict)

    def standing(self, later: Raw) -> list[Read]:
        """What can have been read when this record was judged."""
        return [
            Read(
                one.record_id,
                frozenset(said),
                said[0],
                self.events[one.origin].cluster,
                self.reach.must_meet(one, later),
            )
            for teller in self.tellers.values()
            for one in teller.published
            if (said := _passages(one))
        ]

    def original(self, last: Raw) -> Raw | None:
        """The published record that an article's last one stands for."""
        event = self.events[last.origin]
        return self.known.get(event.about[0]) if event.outcome in COPIES and event.about else last

    def take_in(self, raw: Raw, event: Event, teller: Teller) -> None:
        """What came of the next record."""
        teller.take_in(raw, event)
        self.known[raw.record_id] = raw
        if event.outcome in COPIES:
            for about in event.about:
                self.led[about].update(_passages(raw))


def wrong_developed(story: Sequence[Raw], events: Mapping[Origin, Event], reach: Reach) -> Iterator[Wrong]:
    """A first version is news or dropped by what stood of its story; sent again it is known, but anew where it was
    dropped as a copy of what has been taken back since."""
    course = Course(events, reach)
    for raw in reach.judged(story):
        event, mark = events.get(raw.origin), raw.mark
        if event is None or mark is None:
            return  # what follows depends on it, and its absence is told elsewhere
        teller = course.tellers.setdefault((mark.source, mark.id), Teller())
        standing = course.standing(raw)
        why = taken_back(raw, event, teller, reach) if mark.canceled else _again(raw, event, teller, course, standing)
        if why is None:
            why = _told(raw, event, course, standing)
        if why:
            yield Wrong(raw.origin, f"{event.outcome} of {event.about}: {why}")
        course.take_in(raw, event, teller)


def _again(raw: Raw, event: Event, teller: Teller, course: Course, standing: Sequence[Read]) -> str | None:
    """What is wrong with what came of an article that is known, or ""; None where it may be judged as a new one."""
    original = course.original(teller.last) if teller.last else None
    if teller.last is None or original is None:
        return None
    stands = original.record_id in {read.id for read in standing}
    if event.outcome != "resent":
        must = stands and course.reach.must_meet(teller.last, raw)
        return f"must be {original.record_id} resent" if must else None
    if event.about != (original.record_id,):
        return f"must be of {original.record_id}"
    anew = not stands and course.reach.must_meet(original, raw)
    return f"{original.record_id} is taken back, must be judged anew" if anew else ""


def _told(raw: Raw, event: Event, course: Course, standing: Sequence[Read]) -> str:
    text = _passages(raw)
    sharing = [read for read in standing if not read.passages.union(course.led[read.id]).isdisjoint(text)]
    about = [read for read in sharing if read.id in event.about]
    if len(about) != len(event.about):
        return f"only {sorted(read.id for read in sharing)} stand and share passages with it or its copies"
    sure = [read for read in sharing if read.surely_shares(text)]
    if event.outcome in NEWS:
        return _published(frozenset(text), event.outcome, about, sharing, sure)
    if event.outcome in COPIES and about:
        return _dropped(frozenset(text), event.cluster, about[0], sharing, sure)
    return "must be news, or a copy of something"


def _dropped(text: Passages, cluster: str, named: Read, sharing: Sequence[Read], sure: Sequence[Read]) -> str:
    """It has been read in its cluster, forgotten or not, and what it is a copy of holds most of it."""
    unread = len(_unread(text, sharing, cluster)) / len(text)
    if unread > UNREAD_AT_MOST:
        return f"{unread:.0%} of it stands in nothing published"
    whole = [read.id for read in sure if text <= read.passages]
    return f"{whole} hold it whole" if whole and _share(text, named.passages) < MOST else ""


def _published(
    text: Passages, outcome: str, about: Sequence[Read], sharing: Sequence[Read], sure: Sequence[Read]
) -> str:
    """It brings something, in the cluster of what it shares passages with, and extends what it holds."""
    if sure and outcome == "first":
        return f"must be of the story of {[read.id for read in sure]}"
    clusters = {read.cluster for read in sharing}
    found = [read for read in sharing if read in sure or (read.met and _share(text, read.passages) >= HALF)]
    if sure and all(not _unread(text, found, cluster) for cluster in clusters):
        return "all of it has been read"
    held = [read.id for read in sure if read.passages <= text]
    if outcome == "development" and held and len(clusters) == 1:
        return f"must extend one of {held}"
    if outcome == "extension" and any(_share(read.passages, text) < MOST for read in about):
        return "it does not hold what it extends"
    return ""


def _passages(raw: Raw) -> tuple[int, ...]:
    return raw.mark.passages if raw.mark else ()


def _unread(text: Passages, reads: Sequence[Read], cluster: str) -> Passages:
    return text.difference(*(read.passages for read in reads if read.cluster == cluster))


def _share(text: Passages, other: Passages) -> float:
    """Of a text in another one."""
    return len(text & other) / len(text)
