"""The answer key: what may come of each record, told from the raw topic alone.

The parts of a story may be judged in any order unless they are of one article, whose records share a raw partition. So
of the copies of a text that must meet exactly one is news, whichever; what follows an article's first version is known
exactly while that must be remembered. What is further apart, or was forgotten by the ceiling, may be either. Where
copies are revised and taken back it matters in which order: `tests.chaos.retold`. Where texts share passages and bring
others it matters what has been read: `tests.chaos.developed`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from tests.chaos.developed import wrong_developed
from tests.chaos.feed import Mark
from tests.chaos.retold import NEWS, STATING, Wrong, wrong_retold
from tests.chaos.seen import Event, Origin, Raw
from tests.chaos.terms import HOUR_MS, Reach

REPEATS = {"copies": frozenset({"exact"}), "near": frozenset({"exact", "near", "contained"})}


def wrong_verdicts(raws: Iterable[Raw], events: Mapping[Origin, Event], reach: Reach) -> Iterator[Wrong]:
    """Compare what came of every record with what may. Records of which nothing came are not named here."""
    for story in _stories(raws):
        mark = story[0].mark
        assert mark is not None
        if mark.plan == "malformed":
            yield from _malformed(story, events)
        elif mark.plan == "retold":
            yield from wrong_retold(story, events, reach)
        elif mark.plan == "developed":
            yield from wrong_developed(story, events, reach)
        elif mark.plan in REPEATS:
            yield from _copies(story, events, REPEATS[mark.plan], reach)
        else:
            yield from _chain(story, events, reach)


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


def _copies(
    story: Sequence[Raw], events: Mapping[Origin, Event], kinds: frozenset[str], reach: Reach
) -> Iterator[Wrong]:
    came = [events[raw.origin] for raw in story if raw.origin in events]
    news = {raw.origin: raw for raw in story if raw.origin in events and events[raw.origin].outcome in NEWS}
    if not news and len(came) == len(story):
        yield Wrong(story[0].origin, f"of {len(came)} copies none is news")
    for one, other in combinations(news.values(), 2):
        if reach.must_meet(one, other):
            hours = abs(one.timestamp - other.timestamp) / HOUR_MS
            yield Wrong(other.origin, f"news, and so is its copy {tuple(one.origin)}, {hours:.2f} h apart")
    ids = {raw.record_id: origin for origin, raw in news.items()}
    for event in came:
        if event.outcome not in NEWS | kinds:
            yield Wrong(event.origin, f"{event.outcome} {event.reason}, may be first or {sorted(kinds)}")
        elif event.about and news:
            yield from _repeats(event, ids, reach)


def _repeats(event: Event, news: Mapping[str, Origin], reach: Reach) -> Iterator[Wrong]:
    """The first that was judged is the original."""
    for about in event.about:
        if about not in news:
            yield Wrong(event.origin, f"repeats {about}, its story is {set(news)}")
        elif not reach.in_turn(news[about], event.origin):
            yield Wrong(event.origin, f"repeats {about}, which was judged later")


def _chain(story: Sequence[Raw], events: Mapping[Origin, Event], reach: Reach) -> Iterator[Wrong]:
    """All records of one article, in the order of their partition."""
    versions: dict[int, Raw] = {}
    last: Raw | None = None
    for raw in story:
        event, mark = events.get(raw.origin), raw.mark
        if event is None or mark is None:
            return  # what follows depends on it, and its absence is told elsewhere
        sure = last is not None and reach.must_meet(last, raw)
        outcome, least, most = _due(raw, mark, versions, reach)
        anew = event.outcome == "first" and not event.about and not sure
        if not anew and (event.outcome != outcome or not least <= set(event.about) <= most):
            yield Wrong(raw.origin, f"{event.outcome} of {event.about}, must be {outcome} of {sorted(most)}")
        if event.outcome in ("first", "revision"):
            versions = {} if event.outcome == "first" else versions
            versions[mark.version] = raw
        last = raw if event.outcome in STATING else last


def _due(raw: Raw, mark: Mark, versions: Mapping[int, Raw], reach: Reach) -> tuple[str, frozenset[str], frozenset[str]]:
    """The outcome that must come after the versions seen, and the ids that it has to and may refer to."""
    ids = frozenset(version.record_id for version in versions.values())
    if mark.canceled:
        held = frozenset(version.record_id for version in versions.values() if reach.must_meet(version, raw))
        return "retraction", held, ids
    if not versions:
        return "first", frozenset(), frozenset()
    latest = frozenset({versions[max(versions)].record_id})
    if mark.version < max(versions):
        return "stale", frozenset(), ids
    return ("revision" if mark.version > max(versions) else "resent"), latest, latest
