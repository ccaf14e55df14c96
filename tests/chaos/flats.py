"""Flat records against the events of their articles: each entity, amount and withdrawal once, saying the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tests.chaos.contents import moment
from tests.chaos.seen import NO_POINTS, Cloud, Event, Flat, Points

ENTITIES, MONEY = "news.entities", "news.money"
ADDED = {ENTITIES: "org.newsmill.entity.v1", MONEY: "org.newsmill.money.v1"}
WITHDRAWN = {ENTITIES: "org.newsmill.entity.withdrawn.v1", MONEY: "org.newsmill.money.withdrawn.v1"}
ENRICHED = frozenset({"first", "extension", "development", "revision"})


class Set(NamedTuple):
    """Records that belong together: those of an event about an article, or those that withdraw the article (no event,
    but all of them) on another one's behalf."""

    topic: str
    record_id: str
    event_id: str = ""
    withdrawn_by: str = ""


class Due(NamedTuple):
    """What a set has to hold; `points` as in `Event`."""

    event: Event
    contents: Sequence[bytes]
    points: Sequence[Points] = ()


def flats_differ(events: Iterable[Event], flats: Iterable[Flat]) -> Iterator[str]:
    """What the flat records say other than the events do; a repeat counts once."""
    due, there = _due(events), _there(flats)
    for one in due.keys() | there.keys():
        here = there.get(one, [])
        if one not in due:
            yield f"{tuple(one)}: {len(here)} records, none is due"
        elif len(here) != len(due[one].contents):
            yield f"{tuple(one)}: {len(here)} records, {len(due[one].contents)} are due"
        else:
            yield from _wrong(one, due[one], here)


def _due(events: Iterable[Event]) -> Mapping[Set, Due]:
    due: dict[Set, Due] = {}
    for event in events:
        if event.outcome in ENRICHED:
            due[Set(ENTITIES, event.record_id, event.event_id)] = Due(event, event.entities)
            due[Set(MONEY, event.record_id, event.event_id)] = Due(event, event.money, event.points)
        if event.outcome in ("revision", "retraction"):
            for old in event.about:
                gone = Due(event, (event.withdrawal,))
                due |= {Set(topic, old, withdrawn_by=event.record_id): gone for topic in ADDED}
    return {one: what for one, what in due.items() if what.contents}


def _there(flats: Iterable[Flat]) -> Mapping[Set, list[Flat]]:
    """In the order of their partition, which an article's records share: that of entities and amounts."""
    there: dict[Set, list[Flat]] = defaultdict(list)
    known: set[str] = set()
    for flat in sorted(flats, key=lambda flat: flat.place):
        if flat.event_id not in known:
            known.add(flat.event_id)
            there[Set(flat.place.topic, flat.record_id, flat.article, flat.withdrawn_by)].append(flat)
    return there


def _wrong(one: Set, due: Due, flats: Sequence[Flat]) -> Iterator[str]:
    kind = (WITHDRAWN if one.withdrawn_by else ADDED)[one.topic]
    for number, (flat, content) in enumerate(zip(flats, due.contents, strict=True)):
        points = due.points[number] if due.points else NO_POINTS
        if flat.key != due.event.key:
            yield f"{flat.place}: its key is {flat.key!r}, its article's {due.event.key!r}"
        if flat.cloud != (cloud := Cloud(flat.event_id, kind, moment(due.event.timestamp))):
            yield f"{flat.place}: its headers say {tuple(flat.cloud)}, not {tuple(cloud)}"
        if flat.content != content:
            yield f"{flat.place}: it does not say what number {number} of {due.event.event_id} does"
        if flat.points != Points(*(at if at is None else flats[int(at)].event_id for at in points)):
            yield f"{flat.place}: points at {flat.points}, its article's amount at {points}"
