"""What must hold of ids, references and keys, over all that came of the records of an input."""

from collections.abc import Sequence
from uuid import UUID

from schemas import DuplicateArticle, EnrichedArticle, EntityRecord, MoneyRecord, RetractedArticle, Withdrawal
from schemas.headers import record_id
from streams.steps import Incoming
from tests.fuzz.holding import hold

Event = EnrichedArticle | DuplicateArticle | RetractedArticle
Flat = EntityRecord | MoneyRecord | Withdrawal


class References:
    """Knows what came before: whoever is referred to has been judged, and nothing is called by another one's id."""

    def __init__(self) -> None:
        self._stories: dict[UUID, UUID] = {}  # by record_id
        self._enriched: set[UUID] = set()
        self._dropped: set[UUID] = set()
        self._event_ids: set[UUID] = set()

    def take(self, raw: Incoming, key: bytes | None, event: Event, flats: Sequence[Flat]) -> None:
        """The event about the next record and the flat records beside it. Raises DefectError."""
        hold(event.record_id == record_id(raw.origin), "not the id of its raw record", event)
        for one in (event, *flats):
            hold(one.event_id not in self._event_ids, "two events of one id", one)
            self._event_ids.add(one.event_id)
        _hold_key(key, event)
        self._hold_references(event)
        self._hold_story(event)
        self._hold_flats(event, flats)
        self._remember(event)

    def _hold_references(self, event: Event) -> None:
        about = _about(event)
        hold(set(about) <= self._stories.keys(), "refers to what was not judged before", event, about)
        if isinstance(event, RetractedArticle):
            hold(set(event.retracted) <= self._enriched, "takes back what was never published", event)
            hold(set(event.copies) <= self._dropped, "names copies that were not dropped", event)
            hold(event.retracted or not event.copies, "names copies of nothing", event)
        else:
            hold(len(about) <= 1, "refers to several", event)
        if isinstance(event, EnrichedArticle):
            hold(event.replaces is None, "replaces something", event)

    def _hold_story(self, event: Event) -> None:
        due = {self._stories[about] for about in _about(event)}
        if due or not isinstance(event, RetractedArticle):
            hold({event.cluster_id} == (due or {event.record_id}), "of another story than what it refers to", event)
        else:
            hold(event.cluster_id in {None, *self._stories.values()}, "of a story that nothing has begun", event)

    def _hold_flats(self, event: Event, flats: Sequence[Flat]) -> None:
        withdrawn = [flat for flat in flats if isinstance(flat, Withdrawal)]
        taken = [] if isinstance(event, DuplicateArticle) else _taken_back(event)
        hold(sorted(flat.record_id for flat in withdrawn) == sorted(2 * taken), "withdraws something else", event)
        for flat in withdrawn:
            told = flat.withdrawn_by, flat.article_event_id, flat.source, flat.article_id
            hold(told == (event.record_id, None, *_named(event)), "is no withdrawal for its article", flat)
        before: set[UUID | None] = {None}
        sums = {None, *(flat.event_id for flat in flats if isinstance(flat, MoneyRecord))}
        for added in (flat for flat in flats if not isinstance(flat, Withdrawal)):
            ids = added.record_id, added.article_event_id, added.cluster_id
            hold(ids == (event.record_id, event.event_id, event.cluster_id), "a flat record of another event", added)
            if isinstance(added, MoneyRecord):
                hold({added.equivalent_of, added.repeats} <= before, "points at no earlier sum", added)
                hold(added.part_of in sums, "is a part of no sum", added)
                before.add(added.event_id)

    def _remember(self, event: Event) -> None:
        self._stories[event.record_id] = event.cluster_id or event.record_id
        if isinstance(event, EnrichedArticle):
            self._enriched.add(event.record_id)
        elif isinstance(event, DuplicateArticle):
            self._dropped.add(event.record_id)


def _hold_key(key: bytes | None, event: Event) -> None:
    """An article can be read off its key: so no two have the same."""
    source, _, id_ = (key or b"").decode().partition("/")
    named = source.replace("%2F", "/").replace("%25", "%"), id_
    hold(named == _named(event), "a key of another article", key, event)


def _named(event: Event) -> tuple[str, str]:
    if isinstance(event, EnrichedArticle):
        return event.article.source, event.article.id
    return event.source, event.article_id


def _about(event: Event) -> list[UUID]:
    if isinstance(event, DuplicateArticle):
        return [event.duplicate_of]
    if isinstance(event, RetractedArticle):
        return event.retracted
    return [about for about in (event.revision_of, event.extends, event.develops) if about]


def _taken_back(event: EnrichedArticle | RetractedArticle) -> list[UUID]:
    if isinstance(event, RetractedArticle):
        return event.retracted
    return [event.revision_of] if event.revision_of else []
