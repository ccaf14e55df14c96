"""The way of an input as the worker takes it, without Kafka, and what must hold of it; else a DefectError."""

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from schemas import (
    EnrichedArticle,
    Judged,
    Mention,
    Money,
    Reason,
    Screened,
)
from schemas.codec import decode, encode
from schemas.contracts import PUBLIC
from schemas.headers import last, read_origin
from streams.dedup.repeats import Cut, cut
from streams.dedup.shard import Shard
from streams.entities.tagging import load_tagger
from streams.formats import Document
from streams.formats.read import one_article, read_document
from streams.outputs import ENDS, SINKS, Output
from streams.stages.screen import outcome
from streams.steps import Incoming, Outgoing, bounds
from streams.steps.accept import accepted
from streams.steps.dedupe import dedupe
from streams.steps.enrich import enrich
from streams.steps.parts import EnrichRules
from streams.steps.records import size
from streams.steps.screen import ScreenRules, screen
from tests.fuzz.holding import hold
from tests.fuzz.references import Event, Flat, References

MAX_EVENT_BYTES = 96 * 1024
"""Small, so that small inputs meet it too."""
MAX_ARTICLE_BYTES = MAX_EVENT_BYTES - 8 * 1024

REMEMBERED = 100
"""Articles: the index of a shard is as large as this says, and is made anew for each input."""

MODELS = {
    contract.event_type: (output, cast(type[Event | Flat], contract.model))
    for contract in PUBLIC
    for output, sink in SINKS.items()
    if contract.topic == sink.name and contract.event_type
}
"""By type of event: where it belongs, and as what it is read."""


@cache
def rules() -> ScreenRules:
    """As a worker has them, but that a defect escapes: the tagger is loaded once."""
    enriching = EnrichRules(load_tagger(), max_event_bytes=MAX_EVENT_BYTES)
    return ScreenRules(MAX_ARTICLE_BYTES, MAX_EVENT_BYTES, shards=1, enrich=enriching)


def go(records: Sequence[Incoming]) -> list[list[Outgoing]]:
    """All that goes out for each record, through a shard of their own. Raises DefectError, and what steps raise."""
    table: dict[bytes, bytes] = {}
    shard = Shard(0, table, max_entries=REMEMBERED)
    known = References()
    sent = [_one(record, shard, table, position, known) for position, record in enumerate(records)]
    hold(
        len(Shard(0, table, max_entries=REMEMBERED)) == len(shard),
        "a shard made from the table remembers something else",
    )
    return sent


def _one(raw: Incoming, shard: Shard, table: dict[bytes, bytes], position: int, known: References) -> list[Outgoing]:
    screened = screen(raw, rules(), raw.origin.timestamp if position % 2 else None)
    hold(len(screened) == 1, "not one record goes on", screened)
    hold(outcome(screened) in {"screened", *Reason} - {Reason.DEFECT, Reason.POISON}, "no outcome", outcome(screened))
    if screened[0].to is Output.REJECTED:
        _hold_rejected(raw, screened[0])
        return screened
    hold(size(screened[0]) <= 2 * bounds.most_bytes(MAX_EVENT_BYTES), "too large between the stages")
    passed = _passed(screened[0])
    hold(passed.origin == raw.origin, "another origin", passed.origin)
    article = Screened.from_bytes(passed.value)
    _hold_cut(raw, article)
    judgement = dedupe(passed, article, shard)
    hold(judgement.verdict is not None and len(judgement.outgoing) == 1, "not one record is judged", judgement)
    for key, value in judgement.writes:
        if value is None:
            del table[key]
        else:
            table[key] = value
    again = dedupe(passed, article, shard)
    hold(again.outgoing == judgement.outgoing and not again.writes, "the same record again is judged anew", again)
    sent = judgement.outgoing
    if sent[0].to is Output.UNIQUE:
        unique = _passed(sent[0])
        sent = enrich(unique, Judged.from_bytes(unique.value), rules().enrich)
    events = _hold_sent(raw, sent)
    known.take(raw, sent[0].key, cast(Event, events[0]), cast(list[Flat], events[1:]))
    return sent


