"""An independent consumer that reads committed records of all topics, for as long as a campaign lasts."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from tests.chaos.claims import SCREEN, STAGES, Claim
from tests.chaos.ledger import Seens
from tests.chaos.progress import Progress
from tests.chaos.reading import READERS, read
from tests.chaos.seen import Event, Place, Raw, Record

POLL_MILLISECONDS = 100
LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Claims:
    """Committed offsets, and the ends of all partitions right after."""

    claims: list[Claim]
    ends: Mapping[TopicPartition, int]


class Observer:
    """Keeps what it reads in `seens` and when it came in `progress`."""

    def __init__(self, bootstrap: str, prefix: str, isolation: str = "read_committed", appended: bool = True) -> None:
        self.seens, self.progress = Seens(), Progress(appended)
        self._prefix = prefix
        self._bootstrap = bootstrap
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=bootstrap,
            isolation_level=isolation,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            max_partition_fetch_bytes=LARGEST,
            metadata_max_age_ms=5_000,
        )
        self._edge = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
        self._partitions: list[TopicPartition] = []

    async def run(self) -> None:
        """Read until cancelled; a broker that is away is waited for."""
        while True:
            try:
                batches = await self._consumer.getmany(timeout_ms=POLL_MILLISECONDS)
            except KafkaError:
                await asyncio.sleep(0.2)
                continue
            for batch in batches.values():
                self._take(batch)

    async def start(self) -> None:
        await self._consumer.start()
        await self._edge.start()
        for name in READERS:
            numbers = await self._numbers(self._prefix + name)
            self._partitions += [TopicPartition(self._prefix + name, number) for number in numbers]
        self._consumer.assign(self._partitions)

    async def stop(self) -> None:
        await self._consumer.stop()
        await self._edge.stop()

    async def claims(self) -> Claims:
        """What the workers' group has committed by now, and how far the topics reach, undecided transactions included.

        Records are sent before the offset that they belong to is committed: what a claim is about lies below these
        ends. It can be told once all of that is decided, which takes a while when a broker is killed.

        Raises:
            KafkaError: the broker is away.
        """
        admin = AIOKafkaAdminClient(bootstrap_servers=self._bootstrap, request_timeout_ms=5_000)
        await admin.start()
        try:
            offsets = await admin.list_consumer_group_offsets(f"{self._prefix}newsmill")
        finally:
            await admin.close()
        committed = ((tp.topic.removeprefix(self._prefix), tp.partition, o.offset) for tp, o in offsets.items())
        claims = [Claim(*claim) for claim in committed if claim[0] in STAGES and claim[2] >= 0]
        return Claims(claims, await asyncio.wait_for(self._edge.end_offsets(self._partitions), 10))

    async def has_read(self, ends: Mapping[TopicPartition, int]) -> bool:
        """Whether everything below these ends has been decided and read."""
        return all([await self._consumer.position(tp) >= end for tp, end in ends.items()])

    async def drained(self) -> bool:
        """Whether the group has committed past every record of its inputs that was read so far.

        Raises:
            KafkaError: the broker is away.
        """
        claims = (await self.claims()).claims
        committed = {(claim.topic, claim.partition): claim.offset for claim in claims}
        inputs = [Place(SCREEN, *origin) for origin in self.seens.raws]
        inputs += [passed.place for topic in STAGES for passed in self.seens.passed[topic]]
        return all(place.offset < committed.get(place[:2], 0) for place in inputs)

    async def caught_up(self, seconds: float) -> bool:
        """Wait until everything has been read that is committed now; False when that takes longer than `seconds`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                ends = await asyncio.wait_for(self._consumer.end_offsets(self._partitions), 5)
                break
            except (KafkaError, TimeoutError):
                await asyncio.sleep(0.5)
        else:
            return False
        while time.monotonic() < deadline:
            if await self.has_read(ends):
                return True
            await asyncio.sleep(0.1)
        return False

    async def _numbers(self, topic: str) -> Iterable[int]:
        """The numbers of a topic's partitions, which a consumer learns a moment after the topic was made."""
        while not (numbers := self._consumer.partitions_for_topic(topic)):
            await self._consumer._client.force_metadata_update()
            await asyncio.sleep(0.1)
        return sorted(numbers)

    def _take(self, batch: list[ConsumerRecord]) -> None:
        now = time.time()
        for message in batch:
            seen = read(self._record(message))
            self.seens.add(seen)
            if isinstance(seen, Raw):
                self.progress.arrived(seen, now)
            elif isinstance(seen, Event):
                self.progress.came_out(seen.origin, now)

    def _record(self, message: ConsumerRecord) -> Record:
        place = Place(message.topic.removeprefix(self._prefix), message.partition, message.offset)
        headers = tuple((name, bytes(value)) for name, value in message.headers)
        return Record(message.topic, place, message.timestamp, message.key, message.value, headers)


@asynccontextmanager
async def observer(bootstrap: str, prefix: str, appended: bool = True) -> AsyncIterator[Observer]:
    """An observer that reads in the background while the block lasts; `appended` as in Progress."""
    watch = Observer(bootstrap, prefix, appended=appended)
    await watch.start()
    reading = asyncio.create_task(watch.run())
    try:
        yield watch
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        await watch.stop()
