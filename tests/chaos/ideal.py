"""What an ideal worker would have published for a feed, without Kafka: the ledger finds nothing wrong with it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count, islice
from zlib import crc32

from streams.dedup import codec
from streams.dedup import row as rows
from streams.dedup.verdict import Kind, RawOrigin, Verdict
from tests.chaos.contents import moment
from tests.chaos.feed import Draft, Feed
from tests.chaos.flats import ADDED, ENTITIES, MONEY, WITHDRAWN
from tests.chaos.judge import PUBLISHED, Judge
from tests.chaos.ledger import Seens
from tests.chaos.reading import NEWS
from tests.chaos.seen import NO_POINTS, Cloud, Event, Flat, Origin, Passed, Place, Points, Raw, Row

PARTITIONS = 3
POINTS = (NO_POINTS, Points(equivalent_of=0))
"""Of the two amounts of every article."""
REFERENCES = {kind: name for name, kind in NEWS.items()}


@dataclass(slots=True)
class Ideal:
    """Takes drafts in, one after the other, and keeps what comes out of each in `seens`."""

    seens: Seens = field(default_factory=Seens)
    _judge: Judge = field(default_factory=Judge)
    _offsets: dict[tuple[str, int], Iterator[int]] = field(default_factory=dict)

    def take(self, draft: Draft) -> None:
        place = self._place("news.articles.raw", draft.key)
        origin, number = Origin(place.partition, place.offset), draft.mark.number
        raw = Raw(origin, 1000 * number, draft.mark, b"raw %d" % number, draft.key, _uuid(f"raw {origin}"))
        self.seens.add(raw)
        event = self._event(draft, raw)
        self.seens.add(event)
        if event.outcome == "rejected":
            return
        self.seens.add(Passed(self._place("news.articles.screened", b""), origin, b""))
        self.seens.add(self._row(event))
        if event.place.topic == "news.articles.enriched":
            self.seens.add(Passed(self._place("news.articles.unique", draft.key), origin, b""))
            for flat in self._flats(event):
                self.seens.add(flat)

    def _event(self, draft: Draft, raw: Raw) -> Event:
        mark = draft.mark
        if mark.plan == "malformed":
            place = self._place("news.articles.rejected", draft.key)
            return Event(place, raw.origin, draft.key, b"", "rejected", reason=mark.reasons[0], original=raw.digest)
        said = self._judge.say(mark, raw.record_id)
        news = said.outcome in PUBLISHED | {"retraction"}
        place = self._place("news.articles.enriched" if news else "news.articles.duplicates", draft.key)
        id_ = _uuid(f"event of {raw.record_id}")
        told = (said.outcome, id_, raw.record_id, said.about, said.copies, said.cluster)
        event = Event(place, raw.origin, draft.key, id_.encode(), *told, timestamp=raw.timestamp, withdrawal=b"gone")
        if said.outcome in PUBLISHED:
            event = replace(event, entities=(b"first", b"second"), money=(b"sum", b"again"), points=POINTS)
        return replace(event, cloud=event.due_cloud)

    def _flats(self, event: Event) -> Iterator[Flat]:
        for topic, contents in ((ENTITIES, event.entities), (MONEY, event.money)):
            for content in contents:
                first = _flat_id(topic, event, event.record_id, contents[0])
                points = Points(equivalent_of=first) if content == b"again" else NO_POINTS
                yield replace(self._flat(topic, event, event.record_id, content), points=points)
            if event.outcome in ("revision", "retraction"):
                for old in event.about:
                    yield self._flat(topic, event, old, event.withdrawal, by=event.record_id)

    def _flat(self, topic: str, event: Event, record_id: str, content: bytes, by: str = "") -> Flat:
        id_ = _flat_id(topic, event, record_id, content)
        cloud = Cloud(id_, (WITHDRAWN if by else ADDED)[topic], moment(event.timestamp))
        place = self._place(topic, event.key or b"")
        article = "" if by else event.event_id
        return Flat(place, event.key, id_.encode(), id_, record_id, article, by, cloud, content)

    def _row(self, event: Event) -> Row:
        about, copies = (tuple(map(uuid.UUID, ids)) for ids in (event.about, event.copies))
        fields: dict[str, object] = {"cluster_id": uuid.UUID(event.cluster) if event.cluster else None}
        if event.outcome == "retraction":
            fields |= {"retracted": about, "copies": copies}
        elif about:
            fields[REFERENCES.get(event.outcome, "duplicate_of")] = about[0]
        verdict = Verdict(Kind(event.outcome), uuid.UUID(event.record_id), **fields)  # type: ignore[arg-type]
        value = codec.encode(rows.Row(verdict, "s", "i", bytes(16), 1, 0, 0, 0, 0, 0))
        key = rows.row_key(0, RawOrigin("news.articles.raw", *event.origin, 0))
        return Row(self._place("newsmill-articles-changelog", b""), key, value)

    def _place(self, topic: str, key: bytes) -> Place:
        partition = crc32(key) % PARTITIONS if key else 0
        return Place(topic, partition, next(self._offsets.setdefault((topic, partition), count())))


def _uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def _flat_id(topic: str, event: Event, record_id: str, content: bytes) -> str:
    return f"{topic} {event.event_id} {record_id} {content!r}"


def ideal(seed: int, number: int) -> Seens:
    """What comes of the first `number` records of a feed."""
    world = Ideal()
    for draft in islice(Feed(seed, spread=20), number):
        world.take(draft)
    return world.seens
