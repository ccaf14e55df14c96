"""What a retraction says of the dropped copies of what it takes back: a story must not vanish with its first teller."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from tests.chaos.retold import COPIES, STATING, Wrong
from tests.chaos.seen import Event, Origin, Raw
from tests.chaos.terms import Reach

MOST = 100


def wrong_copies(raws: Iterable[Raw], events: Mapping[Origin, Event], reach: Reach) -> Iterator[Wrong]:
    """Retractions that name others than the copies that were dropped before and not revised or taken back since, or not
    the newest first. What need not be remembered any more may be left out."""
    course = Course(raws, events, reach)
    for raw in course.raws:
        event = events[raw.origin]
        may, must = course.due(raw, event) if event.outcome == "retraction" else ({}, set())
        named = event.copies
        if not named and not must:
            continue
        if not set(named) <= may.keys() or len(named) > MOST or (len(named) < MOST and not must <= set(named)):
            yield Wrong(raw.origin, f"names the copies {named}, must {sorted(must)}, may {sorted(may)}")
        elif not all(reach.in_turn(may[after].origin, may[one].origin) for one, after in pairwise(named)):
            yield Wrong(raw.origin, f"names the copies {named}, not the newest first")


class Course:
    """What came of each article's records."""

    def __init__(self, raws: Iterable[Raw], events: Mapping[Origin, Event], reach: Reach) -> None:
        self.raws = [raw for raw in raws if raw.origin in events and raw.mark]
        self._events, self._reach = events, reach
        self._articles: dict[tuple[str, str], list[Raw]] = defaultdict(list)
        self._dropped: dict[str, list[Raw]] = defaultdict(list)
        for raw in self.raws:
            event = events[raw.origin]
            self._articles[_article(raw)].append(raw)
            if event.outcome in COPIES:
                self._dropped[event.about[0]].append(raw)

    def due(self, retraction: Raw, event: Event) -> tuple[dict[str, Raw], set[str]]:
        """The copies that it may name, by record_id, and which of these it has to."""
        came = [copy for about in event.about for copy in self._dropped[about]]
        before = [copy for copy in came if self._reach.in_turn(copy.origin, retraction.origin)]
        since = {copy.record_id: self._since(copy, retraction) for copy in before}
        may = {copy.record_id: copy for copy in before if not since[copy.record_id] & {"revision", "retraction"}}
        known = [copy for copy in may.values() if not since[copy.record_id] & STATING]
        return may, {copy.record_id for copy in known if self._reach.must_meet(copy, retraction)}

    def _since(self, copy: Raw, retraction: Raw) -> set[str]:
        """What came of the copy's article between the two."""
        between = (
            raw
            for raw in self._articles[_article(copy)]
            if raw.origin not in (copy.origin, retraction.origin)
            and self._reach.in_turn(copy.origin, raw.origin, retraction.origin)
        )
        return {self._events[raw.origin].outcome for raw in between}


def _article(raw: Raw) -> tuple[str, str]:
    assert raw.mark is not None
    return raw.mark.source, raw.mark.id
