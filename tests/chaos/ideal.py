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
from tests.chaos.ledger import Seens
from tests.chaos.seen import Cloud, Event, Flat, Origin, Passed, Place, Raw, Row

PARTITIONS = 3
REPEATS = {"copies": "exact", "near": "near"}


@dataclass(slots=True)
class Ideal:
    """Takes drafts in, one after the other, and keeps what comes out of each in `seens`."""

    seens: Seens = field(default_factory=Seens)
    _news: dict[int, str] = field(default_factory=dict)  # story: its first event
    _versions: dict[tuple[str, str], dict[int, str]] = field(default_factory=dict)
    _offsets: dict[tuple[str, int], Iterator[int]] = field(default_factory=dict)

    def take(self, draft: Draft) -> None:
        raw = self._place("news.articles.raw", draft.key)
        origin = Origin(raw.partition, raw.offset)
        same = b"raw %d" % draft.mark.number
        self.seens.add(Raw(origin, 1000 * draft.mark.number, draft.mark, same, draft.key))
        event = self._judge(draft, origin)
        self.seens.add(event)
        if event.outcome == "rejected":
            return
        self.seens.add(Passed(self._place("news.articles.screened", b""), origin, b""))
        self.seens.add(self._row(event))
        if event.place.topic == "news.articles.enriched":
            self.seens.add(Passed(self._place("news.articles.unique", draft.key), origin, b""))
            for flat in self._flats(event):
                self.seens.add(flat)

    def _judge(self, draft: Draft, origin: Origin) -> Event:
        mark = draft.mark
        about: tuple[str, ...]
        if mark.plan == "malformed":
            place = self._place("news.articles.rejected", draft.key)
            same = b"raw %d" % mark.number
            return Event(place, origin, draft.key, b"", "rejected", reason=mark.reasons[0], original=same)
        if mark.plan in REPEATS:
            first = self._news.get(mark.story)
            outcome = REPEATS[mark.plan] if first else "first"
            about = (first,) if first else ()
        else:
            outcome, about = self._chained(draft)
        event = self._event(draft, origin, outcome, about)
        self._remember(draft, event)
        return event

    def _chained(self, draft: Draft) -> tuple[str, tuple[str, ...]]:
        versions = self._versions.get((draft.mark.source, draft.mark.id), {})
        latest = max(versions, default=None)
        if draft.mark.canceled:
            return "retraction", tuple(versions.values())
        if latest is None:
            return "first", ()
        outcome = "revision" if draft.mark.version > latest else "resent" if draft.mark.version == latest else "stale"
        return outcome, (versions[latest],)

    def _event(self, draft: Draft, origin: Origin, outcome: str, about: tuple[str, ...]) -> Event:
        news = outcome in ("first", "revision", "retraction")
        place = self._place("news.articles.enriched" if news else "news.articles.duplicates", draft.key)
        id_ = str(uuid.uuid5(uuid.NAMESPACE_OID, repr(origin)))
        event = Event(place, origin, draft.key, id_.encode(), outcome, id_, about, timestamp=1000 * draft.mark.number)
        if outcome in ("first", "revision"):
            event = replace(event, entities=(b"first", b"second"), money=(b"sum", b"again"), restated=(None, 0))
        return replace(event, cloud=event.due_cloud, withdrawal=b"gone")

    def _remember(self, draft: Draft, event: Event) -> None:
        if event.outcome in ("first", "revision"):
            self._news.setdefault(draft.mark.story, event.event_id)
            self._versions.setdefault((draft.mark.source, draft.mark.id), {})[draft.mark.version] = event.event_id

    def _flats(self, event: Event) -> Iterator[Flat]:
        for topic, contents in ((ENTITIES, event.entities), (MONEY, event.money)):
            before = ""
            for content in contents:
                again = before if content == b"again" else ""
                flat = self._flat(topic, event, event.event_id, content=content, restates=again)
                before = flat.event_id
                yield flat
            if event.outcome in ("revision", "retraction"):
                for old in event.about:
                    yield self._flat(topic, event, old, by=event.event_id, content=event.withdrawal)

    def _flat(self, topic: str, event: Event, article: str, content: bytes, by: str = "", restates: str = "") -> Flat:
        id_ = f"{topic} {event.event_id} {article} {content!r}"
        cloud = Cloud(id_, (WITHDRAWN if by else ADDED)[topic], moment(event.timestamp))
        place = self._place(topic, event.key or b"")
        return Flat(place, event.key, id_.encode(), id_, article, by, cloud, content, restates)

    def _row(self, event: Event) -> Row:
        about = [uuid.UUID(id_) for id_ in event.about]
        field_of = {"revision": "revision_of", "extension": "extends", "retraction": "retracted"}
        fields: dict[str, object] = {}
        if event.outcome == "retraction":
            fields = {"retracted": tuple(about)}
        elif about:
            fields = {field_of.get(event.outcome, "duplicate_of"): about[0]}
        verdict = Verdict(Kind(event.outcome), uuid.UUID(event.event_id), **fields)  # type: ignore[arg-type]
        value = codec.encode(rows.Row(verdict, "s", "i", bytes(16), 1, 0, 0, 0, 0, 0))
        key = rows.row_key(0, RawOrigin("news.articles.raw", *event.origin, 0))
        return Row(self._place("newsmill-articles-changelog", b""), key, value)

    def _place(self, topic: str, key: bytes) -> Place:
        partition = crc32(key) % PARTITIONS if key else 0
        return Place(topic, partition, next(self._offsets.setdefault((topic, partition), count())))


def ideal(seed: int, number: int) -> Seens:
    """What comes of the first `number` records of a feed."""
    world = Ideal()
    for draft in islice(Feed(seed, spread=20), number):
        world.take(draft)
    return world.seens
