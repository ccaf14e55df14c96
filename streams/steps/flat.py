"""The flat records beside an enriched event: one for each entity and amount, and the withdrawal of earlier ones."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from schemas import EnrichedArticle, EntityRecord, EventType, MoneyRecord, Withdrawal
from schemas.headers import event_id, rfc3339
from streams.steps.bounds import TITLE
from streams.steps.records import PIPELINE_VERSION, Outgoing, Record, event_record


class Named(Protocol):
    """An article, or what names one."""

    @property
    def source(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def key(self) -> bytes: ...


def entity_records(event: EnrichedArticle, record: Record) -> list[Outgoing]:
    """One record for each entity, in their order."""
    rows = [
        EntityRecord(
            **_about(event, EventType.ENTITY, index, record),
            entity_id=entity.id,
            mentions=len(entity.mentions),
            **entity.model_dump(include={"type", "name", "links", "role", "salience", "in_title"}),
        )
        for index, entity in enumerate(event.entities)
    ]
    return [event_record("entities", EventType.ENTITY, event.article.key, row, record) for row in rows]


def money_records(event: EnrichedArticle, record: Record) -> list[Outgoing]:
    """One record for each amount, in their order."""
    rows = [
        MoneyRecord(
            **_about(event, EventType.MONEY, index, record),
            **money.model_dump(exclude={"equivalent_of"}),
            equivalent_of=_id(EventType.MONEY, money.equivalent_of, record),
        )
        for index, money in enumerate(event.money)
    ]
    return [event_record("money", EventType.MONEY, event.article.key, row, record) for row in rows]


def withdrawals(named: Named, earlier: Sequence[UUID], by: UUID, record: Record) -> list[Outgoing]:
    """Takes back the entities and amounts of earlier events about the same article."""
    kinds = (("entities", EventType.ENTITY_WITHDRAWN), ("money", EventType.MONEY_WITHDRAWN))
    return [
        event_record(to, event_type, named.key, _withdrawal(named, event_type, withdrawn, by, record), record)
        for withdrawn in earlier
        for to, event_type in kinds
    ]


def _withdrawal(named: Named, event_type: str, withdrawn: UUID, by: UUID, record: Record) -> Withdrawal:
    return Withdrawal(
        event_id=event_id(event_type, record.origin, PIPELINE_VERSION, str(withdrawn)),
        action="withdraw",
        article_event_id=withdrawn,
        source=named.source,
        article_id=named.id,
        time=rfc3339(record.origin.timestamp),
        withdrawn_by=by,
    )


def _about(event: EnrichedArticle, event_type: str, index: int, record: Record) -> dict[str, object]:
    article = event.article
    return {
        "event_id": _id(event_type, index, record),
        "action": "add",
        "article_event_id": event.event_id,
        "source": article.source,
        "article_id": article.id,
        "title": article.title and article.title[:TITLE],
        "published_at": article.published_at,
        "time": rfc3339(record.origin.timestamp),
    }


def _id(event_type: str, index: int | None, record: Record) -> UUID | None:
    return None if index is None else event_id(event_type, record.origin, PIPELINE_VERSION, str(index))
