"""The ledger: every raw record leads to exactly one event, and all that was published agrees with itself.

Pure: what was read goes in, what is wrong comes out. A rule's name is what reports and tests call a fault by.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.chaos.copies import wrong_copies
from tests.chaos.flats import flats_differ
from tests.chaos.key import wrong_verdicts
from tests.chaos.rows import changelog_differs
from tests.chaos.seen import Event, Flat, Origin, Passed, Raw, Row, Seen
from tests.chaos.stories import wrong_clusters
from tests.chaos.terms import Reach, Terms

NOWHERE = Origin(-1, -1)

RULES = {
    "lost": "a raw record of which nothing came",
    "twice": "a raw record of which two events came",
    "unknown": "an event of a record that was never committed to raw",
    "verdict": "an event that the answer key does not allow",
    "changed": "a repeated event that differs from the first",
    "record_id": "an event or flat record that is about another raw record than the one that it names",
    "cluster": "an event of another story than the article that it refers to",
    "copies": "a retraction that names other copies than the dropped ones of what it takes back",
    "event_id": "an event id that stands twice",
    "bytes": "a rejected record that is not the original",
    "flat": "entities and amounts that do not agree with their article's event",
    "headers": "an event whose key, headers or time are not those of its raw record",
    "order": "events of one article out of order",
    "changelog": "the table's changelog does not say what was published",
    "commit": "an offset committed past what was out",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that was broken, and how."""

    rule: str
    what: str


@dataclass(slots=True)
class Seens:
    """All that was read so far, by sort."""

    raws: dict[Origin, Raw] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    flats: list[Flat] = field(default_factory=list)
    passed: dict[str, list[Passed]] = field(default_factory=lambda: defaultdict(list))
    rows: list[Row] = field(default_factory=list)
    origins: set[Origin] = field(default_factory=set)

    def add(self, seen: Seen) -> None:
        match seen:
            case Raw():
                self.raws[seen.origin] = seen
            case Event():
                self.events.append(seen)
                self.origins.add(seen.origin)
            case Flat():
                self.flats.append(seen)
            case Passed():
                self.passed[seen.place.topic].append(seen)
            case Row():
                self.rows.append(seen)

    def missing(self) -> list[Origin]:
        """The raw records of which nothing came yet."""
        return sorted(self.raws.keys() - self.origins)


def audit(seens: Seens, terms: Terms) -> list[Finding]:
    """What is wrong when all records have come through."""
    told = list({(event.origin, event.event_id): event for event in reversed(seens.events)}.values())[::-1]
    firsts = _firsts(told, terms)
    reach = Reach(seens.passed["news.articles.screened"], terms)
    wrong = wrong_verdicts(seens.raws.values(), firsts, reach)
    copies = wrong_copies(seens.raws.values(), firsts, reach)
    found = [Finding("lost", f"{tuple(origin)} {seens.raws[origin].mark}") for origin in seens.missing()]
    found += [Finding("unknown", f"{event}") for event in seens.events if event.origin not in seens.raws]
    found += [Finding("verdict", f"{tuple(one.origin)}: {one.why}") for one in wrong]
    found += [Finding("copies", f"{tuple(one.origin)}: {one.why}") for one in copies]
    found += [Finding("cluster", what) for what in wrong_clusters(told)]
    found += _record_ids(seens, told)
    found += _repeats(seens, terms)
    found += _changed(seens, terms)
    found += _bytes(seens, firsts.values())
    found += _headers(seens, told)
    found += [Finding("flat", what) for what in flats_differ(told, seens.flats)]
    found += _order(firsts.values())
    found += [Finding("changelog", what) for what in changelog_differs(seens.rows, told)]
    return found


def _firsts(told: Sequence[Event], terms: Terms) -> dict[Origin, Event]:
    """The event of each raw record: the first, or of a retraction's two the one that takes something back."""
    by_origin: dict[Origin, list[Event]] = defaultdict(list)
    for event in told:
        by_origin[event.origin].append(event)
    return {
        origin: max(events, key=lambda event: len(event.about)) if _heard_twice(events, terms) else events[0]
        for origin, events in by_origin.items()
    }


