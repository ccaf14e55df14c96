"""Enrich: names, amounts, and the events that tell of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas import (
    Article,
    EnrichedArticle,
    EventType,
    Judged,
    Origin,
    Pipeline,
    RetractedArticle,
    Screened,
)
from schemas.codec import encode
from schemas.headers import event_id
from streams.entities import Entity, find_entities, linked_countries
from streams.entities.tagging import Tagger
from streams.languages import primary_subtag
from streams.money import MoneyContext, find_money
from streams.steps.countries import publisher_country
from streams.steps.defects import Report, escalate, found_or_none
from streams.steps.flat import entity_records, money_records, withdrawals
from streams.steps.models import entity_model, money_model
from streams.steps.records import PIPELINE_VERSION, Outgoing, Record, event_record


@dataclass(frozen=True, slots=True)
class EnrichRules:
    """The tagger, what a bare `$` means where nothing decides, and the language of what is too short to tell.

    `report` is told of each part that failed on an article.
    """

    tagger: Tagger
    default_dollar: str = "USD"
    default_language: str = "en"
    report: Report = escalate


def enrich(record: Record, judged: Judged, rules: EnrichRules) -> list[Outgoing]:
    """The event about a judged article, and the flat records that it adds and withdraws."""
    if judged.kind == "retraction":
        return _retraction(record, judged)
    event = enriched(judged, record.origin, rules)
    before = [judged.revision_of] if judged.revision_of else []
    return [
        event_record("enriched", EventType.ENRICHED, event.article.key, event, record),
        *withdrawals(event.article, before, judged.event_id, record),
        *entity_records(event, record),
        *money_records(event, record),
    ]


def enriched(judged: Judged, origin: Origin, rules: EnrichRules) -> EnrichedArticle:
    """The article with what was found in it; a part that fails is left empty and reported."""
    article = judged.article
    assert article is not None  # noqa: S101 - only a retraction has none
    texts = article.texts()
    served = _language(article, rules) in rules.tagger.languages
    report = rules.report
    entities = found_or_none("entities", lambda: find_entities(texts, rules.tagger), origin, report) if served else []
    money = found_or_none("money", lambda: find_money(texts, _context(article, entities, rules)), origin, report)
    return EnrichedArticle(
        event_id=judged.event_id,
        article=article,
        origin=origin,
        content_hash=judged.content_hash,
        removed=judged.removed,
        revision_of=judged.revision_of,
        extends=judged.extends,
        cluster_id=judged.cluster_id or judged.event_id,
        entities=[entity_model(entity) for entity in entities],
        money=[money_model(amount) for amount in money],
        pipeline=Pipeline(version=PIPELINE_VERSION, model=rules.tagger.name if served else None),
    )


def alone(screened: Screened, origin: Origin) -> Judged:
    """The judgement on an article that nothing is compared with."""
    id_ = event_id(EventType.ENRICHED, origin, PIPELINE_VERSION)
    return Judged(
        kind="first",
        event_id=id_,
        article=screened.article,
        removed=screened.removed,
        content_hash=screened.content_hash,
        cluster_id=id_,
    )


def largest_event(screened: Screened, origin: Origin, rules: EnrichRules) -> int:
    """Bytes of the enriched event that this article becomes; no other record about it is larger."""
    return len(encode(enriched(alone(screened, origin), origin, rules)))


def _language(article: Article, rules: EnrichRules) -> str:
    return primary_subtag(article.language or rules.default_language)


def _context(article: Article, entities: Sequence[Entity], rules: EnrichRules) -> MoneyContext:
    return MoneyContext(
        language=_language(article, rules),
        default_dollar=rules.default_dollar,
        publisher_country=publisher_country(article.url),
        places=linked_countries(entities),
    )


def _retraction(record: Record, judged: Judged) -> list[Outgoing]:
    withdrawn = judged.withdrawn
    assert withdrawn is not None  # noqa: S101 - a retraction has it
    event = RetractedArticle(
        event_id=judged.event_id,
        source=withdrawn.source,
        article_id=withdrawn.id,
        version=withdrawn.version,
        retracted=judged.retracted,
        cluster_id=judged.cluster_id,
        origin=record.origin,
    )
    return [
        event_record("enriched", EventType.RETRACTED, withdrawn.key, event, record),
        *withdrawals(withdrawn, judged.retracted, judged.event_id, record),
    ]
