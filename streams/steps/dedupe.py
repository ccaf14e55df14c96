"""Dedupe: what is news about an article, by what its shard has seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas import DuplicateArticle, DuplicateKind, EventType, Judged, Screened
from schemas.codec import encode
from schemas.headers import passed_on, read_horizon
from streams.dedup.fingerprint import Fingerprint
from streams.dedup.shard import Shard
from streams.dedup.verdict import Arrival, RawOrigin, Verdict
from streams.metrics import Metric
from streams.outputs import Output
from streams.steps.records import Incoming, Outgoing, event_record

Write = tuple[bytes, bytes | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided, what to send, and what the table has to remember (None deletes). Without a verdict the record
    was judged and published before, and is forgotten: nothing is sent. `counts` as in `streams.dedup.verdict`."""

    verdict: Verdict | None
    outgoing: list[Outgoing]
    writes: tuple[Write, ...]
    counts: Mapping[Metric, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the shard's number and a position in its log; `settled` as in `Shard.judge`."""

    shard: int = 0
    position: int = 0
    settled: int | None = None


def dedupe(record: Incoming, screened: Screened, shard: Shard, place: Place = Place()) -> Judgement:
    """What the shard makes of it: one event, or one record to enrich. A retraction reaches all shards: those that
    never held the article are silent, see `_silent`."""
    number = place.shard
    judgement = shard.judge(_arrival(record, screened), place.position, place.settled)
    verdict = judgement.verdict
    if verdict is None or _silent(screened, verdict, number):
        outgoing = []
    elif verdict.is_duplicate:
        outgoing = [_duplicate(record, screened, verdict)]
    else:
        outgoing = [_judged(record, screened, verdict, number)]
    return Judgement(verdict, outgoing, judgement.writes, judgement.counts)


def _arrival(record: Incoming, screened: Screened) -> Arrival:
    named, origin = screened.named, record.origin
    return Arrival(
        origin=RawOrigin(origin.topic, origin.partition, origin.offset, origin.timestamp),
        record_id=record.id,
        source=named.source,
        id=named.id,
        version=named.version or 0,
        canceled=screened.article is None,
        fingerprint=Fingerprint.from_bytes(screened.fingerprint) if screened.fingerprint else None,
        horizon=read_horizon(record.headers),
    )


def _silent(screened: Screened, verdict: Verdict, shard: int) -> bool:
    """Whether only shard 0 speaks: for a retraction of what this shard never held."""
    return shard > 0 and screened.article is None and not verdict.retracted


def _duplicate(record: Incoming, screened: Screened, verdict: Verdict) -> Outgoing:
    article, named = screened.article, screened.named
    event = DuplicateArticle(
        record_id=record.id,
        event_id=record.event_id(EventType.DUPLICATE),
        source=named.source,
        article_id=named.id,
        duplicate_of=verdict.duplicate_of,
        kind=DuplicateKind(verdict.kind.value),
        similarity=verdict.similarity,
        containment=verdict.containment,
        cluster_id=verdict.cluster_id,
        origin=record.origin,
        title=article.title if article else None,
        published_at=article.published_at if article else None,
    )
    return event_record(Output.DUPLICATES, EventType.DUPLICATE, named.key, event, record)


def _judged(record: Incoming, screened: Screened, verdict: Verdict, shard: int) -> Outgoing:
    judged = Judged(
        kind=verdict.kind.value,
        shard=shard,
        article=screened.article,
        withdrawn=screened.withdrawn,
        format=screened.format,
        repairs=screened.repairs,
        removed=screened.removed,
        content_hash=screened.content_hash,
        revision_of=verdict.revision_of,
        extends=verdict.extends,
        develops=verdict.develops,
        cluster_id=verdict.cluster_id,
        retracted=list(verdict.retracted),
        copies=list(verdict.copies),
    )
    return Outgoing(Output.UNIQUE, screened.named.key, encode(judged), passed_on(record.origin, record.trace))
