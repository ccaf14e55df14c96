"""The flat records beside an enriched event: one for each entity and amount, and the withdrawal of earlier ones."""

from typing import Protocol
from uuid import UUID

from schemas import EnrichedArticle, EntityRecord, EventType, Money, MoneyRecord, Withdrawal
from schemas.headers import rfc3339
from streams.outputs import Output
from streams.steps.bounds import TITLE
from streams.steps.records import Incoming, Outgoing, event_record


class Named(Protocol):
    """An article, or what names one."""

    @property
    def source(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def key(self) -> bytes: ...


def entity_records(event: EnrichedArticle, record: Incoming) -> list[Outgoing]:
    """One record for each entity, in their order."""
    rows = [
        EntityRecord(
            **about(event, record),
            event_id=_id(event, EventType.ENTITY, index, record),
            entity_id=entity.id,
            mentions=len(entity.mentions),
            **entity.model_dump(include={"type", "name", "links", "role", "salience", "in_title"}),
        )
        for index, entity in enumerate(event.entities)
    ]
    return [event_record(Output.ENTITIES, EventType.ENTITY, event.article.key, row, record) for row in rows]


def money_records(event: EnrichedArticle, record: Incoming) -> list[Outgoing]:
    """One record for each amount, in their order."""
    rows = [_money(event, index, money, record) for index, money in enumerate(event.money)]
    return [event_record(Output.MONEY, EventType.MONEY, event.article.key, row, record) for row in rows]


def _money(event: EnrichedArticle, index: int, money: Money, record: Incoming) -> MoneyRecord:
    others = {name: getattr(money, name) for name in ("equivalent_of", "repeats", "part_of")}
    ids = {
        name: None if other is None else _id(event, EventType.MONEY, other, record) for name, other in others.items()
    }
    return MoneyRecord(
        **about(event, record),
        event_id=_id(event, EventType.MONEY, index, record),
        **money.model_dump(exclude=set(others)),
        **ids,
    )


def withdrawal(to: Output, event_type: str, named: Named, withdrawn: UUID, record: Incoming) -> Outgoing:
    """Takes back, for good, what an earlier record (record_id) about the same article brought on one topic."""
    event = Withdrawal(
        record_id=withdrawn,
        event_id=record.event_id(event_type, part=str(withdrawn)),
        action="withdraw",
        source=named.source,
        article_id=named.id,
        time=rfc3339(record.origin.timestamp),
        article_event_id=None,
        withdrawn_by=record.id,
    )
    return event_record(to, event_type, named.key, event, record)


def about(event: EnrichedArticle, record: Incoming) -> dict[str, object]:
    """What every flat record tells of its article: the fields of `schemas.records.Added`, but for its own id."""
    article = event.article
    return {
        "record_id": event.record_id,
        "action": "add",
        "source": article.source,
        "article_id": article.id,
        "time": rfc3339(record.origin.timestamp),
        "article_event_id": event.event_id,
        "cluster_id": event.cluster_id,
        "language": article.language,
        "title": article.title and article.title[:TITLE],
        "published_at": article.published_at,
    }


def _id(event: EnrichedArticle, event_type: str, index: int, record: Incoming) -> UUID:
    return record.event_id(event_type, event.pipeline, f"{event.event_id}/{index}")
