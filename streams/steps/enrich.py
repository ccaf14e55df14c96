"""Enrich: names, amounts, and the events that tell of them."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

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
from streams.outputs import Output
from streams.steps import bounds
from streams.steps.defects import found_in
from streams.steps.flat import Named, withdrawal
from streams.steps.parts import FLATS, PARTS, EnrichRules, flat_records, flat_sizes
from streams.steps.records import PIPELINE_VERSION, Incoming, Outgoing, event_record, size


def enrich(record: Incoming, judged: Judged, rules: EnrichRules, *, poison: bool = False) -> list[Outgoing]:
    """The event about a judged article, and the flat records that it adds and withdraws.

    `poison`: the article has ended workers, and is published without what had to be found in it.
    """
    if judged.kind == "retraction":
        return _retraction(record, judged)
    found = _unread(judged, record.origin, rules) if poison else _found(judged, record.origin, rules)
    event, value = bounds.within(found, rules.max_event_bytes)
    flat = flat_records(event, record)
    if sum(size(one) for records in flat for one in records) > bounds.FLAT_BYTES:
        kept = bounds.shares(bounds.FLAT_BYTES, *flat_sizes(event, flat))
        event, value = bounds.within(bounds.first(event, *kept), rules.max_event_bytes)
        flat = [records[:number] for records, number in zip(flat, kept, strict=True)]
    rules.lacking(event.omitted)
    before = [judged.revision_of] if judged.revision_of else []
    return [
        event_record(Output.ENRICHED, EventType.ENRICHED, event.article.key, event, record, value),
        *withdrawals(event.article, before, record),
        *(one for records in flat for one in records),
    ]


def enriched(judged: Judged, origin: Origin, rules: EnrichRules) -> EnrichedArticle:
    """The article with what was found in it; a part that fails is left empty and reported."""
    return bounds.within(_found(judged, origin, rules), rules.max_event_bytes)[0]


def _found(judged: Judged, origin: Origin, rules: EnrichRules) -> EnrichedArticle:
    article = _article(judged)
    found: dict[Part, Sequence[Any]] = {}
    omitted: list[Omitted] = []
    for row in PARTS:
        with rules.around(row.part):
            found[row.part], lacks = found_in(row.part, partial(row.find, article, found, rules), origin, rules.report)
        omitted += lacks
    return _event(judged, origin, rules, found, omitted)


def _unread(judged: Judged, origin: Origin, rules: EnrichRules) -> EnrichedArticle:
    return _event(judged, origin, rules, omitted=[Omitted(part=part, reason=Lack.POISON) for part in Part])


def _event(
    judged: Judged,
    origin: Origin,
    rules: EnrichRules,
    found: Mapping[Part, Sequence[Any]] = MappingProxyType({}),
    omitted: Sequence[Omitted] = (),
) -> EnrichedArticle:
    article, id_ = _article(judged), record_id(origin)
    pipeline = Pipeline(version=PIPELINE_VERSION, model=rules.tagger.name if rules.tags(article) else None)
    parts, cut = _published(found)
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
        omitted=[*omitted, *cut],
        cluster_id=judged.cluster_id or id_,
        pipeline=pipeline,
        **parts,
    )


def _published(found: Mapping[Part, Sequence[Any]]) -> tuple[dict[str, list[Any]], list[Omitted]]:
    """The fields of the parts, and what the event has to say of those that hold more than one may send."""
    parts: dict[str, list[Any]] = {}
    cut: list[Part] = []
    for row in PARTS:
        all_of_it = found.get(row.part, ())
        kept = row.first(all_of_it)
        parts[row.part.value] = [*map(row.model, kept)]
        if kept != [*all_of_it]:
            cut.append(row.part)
    return bounds.standing(parts, cut)


def _article(judged: Judged) -> Article:
    assert judged.article is not None  # noqa: S101 - only a retraction has none
    return judged.article


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


def withdrawals(named: Named, earlier: Sequence[UUID], record: Incoming) -> list[Outgoing]:
    """Takes back, for good, the flat records of earlier records (record_ids) about the same article."""
    return [withdrawal(flat.output, flat.withdrawn, named, one, record) for one in earlier for flat in FLATS]
