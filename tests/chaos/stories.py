"""The stories of events: an article belongs to that of the one that it refers to, and begins one without any."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.chaos.seen import Event


def wrong_clusters(events: Iterable[Event]) -> Iterator[str]:
    """Events of another story than they may be of. References to what never came are told elsewhere."""
    told = [event for event in events if event.outcome != "rejected"]
    stories = {event.record_id: event.cluster or event.record_id for event in told}
    articles: dict[bytes | None, set[tuple[str, str]]] = defaultdict(set)
    for event in told:
        articles[event.key].add((event.record_id, event.cluster))
    for event in told:
        may = {stories[about] for about in event.about if about in stories}
        if event.about and not may:
            continue
        if event.outcome == "retraction" and not may:  # of nothing that stands: its article's story, or none
            may = {cluster for record_id, cluster in articles[event.key] if record_id != event.record_id} | {""}
        if event.cluster not in (may or {event.record_id}):
            yield f"{event} is of the story {event.cluster or 'none'}, may be of {sorted(may)}"
