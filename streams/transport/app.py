"""The Faust app, with our parts at the places that Faust has for them."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from functools import partial
from typing import Any, cast

import faust
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition
from faust.types import TP

from streams.kafka import Connection
from streams.kafka.clients import new_consumer
from streams.meter import count
from streams.metrics import Metric
from streams.transport.buffer_limit import BufferLimit
from streams.transport.changelog import FETCH_BYTES, Changelog
from streams.transport.committed import Committed
from streams.transport.committers import OffsetCommitter, TransactionCommitter
from streams.transport.consumer import Consumer
from streams.transport.driver import Transport
from streams.transport.errors import WITHOUT_A_WORD, StalledError
from streams.transport.history import CrashHistory
from streams.transport.producer import Producer, TransactionManager
from streams.transport.table import Table
from streams.transport.task import Committer, PartitionTask
from streams.transport.tasks import PartitionTasks
from streams.transport.topic_check import check_topics
from streams.transport.watchdog import ANSWER_SECONDS, Watchdog
from streams.transport.work import UnitOfWork

log = logging.getLogger(__name__)


class NewsmillApp(faust.App):
    """`create_app` makes one. `failure` is the reason why the worker cannot go on, None while it can."""

    def __init__(
        self, app_id: str, *, connection: Connection, commit_interval: float, stall_seconds: float, **options: Any
    ) -> None:
        super().__init__(app_id, **options)
        self.connection = connection
        self.failure: BaseException | None = None
        self.stall_seconds = stall_seconds
        self.buffer_limit = BufferLimit()
        self.partition_tasks = PartitionTasks(commit_interval, self.fail, self.buffer_limit)
        self._sources: list[str] = []
        self._thread = threading.current_thread()

    def _new_transport(self) -> Transport:
        # Here rather than by URL scheme and entry point, so that it works from a source tree too.
        return Transport(self.conf.broker_consumer, self)

    async def on_start(self) -> None:
        """Watch over progress from the first moment on, recovery included."""
        self._thread = threading.current_thread()
        await super().on_start()
        self.add_future(Watchdog(self, self.stall_seconds).run())

    async def on_stop(self) -> None:
        """Finish what is in hand and commit; after a failure, leave no transaction open that readers wait for."""
        if self.failure is not None:
            await self.partition_tasks.abort()
            if not isinstance(self.failure, WITHOUT_A_WORD):
                await self.partition_tasks.tell_end()
        try:
            await super().on_stop()
        except Exception as error:  # Faust logs it and ends as if all were well
            self._note(error)
            raise

    def sharded_table(self, name: str, **options: Any) -> Table:
        """Add a table; `options` are those of `Table`. Its changelog is `{app_id}-{name}-changelog`."""
        return cast(Table, self.Table(name, **options))

    def stage(self, topic: str | Sequence[str], handle: Callable[[Any], Awaitable[None]]) -> None:
        """Add a stage: one agent, named like its function, that reads raw bytes from a topic, or several, in order."""
        names = [topic] if isinstance(topic, str) else topic
        self._sources += names
        source = self.topic(*names, key_type=bytes, value_type=bytes, allow_empty=True)
        self.agent(source, name=handle.__name__, concurrency=1)(handle)

    async def handled(self, stream: Any) -> AsyncGenerator[UnitOfWork, None]:
        """Yield a `UnitOfWork` for each record of a stage's stream; asking for the next says that it is done."""
        tables: list[Any] = list(self.tables.values())
        async with aclosing(self.partition_tasks.units(stream)) as units:
            async for work in units:
                for table in tables:
                    if table.source == work.record.topic:
                        await table.mark(work)
                yield work

    async def check_topics(self) -> None:
        """Raise TopicsError when a stage's topic is missing, or a changelog is split otherwise than its source."""
        tables: list[Any] = list(self.tables.values())
        pairs = {table.changelog_topic_name: table.source for table in tables}
        await check_topics(cast(Producer, self.producer).shared.client, self._sources, pairs)

    @property
    def flowing(self) -> bool:
        """Whether it has partitions and has read their state back: before the first assignment it has not."""
        tables: Any = self.tables
        return bool(tables.recovery.completed.is_set()) and not self.rebalancing

    def behind(self, task: PartitionTask) -> int:
        """Records of a partition in work that are not committed; transaction markers count too, but never alone."""
        consumer = cast(Consumer, self.consumer)
        tp = TP(task.topic, task.partition)
        position, end = consumer.position_of(tp), consumer.end_of(tp)
        return 0 if task.is_idle(position, end, consumer.last_fetched(tp)) else max(0, end - task.committed)

    async def take_over(self, committed: Mapping[TP, Committed], generation: int) -> list[PartitionTask]:
        """A task for each of these partitions, from its committed offset on, once it is said that a worker has them."""
        for tp, found in committed.items():
            begin_at_zero(tp.topic)
            count(Metric.TAKEN_OVER, int(CrashHistory.read(found.metadata).at_work), tp.topic)
        tasks = [
            PartitionTask(
                *tp,
                self._committer(tp),
                committed=found.offset or 0,
                generation=generation,
                history=CrashHistory.read(found.metadata).taken_over(),
            )
            for tp, found in committed.items()
        ]
        empty = await self._without_beginning([tp for tp, found in committed.items() if not found.offset])
        await asyncio.gather(*(task.say(task.history) for task in tasks if TP(task.topic, task.partition) not in empty))
        return tasks

    async def _without_beginning(self, fresh: Sequence[TP]) -> set[TP]:
        """Of partitions that were never committed those that do not begin at 0: there is no offset to say it beside."""
        try:
            starts = await cast(Consumer, self.consumer).thread.earliest_offsets(*fresh) if fresh else {}
        except KafkaError:
            return set(fresh)
        return {tp for tp in fresh if starts[tp]}

    def _committer(self, tp: TP) -> Committer:
        producer = cast(Producer, self.producer)
        consumer = cast(Consumer, self.consumer)
        if not self.in_transaction:
            return OffsetCommitter(producer.shared, partial(consumer.commit_offset, tp))
        id_ = consumer.transactional_id(tp)
        return TransactionCommitter(producer.of(id_), self.conf.id, TopicPartition(*tp), partial(producer.settle, id_))

    async def fence(self, assigned: Collection[tuple[str, int]]) -> None:
        """Keep every other worker from going on with these partitions, see `TransactionManager.fence`.

        Waits for a broker that is away. Raises StalledError where one answers, but starts no producer for
        `stall_seconds`.
        """
        manager = cast(TransactionManager, cast(Consumer, self.consumer).transactions)
        while True:
            try:
                async with asyncio.timeout(self.stall_seconds):
                    await manager.fence(TP(*place) for place in assigned)
                return
            except TimeoutError:
                if await self._broker_answers():
                    raise StalledError(
                        f"Kafka starts no producer with a transactional id that begins with {self.conf.id}-: are there "
                        f"brokers enough for the replicas of __transaction_state, and an ACL?"
                    ) from None

    async def _broker_answers(self) -> bool:
        client = cast(Producer, self.producer).shared.client
        try:
            await asyncio.wait_for(client.fetch_all_metadata(), ANSWER_SECONDS)
        except Exception as error:
            log.warning("the broker does not answer: %s", error or type(error).__name__)
            return False
        return True

    def changelog(self, table: Table) -> Changelog:
        """What reads a table back."""
        return Changelog(table, self._changelog_consumer, self.stall_seconds)

    def _changelog_consumer(self, isolation_level: str) -> AIOKafkaConsumer:
        return new_consumer(
            self.connection,
            client_id=f"{self.conf.broker_client_id}-changelog",
            isolation_level=isolation_level,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            fetch_max_bytes=4 * FETCH_BYTES,
            max_partition_fetch_bytes=FETCH_BYTES,
        )

    def fail(self, reason: BaseException) -> None:
        """End the worker: nothing is committed from now on. Only the first reason counts."""
        if self.failure is None:
            self._note(reason)
            self.add_future(self.crash(reason))

    def _crash(self, reason: BaseException) -> None:
        # Faust calls this too, from any thread, when one of its services crashes. While it stops, they fall over each
        # other; what counts then is only whether everything in hand was committed, see `on_stop`.
        if not self._stopped.is_set():
            self._note(reason)
            super()._crash(reason)

    def _note(self, reason: BaseException) -> None:
        if self.failure is None:
            self.failure = reason
            if threading.current_thread() is self._thread:
                self.partition_tasks.break_off()
            else:
                self.loop.call_soon_threadsafe(self.partition_tasks.break_off)


def begin_at_zero(topic: str) -> None:
    """What is counted by topic stands at 0 from the first assignment on: Prometheus sees no rise where one begins."""
    for metric in (Metric.COMMITS, Metric.ABORTS, Metric.FENCED, Metric.DELETED_UNREAD):
        count(metric, 0, topic)
