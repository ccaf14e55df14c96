"""The answer key of a text that several tell and some revise or take back, by the order in which it was judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.chaos.seen import Event, Origin, Raw
from tests.chaos.terms import Reach

NEWS = frozenset({"first", "extension", "development"})
COPIES = frozenset({"exact", "near", "contained"})
STATING = NEWS | COPIES | {"revision", "retraction"}
"""What is known of an article from then on; a repetition of the known is not looked at again."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A record of which came what may not come."""

    origin: Origin
    why: str


@dataclass(slots=True)
class Teller:
    """An article that tells the text: its published versions since it was last taken back, and what is known of it."""

    published: list[Raw] = field(default_factory=list)
    last: Raw | None = None

    def take_in(self, raw: Raw, event: Event) -> None:
        """What came of its next record."""
        if event.outcome == "retraction":
            self.published, self.last = [], None
        elif event.outcome in STATING:
            self.last = raw
            if event.outcome not in COPIES:
                self.published.append(raw)


def wrong_retold(story: Sequence[Raw], events: Mapping[Origin, Event], reach: Reach) -> Iterator[Wrong]:
    """A first version is a copy of what stands and has to be met, or news; a later one revises; a retraction takes back
    what stands of its article, and nothing that a copy has brought."""
    tellers: dict[tuple[str, str], Teller] = {}
    for raw in reach.judged(story):
        event, mark = events.get(raw.origin), raw.mark
        if event is None or mark is None:
            return  # what follows depends on it, and its absence is told elsewhere
        teller = tellers.setdefault((mark.source, mark.id), Teller())
        if mark.canceled:
            why = taken_back(raw, event, teller, reach)
        elif teller.last is not None and (event.outcome == "revision" or reach.must_meet(teller.last, raw)):
            why = _revised(event, teller.last)
        else:
            why = _told(raw, event, [one for other in tellers.values() for one in other.published], reach)
        if why:
            yield Wrong(raw.origin, f"{event.outcome} of {event.about}: {why}")
        teller.take_in(raw, event)


def taken_back(raw: Raw, event: Event, teller: Teller, reach: Reach) -> str:
    """What is wrong with what came of a retraction, or ""."""
    may = {one.record_id for one in teller.published}
    must = {one.record_id for one in teller.published if reach.must_meet(one, raw)}
    if event.outcome == "retraction" and must <= set(event.about) <= may:
        return ""
    return f"must be the retraction of {sorted(may)}"


def _revised(event: Event, last: Raw) -> str:
    """Also where that was a copy: what is known of an article is its last record, whatever came of it."""
    right = event.outcome == "revision" and event.about == (last.record_id,)
    return "" if right else f"must be the revision of {last.record_id}"


def _told(raw: Raw, event: Event, standing: Sequence[Raw], reach: Reach) -> str:
    if event.outcome not in NEWS | COPIES:
        return "must be news or a copy"
    if not set(event.about) <= {one.record_id for one in standing}:
        return f"only {sorted(one.record_id for one in standing)} stand"
    same = [one for one in standing if one.mark and raw.mark and one.mark.version == raw.mark.version]
    if event.outcome in NEWS and any(reach.must_meet(one, raw) for one in same):
        return "must be a copy of what stands"
    return ""
