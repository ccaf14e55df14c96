"""The answer key of a story that is written on: what is dropped has been read, told by the passages of texts alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.chaos.retold import COPIES, NEWS, Teller, Wrong, taken_back
from tests.chaos.seen import Event, Origin, Raw
from tests.chaos.terms import Reach

UNREAD_AT_MOST = 0.45
"""Of a text that is dropped: a third, and what an estimate from some fifty shingles may be wrong by."""
LIKE = 0.75
"""Jaccard of the passages from which two texts are found to be of one story for sure."""
MOST, HALF = 2 / 3, 0.5

Passages = frozenset[int]


@dataclass(frozen=True, slots=True)
class Read:
    """A published text that stands."""

    raw: Raw
    cluster: str

    @property
    def passages(self) -> Passages:
        return passages_of(self.raw)

    def surely_shares(self, later: Raw) -> bool:
        """Whether no worker may miss that the two are of one story: by their words, or one begins with all of the other."""
        mine, theirs = self.passages, passages_of(later)
        like = len(mine & theirs) >= LIKE * len(mine | theirs)
        return like or (_opening(self.raw) == _opening(later) and (mine <= theirs or theirs <= mine))


def passages_of(raw: Raw) -> Passages:
    """The numbers of the passages of a record's text."""
    return frozenset(raw.mark.passages if raw.mark else ())


def wrong_developed(story: Sequence[Raw], events: Mapping[Origin, Event], reach: Reach) -> Iterator[Wrong]:
    """A first version is news or dropped by what stood of its story; sent again it is known, but anew where it was
    dropped as a copy of what has been taken back since."""
    tellers: dict[tuple[str, str], Teller] = {}
    for raw in reach.judged(story):
        event, mark = events.get(raw.origin), raw.mark
        if event is None or mark is None:
            return  # what follows depends on it, and its absence is told elsewhere
        teller = tellers.setdefault((mark.source, mark.id), Teller())
        standing = [Read(one, events[one.origin].cluster) for other in tellers.values() for one in other.published]
        if mark.canceled:
            why = taken_back(raw, event, teller, reach)
        elif (again := _again(raw, event, teller, Known(story, events, standing), reach)) is not None:
            why = again
        else:
            why = _told(raw, event, standing, reach)
        if why:
            yield Wrong(raw.origin, f"{event.outcome} of {event.about}: {why}")
        teller.take_in(raw, event)


@dataclass(frozen=True, slots=True)
class Known:
    """What can be told of the last record of an article."""

    story: Sequence[Raw]
    events: Mapping[Origin, Event]
    standing: Sequence[Read]

    def original(self, last: Raw) -> Raw | None:
        """The published record that it stands for."""
        event = self.events[last.origin]
        id_ = event.about[0] if event.outcome in COPIES and event.about else last.record_id
        return next((raw for raw in self.story if raw.record_id == id_), None)

    def stands(self, original: Raw) -> bool:
        return any(read.raw is original for read in self.standing)


def _again(raw: Raw, event: Event, teller: Teller, known: Known, reach: Reach) -> str | None:
    """What is wrong with what came of an article that is known, or ""; None where it may be judged as a new one."""
    original = known.original(teller.last) if teller.last else None
    if teller.last is None or original is None:
        return None
    stands = known.stands(original)
    if event.outcome != "resent":
        must = stands and reach.must_meet(teller.last, raw)
        return f"must be {original.record_id} resent" if must else None
    if event.about != (original.record_id,):
        return f"must be of {original.record_id}"
    anew = not stands and reach.must_meet(original, raw)
    return f"{original.record_id} is taken back, must be judged anew" if anew else ""


def _told(raw: Raw, event: Event, standing: Sequence[Read], reach: Reach) -> str:
    sharing = [read for read in standing if read.passages & passages_of(raw)]
    about = [read for read in sharing if read.raw.record_id in event.about]
    sure = [read for read in sharing if read.surely_shares(raw) and reach.must_meet(read.raw, raw)]
    if len(about) != len(event.about):
        return f"only {sorted(read.raw.record_id for read in sharing)} stand and share passages with it"
    if event.outcome in COPIES:
        return _dropped(raw, event, about[0], sharing, sure) if about else "must name what it is a copy of"
    if event.outcome not in NEWS:
        return "must be news or a copy"
    known = [read for read in sharing if reach.must_meet(read.raw, raw)]
    return _published(raw, event, about, known, sure)


def _dropped(raw: Raw, event: Event, named: Read, sharing: Sequence[Read], sure: Sequence[Read]) -> str:
    """It has been read in its cluster, forgotten or not, and what it is a copy of holds most of it."""
    text = passages_of(raw)
    unread = len(_unread(text, sharing, event.cluster)) / len(text)
    if unread > UNREAD_AT_MOST:
        return f"{unread:.0%} of it stands in nothing published"
    whole = [read.raw.record_id for read in sure if text <= read.passages]
    if whole and len(text & named.passages) < MOST * len(text):
        return f"{whole} hold it whole"
    return ""


def _published(raw: Raw, event: Event, about: Sequence[Read], known: Sequence[Read], sure: Sequence[Read]) -> str:
    """It brings something, in the cluster of what it shares passages with, and extends what it holds."""
    text = passages_of(raw)
    if sure and event.outcome == "first":
        return f"must be of the story of {[read.raw.record_id for read in sure]}"
    clusters = {read.cluster for read in known}
    found = [read for read in known if read in sure or len(text & read.passages) >= HALF * len(text)]
    if sure and not any(_unread(text, found, cluster) for cluster in clusters):
        return "all of it has been read"
    held = [read.raw.record_id for read in sure if read.passages <= text]
    if event.outcome == "development" and held and len(clusters) == 1:
        return f"must extend one of {held}"
    if event.outcome == "extension" and any(_share(read.passages, text) < MOST for read in about):
        return "it does not hold what it extends"
    return ""


def _unread(text: Passages, reads: Sequence[Read], cluster: str) -> Passages:
    return text.difference(*(read.passages for read in reads if read.cluster == cluster))


def _share(part: Passages, of: Passages) -> float:
    return len(part & of) / len(part)


def _opening(raw: Raw) -> int | None:
    return raw.mark.passages[0] if raw.mark and raw.mark.passages else None
