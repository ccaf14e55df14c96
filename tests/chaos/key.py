"""The answer key: what may come of each record, told from the raw topic alone.

The parts of a story may be judged in any order unless they are of one article, whose records share a raw partition. So
of the copies of a text exactly one is news, whichever; what follows an article's first version is known exactly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.chaos.feed import Mark
from tests.chaos.seen import Event, Origin, Raw

NEWS = frozenset({"first", "extension"})
REPEATS = {"copies": frozenset({"exact"}), "near": frozenset({"exact", "near", "contained"})}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A record of which came what may not come."""

    origin: Origin
    why: str


def wrong_verdicts(raws: Iterable[Raw], events: Mapping[Origin, Event]) -> Iterator[Wrong]:
    """Compare what came of every record with what may. Records of which nothing came are not named here."""
    for story in _stories(raws):
        mark = story[0].mark
        assert mark is not None
        if mark.plan == "malformed":
            yield from _malformed(story, events)
        elif mark.plan in REPEATS:
            yield from _copies(story, events, REPEATS[mark.plan])
        else:
            yield from _chain(story, events)


def _stories(raws: Iterable[Raw]) -> Iterable[list[Raw]]:
    stories: dict[int, list[Raw]] = {}
    for raw in sorted(raws, key=lambda raw: raw.origin):
        if raw.mark is not None:
            stories.setdefault(raw.mark.story, []).append(raw)
    return stories.values()


def _malformed(story: Sequence[Raw], events: Mapping[Origin, Event]) -> Iterator[Wrong]:
    for raw in story:
        event = events.get(raw.origin)
        if event and (raw.mark is None or event.reason not in raw.mark.reasons):
            yield Wrong(raw.origin, f"{event.outcome} {event.reason}, may be {raw.mark and raw.mark.reasons}")


def _copies(story: Sequence[Raw], events: Mapping[Origin, Event], kinds: frozenset[str]) -> Iterator[Wrong]:
    came = [events[raw.origin] for raw in story if raw.origin in events]
    news = [event for event in came if event.outcome in NEWS]
    if len(news) != 1 and len(came) == len(story):
        yield Wrong(story[0].origin, f"of {len(came)} copies {len(news)} are news: {[tuple(e.origin) for e in news]}")
    ids = {event.event_id for event in news}
    for event in came:
        if event.outcome not in NEWS | kinds:
            yield Wrong(event.origin, f"{event.outcome} {event.reason}, may be first or {sorted(kinds)}")
        if event.outcome in kinds and news and not ids.issuperset(event.about):
            yield Wrong(event.origin, f"repeats {event.about}, its story is {ids}")


def _chain(story: Sequence[Raw], events: Mapping[Origin, Event]) -> Iterator[Wrong]:
    """All records of one article, in the order of their partition."""
    versions: dict[int, str] = {}
    for raw in story:
        event, mark = events.get(raw.origin), raw.mark
        if event is None or mark is None:
            return  # what follows depends on it, and its absence is told elsewhere
        outcome, about = _due(mark, versions)
        if event.outcome != outcome or not about.issuperset(event.about) or (about and not event.about):
            yield Wrong(raw.origin, f"{event.outcome} of {event.about}, must be {outcome} of {sorted(about)}")
        if event.outcome in ("first", "revision"):
            versions[mark.version] = event.event_id


def _due(mark: Mark, versions: Mapping[int, str]) -> tuple[str, set[str]]:
    """The outcome that must come, and the ids that it may refer to, after the versions seen."""
    latest = max(versions, default=None)
    if mark.canceled:
        return "retraction", set(versions.values())
    if latest is None:
        return "first", set()
    if mark.version > latest:
        return "revision", {versions[latest]}
    if mark.version == latest:
        return "resent", {versions[latest]}
    return "stale", set(versions.values())
