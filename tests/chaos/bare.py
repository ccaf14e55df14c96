"""The worker's own steps without Kafka, as one worker would take them that nothing happens to."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from zlib import crc32

from schemas import Judged, Origin, Screened
from schemas.headers import read_origin
from streams.outputs import BETWEEN
from streams.rules import enrich_rules, new_shard, screen_rules
from streams.settings import Settings
from streams.steps import Incoming, Outgoing
from streams.steps.dedupe import Place as Turn
from streams.steps.dedupe import dedupe
from streams.steps.enrich import enrich
from streams.steps.screen import screen
from streams.topics import topics
from tests.chaos.feed import Draft, Feed
from tests.chaos.ledger import Seens
from tests.chaos.reading import read
from tests.chaos.seen import Place, Record

PARTITIONS = 3
BEGAN_MS = 1_795_509_000_000
PREFIX = "bare."


@dataclass(slots=True)
class Bare:
    """Takes drafts and keeps in `seens` what a reader of all topics would see."""

    settings: Settings
    seens: Seens = field(default_factory=Seens)
    _offsets: dict[tuple[str, int], Iterator[int]] = field(default_factory=dict)

    def publish(self, drafts: Iterable[Draft]) -> list[list[Incoming]]:
        """Put them into raw: the records of each of its partitions, in order."""
        partitions: list[list[Incoming]] = [[] for _ in range(PARTITIONS)]
        for draft in drafts:
            headers = tuple(draft.with_header())
            place = self._keep("raw", draft.key, draft.value, headers, time := BEGAN_MS + 1000 * draft.mark.number)
            origin = Origin(
                topic=topics(self.settings).raw.name, partition=place.partition, offset=place.offset, timestamp=time
            )
            partitions[place.partition].append(Incoming(draft.key, draft.value, headers, origin))
        return partitions

    def work(self, raws: Iterable[Incoming]) -> None:
        """Take raw records the whole way, in this order."""
        enriching = enrich_rules(self.settings)
        screening = screen_rules(self.settings, enriching)
        tables: list[dict[bytes, bytes]] = [{} for _ in range(self.settings.shards)]
        shards = [new_shard(self.settings, number, table) for number, table in enumerate(tables)]
        for raw in raws:
            for passed in self._sent(screen(raw, screening)):
                number = passed.partition or 0
                taken = _taken(passed)
                judgement = dedupe(taken, Screened.from_bytes(taken.value), shards[number], Turn(number))
                for key, value in judgement.writes:
                    _write(tables[number], key, value)
                    self._keep("changelog", key, value, (), 0, number)
                for unique in self._sent(judgement.outgoing):
                    self._sent(enrich(_taken(unique), Judged.from_bytes(unique.value), enriching))

    def _sent(self, outgoing: Sequence[Outgoing]) -> list[Outgoing]:
        """Keep them; those that go on."""
        for one in outgoing:
            self._keep(
                one.to, one.key, one.value, tuple((name, value or b"") for name, value in one.headers), 0, one.partition
            )
        return [one for one in outgoing if one.to in BETWEEN]

    def _keep(
        self,
        to: str,
        key: bytes | None,
        value: bytes | None,
        headers: tuple[tuple[str, bytes], ...],
        timestamp: int,
        partition: int | None = None,
    ) -> Place:
        topic = topics(self.settings).by_name()[to].name
        number = crc32(key or b"") % PARTITIONS if partition is None else partition
        place = Place(topic.removeprefix(PREFIX), number, next(self._offsets.setdefault((topic, number), count())))
        self.seens.add(read(Record(topic, place, timestamp, key, value, headers)))
        return place


def _taken(passed: Outgoing) -> Incoming:
    return Incoming(passed.key, passed.value, passed.headers, read_origin(passed.headers))


def _write(table: dict[bytes, bytes], key: bytes, value: bytes | None) -> None:
    if value is None:
        del table[key]
    else:
        table[key] = value


def bare(seed: int, number: int, settings: Settings, languages: Sequence[str] = ("en",)) -> Seens:
    """What comes of the first `number` records of a feed when chance picks the partition of raw that is next."""
    world, choose = Bare(settings.model_copy(update={"topic_prefix": PREFIX})), random.Random(seed)
    partitions = world.publish(islice(Feed(seed, spread=20, languages=languages), number))
    turns = [at for at, records in enumerate(partitions) for _ in records]
    choose.shuffle(turns)
    waiting = [iter(records) for records in partitions]
    world.work(next(waiting[turn]) for turn in turns)
    return world.seens