def _heard_twice(events: Sequence[Event], terms: Terms) -> bool:
    """Whether it is a retraction that the first shard heard of in vain, and another one took the article back."""
    by_id = {event.event_id: event for event in events}
    retraction = all(event.outcome == "retraction" for event in events)
    return terms.shards > 1 and retraction and sorted(bool(event.about) for event in by_id.values()) == [False, True]


def _record_ids(seens: Seens, events: Iterable[Event]) -> Iterator[Finding]:
    """What an event calls its raw record is told from that record alone, and flat records are about none but these."""
    for event in events:
        raw = seens.raws.get(event.origin)
        if raw and event.outcome != "rejected" and event.record_id != raw.record_id:
            yield Finding("record_id", f"{event} of {raw}")
    known = {raw.record_id for raw in seens.raws.values()}
    for flat in seens.flats:
        if not {flat.record_id, flat.withdrawn_by or flat.record_id} <= known:
            yield Finding("record_id", f"{flat} is about no raw record")


def _repeats(seens: Seens, terms: Terms) -> Iterator[Finding]:
    by_origin: dict[Origin, list[Event]] = defaultdict(list)
    for event in seens.events:
        by_origin[event.origin].append(event)
    for origin, events in by_origin.items():
        if len(events) > 1 + _heard_twice(events, terms) and not terms.may_repeat(origin):
            yield Finding("twice", f"{tuple(origin)} came {len(events)} times: {[tuple(e.place) for e in events]}")
    origins = {raw.record_id: raw.origin for raw in seens.raws.values()}
    stand = [(event.event_id, event.origin) for event in seens.events if event.event_id]  # rejections have none
    stand += [(flat.event_id, origins.get(flat.withdrawn_by or flat.record_id, NOWHERE)) for flat in seens.flats]
    for (id_, origin), times in Counter(stand).items():
        if times > 1 and not terms.may_repeat(origin):
            yield Finding("event_id", f"{id_} stands {times} times")


def _changed(seens: Seens, terms: Terms) -> Iterator[Finding]:
    """Repeats are the same bytes on the same topic and partition, with or without a guarantee."""
    by_origin: dict[Origin, list[Event]] = defaultdict(list)
    for event in seens.events:
        before = by_origin[event.origin]
        before.append(event)
        first = next((one for one in before if one.event_id == event.event_id), event)
        if first is event and not _heard_twice(before, terms):
            first = before[0]
        if (event.digest, event.place[:2]) != (first.digest, first.place[:2]):
            yield Finding("changed", f"{event} differs from {first}")
    by_id: dict[str, Flat] = {}
    for flat in seens.flats:
        earlier = by_id.setdefault(flat.event_id, flat)
        if (flat.digest, flat.place[:2]) != (earlier.digest, earlier.place[:2]):
            yield Finding("changed", f"{flat} differs from {earlier}")


def _bytes(seens: Seens, events: Iterable[Event]) -> Iterator[Finding]:
    for event in events:
        raw = seens.raws.get(event.origin)
        if event.outcome == "rejected" and raw and raw.digest != event.original:
            yield Finding("bytes", f"{event} is not {raw}")


def _headers(seens: Seens, events: Iterable[Event]) -> Iterator[Finding]:
    """Key, time and CloudEvents headers of an event are told from its raw record, never from a worker's clock."""
    for event in events:
        raw = seens.raws.get(event.origin)
        if raw and raw.key != event.key:
            yield Finding("headers", f"{event} has another key than {raw}")
        if raw and event.outcome != "rejected" and (raw.timestamp, event.due_cloud) != (event.timestamp, event.cloud):
            yield Finding("headers", f"{event} of {raw}: {event.due_cloud} is due")


def _order(events: Iterable[Event]) -> Iterator[Finding]:
    last: dict[bytes | None, Event] = {}
    for event in sorted(events, key=lambda event: event.place):
        if event.place.topic == "news.articles.enriched":
            before = last.get(event.key)
            if before and before.origin.partition == event.origin.partition and before.origin > event.origin:
                yield Finding("order", f"{event} after {before}")
            last[event.key] = event
