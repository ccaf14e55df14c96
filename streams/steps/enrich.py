"""Enrich: names, amounts, and the events that tell of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas import (
    Article,
    EnrichedArticle,
    EventType,
    Judged,
    Lack,
    Omitted,
    Origin,
    Part,
    Pipeline,
    RetractedArticle,
    Screened,
)
from schemas.codec import encode
from schemas.headers import event_id, record_id
from streams.entities import FoundEntity, linked_countries, read_entities
from streams.entities.tagging import Tagger
from streams.languages import primary_subtag
from streams.money import FoundAmount, MoneyContext, read_money
from streams.outputs import Output
from streams.steps import bounds
from streams.steps.countries import publisher_country
from streams.steps.defects import Report, escalate, found_in
from streams.steps.flat import entity_records, money_records, withdrawals
from streams.steps.models import entity_model, money_model
from streams.steps.records import PIPELINE_VERSION, Incoming, Outgoing, event_record, size

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class EnrichRules:
    """The tagger, what a bare `$` means where nothing decides, and the language of what is too short to tell.

    `max_event_bytes` bounds an enriched event. `report` is told of each part that failed on an article.
    """

    tagger: Tagger
    default_dollar: str = "USD"
    default_language: str = "en"
    max_event_bytes: int = 8 * MIB
    report: Report = escalate


def enrich(record: Incoming, judged: Judged, rules: EnrichRules, *, poison: bool = False) -> list[Outgoing]:
    """The event about a judged article, and the flat records that it adds and withdraws.

    `poison`: the article has ended workers, and is published without what had to be found in it.
    """
    if judged.kind == "retraction":
        return _retraction(record, judged)
    found = _unread(judged, record.origin, rules) if poison else _found(judged, record.origin, rules)
    event, value = bounds.within(found, rules.max_event_bytes)
    entities, money = entity_records(event, record), money_records(event, record)
    if sum(map(size, (*entities, *money))) > bounds.FLAT_BYTES:
        kept = bounds.shares(bounds.FLAT_BYTES, [*map(size, entities)], [*map(size, money)])
        event, value = bounds.within(bounds.first(event, *kept), rules.max_event_bytes)
        entities, money = entities[: kept[0]], money[: kept[1]]
    before = [judged.revision_of] if judged.revision_of else []
    return [
        event_record(Output.ENRICHED, EventType.ENRICHED, event.article.key, event, record, value),
        *withdrawals(event.article, before, record),
        *entities,
        *money,
    ]


def enriched(judged: Judged, origin: Origin, rules: EnrichRules) -> EnrichedArticle:
    """The article with what was found in it; a part that fails is left empty and reported."""
    return bounds.within(_found(judged, origin, rules), rules.max_event_bytes)[0]


def _found(judged: Judged, origin: Origin, rules: EnrichRules) -> EnrichedArticle:
    article = _article(judged)
    texts, report = article.texts(), rules.report
    entities: Sequence[FoundEntity] = ()
    omitted: list[Omitted] = []
    if _serves(article, rules):
        entities, omitted = found_in(Part.ENTITIES, lambda: read_entities(texts, rules.tagger), origin, report)
    context = _context(article, entities, rules)
    money, omitted_money = found_in(Part.MONEY, lambda: read_money(texts, context), origin, report)
    return _event(judged, origin, rules, entities, money, [*omitted, *omitted_money])


def _unread(judged: Judged, origin: Origin, rules: EnrichRules) -> EnrichedArticle:
    return _event(judged, origin, rules, omitted=[Omitted(part=part, reason=Lack.POISON) for part in Part])


def _event(
    judged: Judged,
    origin: Origin,
    rules: EnrichRules,
    entities: Sequence[FoundEntity] = (),
    money: Sequence[FoundAmount] = (),
    omitted: Sequence[Omitted] = (),
) -> EnrichedArticle:
    article, id_ = _article(judged), record_id(origin)
    pipeline = Pipeline(version=PIPELINE_VERSION, model=rules.tagger.name if _serves(article, rules) else None)
    first_entities, no_entities = bounds.first_entities(entities)
    first_amounts, no_amounts = bounds.first_amounts(money)
    entity_models, money_models = [*map(entity_model, first_entities)], [*map(money_model, first_amounts)]
    return EnrichedArticle(
        record_id=id_,
        event_id=event_id(EventType.ENRICHED, id_, pipeline),
        article=article,
        origin=origin,
        format=judged.format,
        repairs=judged.repairs,
        content_hash=judged.content_hash,
        removed=judged.removed,
        revision_of=judged.revision_of,
        extends=judged.extends,
        develops=judged.develops,
        replaces=None,
        omitted=[*omitted, *no_entities, *no_amounts],
        cluster_id=judged.cluster_id or id_,
        entities=entity_models,
        money=bounds.standing(money_models, entity_models) if no_entities or no_amounts else money_models,
        pipeline=pipeline,
    )


def _article(judged: Judged) -> Article:
    assert judged.article is not None  # noqa: S101 - only a retraction has none
    return judged.article


def _serves(article: Article, rules: EnrichRules) -> bool:
    return _language(article, rules) in rules.tagger.languages


def alone(screened: Screened, origin: Origin) -> Judged:
    """The judgement on an article that nothing is compared with."""
    return Judged(
        kind="first",
        shard=0,
        article=screened.article,
        format=screened.format,
        repairs=screened.repairs,
        removed=screened.removed,
        content_hash=screened.content_hash,
        cluster_id=record_id(origin),
    )


def bare_event_bytes(screened: Screened, origin: Origin, rules: EnrichRules) -> int:
    """Bytes that the event about this article needs at least: without any entity or amount, but for all else that it
    may come to hold. Where it fits, every other record that has the article in it does."""
    return len(encode(_event(alone(screened, origin), origin, rules))) + bounds.SPARE


def _language(article: Article, rules: EnrichRules) -> str:
    return primary_subtag(article.language or rules.default_language)


def _context(article: Article, entities: Sequence[FoundEntity], rules: EnrichRules) -> MoneyContext:
    return MoneyContext(
        language=_language(article, rules),
        default_dollar=rules.default_dollar,
        publisher_country=publisher_country(article.url),
        places=linked_countries(entities),
    )


def _retraction(record: Incoming, judged: Judged) -> list[Outgoing]:
    withdrawn = judged.withdrawn
    assert withdrawn is not None  # noqa: S101 - a retraction has it
    event = RetractedArticle(
        record_id=record.id,
        event_id=record.event_id(EventType.RETRACTED, part=str(judged.shard)),
        source=withdrawn.source,
        article_id=withdrawn.id,
        version=withdrawn.version,
        retracted=judged.retracted,
        copies=judged.copies,
        cluster_id=judged.cluster_id,
        origin=record.origin,
    )
    return [
        event_record(Output.ENRICHED, EventType.RETRACTED, withdrawn.key, event, record),
        *withdrawals(withdrawn, judged.retracted, record),
    ]
