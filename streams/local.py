"""The way of an article without Kafka, for the commands `enrich` and `dedupe`: the same steps as in the worker."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from schemas import Origin, RejectionError, Screened
from schemas.codec import encode
from streams.inputs import InputRecord
from streams.rules import enrich_rules, new_shard, screen_rules
from streams.settings import Settings
from streams.steps import Incoming
from streams.steps.dedupe import dedupe
from streams.steps.enrich import alone, enriched
from streams.steps.screen import read

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST_MS = (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one record: a line of JSON, or why there is none."""

    line: str | None = None
    problem: str | None = None


def enrich_alone(records: Iterable[InputRecord], settings: Settings) -> Iterator[Answer]:
    """The enriched event of each article, judged as if nothing had been seen before."""
    rules = enrich_rules(settings)
    for record, screened in _screened(records, settings):
        if isinstance(screened, Answer):
            yield screened
        elif screened.article is None:
            yield Answer(problem=f"{screened.named.source}/{screened.named.id}: a retraction, nothing to enrich")
        else:
            event = enriched(alone(screened, record.origin), record.origin, rules)
            yield Answer(encode(event).decode())


def dedupe_in_order(records: Iterable[InputRecord], settings: Settings) -> Iterator[Answer]:
    """The verdict on each article in the order given; it arrives when it says that it was published."""
    table: dict[bytes, bytes] = {}
    shard = new_shard(settings, 0, table)
    for record, screened in _screened(records, settings):
        if isinstance(screened, Answer):
            yield screened
            continue
        judgement = dedupe(record, screened, shard)
        for key, value in judgement.writes:
            if value is None:
                del table[key]
            else:
                table[key] = value
        verdict, named = judgement.verdict, screened.named
        if verdict is None:  # the same line of the same file twice
            continue
        told = {
            "source": named.source,
            "id": named.id,
            "verdict": "duplicate" if verdict.is_duplicate else verdict.kind.value,
            "kind": verdict.kind.value if verdict.is_duplicate else None,
            "duplicate_of": verdict.duplicate_of,
            "extends": verdict.extends,
            "develops": verdict.develops,
            "revision_of": verdict.revision_of,
            "similarity": verdict.similarity,
            "containment": verdict.containment,
            "cluster_id": verdict.cluster_id,
        }
        yield Answer(encode(told).decode())


def _screened(records: Iterable[InputRecord], settings: Settings) -> Iterator[tuple[Incoming, Screened | Answer]]:
    rules = screen_rules(settings, enrich_rules(settings))
    clock = 0
    for found in records:
        record = _record(found, clock)
        try:
            screened = read(record, rules)
        except RejectionError as error:
            yield record, Answer(problem=f"{found.where}: rejected as {error.reason.value}: {error.message}")
            continue
        clock = _published(screened, clock)
        yield _record(found, clock), screened


def _record(found: InputRecord, timestamp: int) -> Incoming:
    name, _, line = found.where.rpartition(":")
    # '/' parts the fields of an origin, and cannot stand in the name of a topic.
    topic = name.replace("%", "%25").replace("/", "%2F")
    origin = Origin(topic=topic, partition=0, offset=int(line) - 1, timestamp=timestamp)
    return Incoming(found.key, found.value, found.headers, origin)


def _published(screened: Screened, otherwise: int) -> int:
    """When the article says it was published, in milliseconds; the time of the one before it where it says nothing.

    Within what a record's timestamp can be: an article of 1950 arrives in 1970.
    """
    published = screened.article.published_at if screened.article else None
    if published is None:
        return otherwise
    since = (datetime.fromisoformat(published) - EPOCH) // timedelta(milliseconds=1)
    return min(max(0, since), LATEST_MS)
