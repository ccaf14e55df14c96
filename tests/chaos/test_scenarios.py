"""What an operator may do to a worker's state, one case at a time, on a broker that they share."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from streams.broker import Broker
from streams.clients.admin import admin, create_topics
from streams.settings import Guarantee, Settings
from streams.topics import Topics, topics
from tests.chaos.feed import Draft, Feed
from tests.chaos.ledger import audit
from tests.chaos.observer import Observer, observer
from tests.chaos.scene import until
from tests.chaos.terms import Terms, always
from tests.chaos.workers import COMMAND, Crew

SECONDS = 120


@dataclass(slots=True)
class Bench:
    """A set of topics of its own, an observer, and workers started one by one."""

    settings: Settings
    topics: Topics
    watch: Observer
    logs: Path
    feed: Iterator[Draft]
    producer: AIOKafkaProducer

    def crew(self, **settings: object) -> Crew:
        return Crew(self.settings.model_copy(update=settings).environment(), self.logs, COMMAND)

    async def publish(self, number: int) -> None:
        for draft in islice(self.feed, number):
            await self.producer.send(
                self.topics.raw.name,
                value=draft.value,
                key=draft.key,
                headers=draft.with_header(),
            )
        await self.producer.flush()

    async def all_out(self) -> bool:
        """Everything published has come out, and all of that has been read."""
        await self.watch.caught_up(SECONDS)
        done = await until(lambda: not self.watch.seens.missing(), SECONDS)
        return done and await self.watch.caught_up(SECONDS)


@asynccontextmanager
async def bench(broker: Broker, prefix: str, logs: Path, guarantee: Guarantee) -> AsyncIterator[Bench]:
    settings = Settings(
        brokers=broker.bootstrap, topic_prefix=prefix, guarantee=guarantee, raw_partitions=2, web_port=0
    )
    specs = topics(settings)
    async with admin(settings.connection) as client:
        await create_topics(client, specs.all(), 1)
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap, max_request_size=8 * 1024 * 1024)
    async with producer, observer(broker.bootstrap, prefix) as watch:
        yield Bench(settings, specs, watch, logs, iter(Feed(seed=9, spread=20)), producer)


@asynccontextmanager
async def working(crew: Crew, workers: int = 1) -> AsyncIterator[Crew]:
    try:
        await crew.scale(workers)
        yield crew
    finally:
        await crew.end()


Case = Callable[[Bench], Awaitable[None]]


async def emptied_changelog(on: Bench) -> None:
    """A changelog that was emptied stops the worker with a reason, unless it is told to accept the loss."""
    await on.publish(60)
    async with working(on.crew()):
        assert await on.all_out()
    async with admin(on.settings.connection) as client:
        await client.delete_topics([on.topics.changelog.name])
        await until_gone(on)
        await create_topics(client, on.topics.all(), 1)
    async with working(on.crew()) as crew:
        assert await until(lambda: bool(crew.exits), SECONDS)
    assert crew.exits[0].code > 0
    assert "emptied" in crew.exits[0].said
    await on.publish(20)
    async with working(on.crew(accept_state_loss=True)):
        assert await on.all_out()


async def until_gone(on: Bench) -> None:
    """Deleting a topic takes effect a moment after it was granted."""
    async with admin(on.settings.connection) as client:
        for _ in range(10 * SECONDS):
            if on.topics.changelog.name not in await client.list_topics():
                return
            await asyncio.sleep(0.1)


async def read_again(on: Bench) -> None:
    """The same raw records again get their first verdicts again, byte for byte."""
    await on.publish(80)
    async with working(on.crew()):
        assert await on.all_out()
    number = len(on.watch.seens.events)
    await rewind(on)
    async with working(on.crew()):
        assert await until(lambda: len(on.watch.seens.events) >= 2 * number, SECONDS)
        await on.watch.caught_up(SECONDS)
    assert audit(on.watch.seens, Terms(always)) == []


async def rewind(on: Bench) -> None:
    """Commit offset 0 for every raw partition, as an operator would with Kafka's own tools."""
    group = AIOKafkaConsumer(
        bootstrap_servers=on.settings.brokers, group_id=on.settings.app_id, enable_auto_commit=False
    )
    async with group:
        partitions = [TopicPartition(on.topics.raw.name, number) for number in range(on.settings.raw_partitions)]
        group.assign(partitions)
        await group.commit(dict.fromkeys(partitions, 0))


async def stopped_under_load(on: Bench) -> None:
    """SIGTERM: exit 0 within 20 s, and the next worker repeats nothing, in both modes."""
    publishing = asyncio.create_task(on.publish(400))
    async with working(on.crew()) as crew:
        assert await until(lambda: len(on.watch.seens.events) > 20, SECONDS)
        worker = crew.workers[0]
        worker.signal(signal.SIGTERM)
        assert await until(lambda: not worker.running, 20)
        assert worker.process.returncode == 0
        await publishing
        assert await on.all_out()
    assert audit(on.watch.seens, Terms()) == []


@pytest.mark.broker
@pytest.mark.parametrize("guarantee", Guarantee)
@pytest.mark.parametrize("case", [emptied_changelog, read_again, stopped_under_load], ids=lambda case: case.__name__)
async def test_state(case: Case, guarantee: Guarantee, broker: Broker, prefix: str, tmp_path: Path) -> None:
    async with bench(broker, prefix, tmp_path, guarantee) as on:
        await case(on)
