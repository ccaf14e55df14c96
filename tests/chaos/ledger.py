"""The ledger: every raw record leads to exactly one event, and all that was published agrees with itself.

Pure: what was read goes in, what is wrong comes out. A rule's name is what reports and tests call a fault by.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.chaos.flats import flats_differ
from tests.chaos.key import wrong_verdicts
from tests.chaos.rows import changelog_differs
from tests.chaos.seen import Event, Flat, Origin, Passed, Raw, Row, Seen

RULES = {
    "lost": "a raw record of which nothing came",
    "twice": "a raw record of which two events came",
    "unknown": "an event of a record that was never committed to raw",
    "verdict": "an event that the answer key does not allow",
    "changed": "a repeated event that differs from the first",
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


def audit(seens: Seens, exactly_once: bool) -> list[Finding]:
    """What is wrong when all records have come through; repeats that change nothing are allowed at least once."""
    firsts = {event.origin: event for event in reversed(seens.events)}
    found = [Finding("lost", f"{tuple(origin)} {seens.raws[origin].mark}") for origin in seens.missing()]
    found += [Finding("unknown", f"{event}") for event in seens.events if event.origin not in seens.raws]
    found += [Finding("verdict", f"{tuple(w.origin)}: {w.why}") for w in wrong_verdicts(seens.raws.values(), firsts)]
    found += _repeats(seens, exactly_once)
    found += _changed(seens)
    found += _bytes(seens, firsts.values())
    found += _headers(seens, firsts.values())
    found += [Finding("flat", what) for what in flats_differ(firsts.values(), seens.flats)]
    found += _order(firsts.values())
    found += [Finding("changelog", what) for what in changelog_differs(seens.rows, firsts.values())]
    return found


def _repeats(seens: Seens, exactly_once: bool) -> Iterator[Finding]:
    if not exactly_once:
        return
    for origin, times in Counter(event.origin for event in seens.events).items():
        if times > 1:
            places = [tuple(event.place) for event in seens.events if event.origin == origin]
            yield Finding("twice", f"{tuple(origin)} came {times} times: {places}")
    ids = Counter([event.event_id for event in seens.events] + [flat.event_id for flat in seens.flats])
    del ids[""]  # rejections have none
    yield from (Finding("event_id", f"{id_} stands {times} times") for id_, times in ids.items() if times > 1)


def _changed(seens: Seens) -> Iterator[Finding]:
    """Repeats are the same bytes on the same topic and partition, with or without a guarantee."""
    by_origin: dict[Origin, Event] = {}
    for event in seens.events:
        first = by_origin.setdefault(event.origin, event)
        if (event.digest, event.place[:2]) != (first.digest, first.place[:2]):
            yield Finding("changed", f"{event} differs from {first}")
    by_id: dict[str, Flat] = {}
    for flat in seens.flats:
        before = by_id.setdefault(flat.event_id, flat)
        if (flat.digest, flat.place[:2]) != (before.digest, before.place[:2]):
            yield Finding("changed", f"{flat} differs from {before}")


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