def _passed(sent: Outgoing) -> Incoming:
    return Incoming(sent.key, sent.value, sent.headers, read_origin(sent.headers))


def _hold_rejected(raw: Incoming, sent: Outgoing) -> None:
    hold(size(sent) <= MAX_EVENT_BYTES + bounds.BESIDE, "a rejection too large", size(sent))
    if size(raw) <= MAX_EVENT_BYTES:
        came = (raw.key, raw.value, tuple(raw.headers))
        hold((sent.key, sent.value, tuple(sent.headers)[: len(raw.headers)]) == came, "not as it came", sent)


def _hold_cut(raw: Incoming, screened: Screened) -> None:
    """Cutting `removed` from the original gives what is published."""
    if screened.article is None:
        return
    reading = rules().reading
    before, _ = accepted(one_article(read_document(Document(raw.value or b"", raw.headers), reading)), reading)
    for field in ("title", "body"):
        spans = [Cut(one.start, one.end, one.reason) for one in screened.removed if one.field == field]
        was, now = getattr(before, field) or "", getattr(screened.article, field) or ""
        hold(cut(was, spans) == now, f"removed from {field} is not what is missing", spans)
    hold(screened.article.model_extra == before.model_extra, "unknown fields changed")


def _hold_sent(raw: Incoming, sent: Sequence[Outgoing]) -> list[Event | Flat]:
    """The events that were sent."""
    ends = [one for one in sent if one.to in ENDS]
    hold(len(ends) == 1 and sent[0] is ends[0], "not exactly one event", [one.to for one in sent])
    hold(sum(map(size, sent)) <= bounds.most_bytes(MAX_EVENT_BYTES), "more than an article may send")
    events = []
    for one in sent:
        type_ = (last(one.headers, "ce_type") or b"").decode()
        to, model = MODELS[type_]
        hold(to == one.to, "on another topic", one.to, type_)
        event = model.model_validate(decode(one.value or b"", max_depth=64))
        hold(encode(event) == one.value, "is not read as it was written", one.value)
        hold(last(one.headers, "ce_id") == str(event.event_id).encode(), "another id", one.headers)
        events.append(event)
        if isinstance(event, EnrichedArticle):
            _hold_found(event)
        hold(one.key == sent[0].key, "another key", one.key)
        hold(raw.trace == last(one.headers, "traceparent") or not raw.trace, "the trace is lost")
    hold(len(sent[0].value or b"") <= MAX_EVENT_BYTES, "an event too large", len(sent[0].value or b""))
    return events


def _hold_found(event: EnrichedArticle) -> None:
    texts = event.article.texts()
    hold(len(event.entities) <= bounds.ENTITIES and len(event.money) <= bounds.AMOUNTS, "more than the bounds")
    spans: list[Mention | Money] = [mention for entity in event.entities for mention in entity.mentions]
    for mention in [*spans, *event.money]:
        told = texts.get(mention.field, "")[mention.start : mention.end]
        hold(told == mention.text and told, "a span is not its text", mention, told)
    for entity in event.entities:
        hold(entity.mentions and entity.name.strip(), "an entity without a mention or name", entity)
    for index, money in enumerate(event.money):
        others = [at for at in (money.equivalent_of, money.repeats) if at is not None]
        hold(all(0 <= at < index for at in others), "points at no earlier amount", money)
        hold(money.part_of is None or 0 <= money.part_of < len(event.money), "is a part of no amount", money)
        hold(money.part_of != index, "is a part of itself", money)
        names = {entity.id for entity in event.entities}
        hold({party.entity for party in money.parties} <= names, "a party that is no entity", money)
        numbers = [text for text in (money.amount, money.amount_max, money.magnitude) if text is not None]
        hold(all(re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) for text in numbers), "no plain digits", money)
