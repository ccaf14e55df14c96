"""Workers with one guarantee broken on purpose: the harness must catch each, by name.

Each mutant is the worker as it is but for one method; where real life would seldom hit the gap that opens, the mutant
waits in it for a moment.
"""

import asyncio
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from aiokafka import AIOKafkaProducer

KILLS = ("kill-worker", "kill-all-workers")
MOMENT = 0.02


@dataclass(frozen=True, slots=True)
class Mutant:
    """`break_it` changes the worker of this process; `faults` bring it to light.

    `stops` says that such workers soon stand in each other's way, so that little or nothing comes out.
    """

    break_it: Callable[[], None]
    faults: tuple[str, ...]
    stops: bool


MUTANTS: dict[str, Mutant] = {}


def mutant(*faults: str, stops: bool = False) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Enter a function that breaks something under its name."""

    def entered(break_it: Callable[[], None]) -> Callable[[], None]:
        MUTANTS[break_it.__name__.replace("_", "-")] = Mutant(break_it, faults, stops)
        return break_it

    return entered


def _replace(owner: type, name: str, method: object) -> None:
    """Raises AttributeError when the worker has no such method any more: the mutant would break nothing."""
    getattr(owner, name)
    setattr(owner, name, method)


@mutant("kill-before-send", *KILLS)
def ack_before_publish() -> None:
    """A record's offset is committed before what comes of it is sent."""
    from streams.transport.task import PartitionTask

    begin = PartitionTask.begin

    async def begun(self: Any, message: Any) -> Any:
        work = await begin(self, message)
        if work is not None:
            self.next_offset = message.offset + 1
            self._processing.release()
            await self.commit()
            await self._processing.acquire()
        return work

    _replace(PartitionTask, "begin", begun)


@mutant("kill-before-commit", "kill-within-commit", *KILLS)
def seen_before_output() -> None:
    """What was seen is remembered before the output is out, by the text and without the record it came in."""
    from streams.dedup.memory import Memory

    _changelog_by_itself()
    _replace(Memory, "judged", lambda self, origin: None)


@mutant(*KILLS, "kill-before-commit")
def changelog_outside_the_transaction() -> None:
    """Table writes go out later, by a producer of their own."""
    _changelog_by_itself(later=2.0)


def _changelog_by_itself(later: float = 0.0) -> None:
    from streams.transport.table import Table

    started: list[Any] = []

    async def written(producer: Any, topic: str, key: bytes, value: bytes | None, partition: int) -> None:
        await asyncio.sleep(later)
        await producer.send_and_wait(topic, value, key, partition)

    async def send(self: Any, _sender: Any, record: Any, key: bytes, value: bytes | None) -> None:
        if not started:
            started.append(AIOKafkaProducer(bootstrap_servers=os.environ["NEWSMILL_BROKERS"]))
            await started[0].start()
        writing = written(started[0], self.changelog_topic_name, key, value, record.partition)
        if later:
            tasks.append(asyncio.create_task(writing))
        else:
            await writing

    tasks: list[asyncio.Task[None]] = []
    _replace(Table, "_send", send)


@mutant("kill-after-commit", *KILLS, stops=True)
def transaction_by_destination() -> None:
    """An output goes into the transaction of some other source partition, which its destination picks."""
    from streams.transport.task import PartitionTask
    from streams.transport.tasks import PartitionTasks

    here: list[Any] = []
    opened, send = PartitionTasks.open, PartitionTask.send

    def remember(self: Any, tasks: Any) -> None:
        opened(self, tasks)
        here[:] = list(self)

    async def sent(self: Any, topic: str, key: bytes | None, value: bytes | None, **options: Any) -> Any:
        other = here[crc32(topic.encode() + (key or b"")) % len(here)]
        if other._processing.locked():  # our own, or one that is busy: two at once would only stop the worker
            return await send(self, topic, key, value, **options)
        async with other._processing:
            mine, self._committer = self._committer, other._committer
            try:
                return await send(self, topic, key, value, **options)
            finally:
                self._committer = mine

    _replace(PartitionTasks, "open", remember)
    _replace(PartitionTask, "send", sent)


@mutant("kill-after-commit", *KILLS)
def commits_inside_events() -> None:
    """A timer commits whatever was sent, as Faust's does, also between two sends of the record in hand."""
    from streams.transport.task import PartitionTask

    send = PartitionTask.send

    async def slowly(self: Any, *args: Any, **options: Any) -> Any:
        async with self._committing:
            delivery = await send(self, *args, **options)
        self._progress.set()
        await asyncio.sleep(MOMENT)
        return delivery

    async def committed(self: Any) -> None:
        async with self._committing:
            self._progress.clear()
            if not self.broken:
                await self._finish(self.next_offset, len(self._deliveries))

    _replace(PartitionTask, "send", slowly)
    _replace(PartitionTask, "commit", committed)


@mutant("output-too-large")
def unchecked_deliveries() -> None:
    """Nobody asks whether the broker took what was sent."""
    from streams.transport.task import PartitionTask

    async def assumed(self: Any, offset: int, _sends: int) -> None:
        self._deliveries = []
        await self._committer.begin()
        if await self._committer.commit(offset, ""):
            self.committed = offset

    _replace(PartitionTask, "_finish", assumed)


@mutant("raise-before-send")
def commit_on_exception() -> None:
    """A record whose handler failed counts as done, and is committed on the way out."""
    from streams.transport.app import NewsmillApp
    from streams.transport.task import PartitionTask

    end, fail = PartitionTask.end, NewsmillApp.fail

    def ended(self: Any, work: Any, *, done: bool) -> None:
        end(self, work, done=True)

    def failed(self: Any, reason: BaseException) -> None:
        async def commit_first() -> None:
            await self.partition_tasks.commit()
            fail(self, reason)

        self.add_future(commit_first())

    _replace(PartitionTask, "end", ended)
    _replace(NewsmillApp, "fail", failed)


@mutant("scale-1-3-1", "kill-worker", stops=True)
def shared_transactional_id() -> None:
    """Partitions of the same number share an id, whatever their topic: their owners fence each other."""
    from streams.transport.producer import TransactionManager

    TransactionManager.transactional_id_format = "{group_id}-{tpg.partition}"


@mutant("freeze-past-the-session")
def zombies_not_fenced() -> None:
    """Every worker has transactional ids of its own: a frozen one may go on when it wakes."""
    from streams.transport.producer import TransactionManager

    TransactionManager.transactional_id_format = f"{{group_id}}-{os.getpid()}-{{tpg.topic}}-{{tpg.partition}}"


@mutant(*KILLS)
def dropped_for_likeness_alone() -> None:
    """What is much like an earlier text is dropped, whatever it brings that nobody has read."""
    from streams.dedup.novelty import Unseen

    _replace(Unseen, "is_news", False)


@mutant("kill-worker")
def uncommitted_reads() -> None:
    """What a feed aborted is read all the same."""
    from streams.transport.thread import ConsumerThread

    create = ConsumerThread._create_worker_consumer

    def created(self: Any, transport: Any) -> Any:
        consumer = create(self, transport)
        consumer._isolation_level = "read_uncommitted"
        return consumer

    _replace(ConsumerThread, "_create_worker_consumer", created)


@mutant("scale-1-3-1", "kill-in-rebalance")
def stale_counts_as_done() -> None:
    """Records fetched before a rebalance are skipped and acknowledged."""
    from streams.transport.task import PartitionTask

    begin = PartitionTask.begin

    async def begun(self: Any, message: Any) -> Any:
        work = await begin(self, message)
        if work is None:
            self.next_offset = max(self.next_offset, message.offset + 1)
        elif random.random() < 0.2:
            await asyncio.sleep(MOMENT)  # so that something is on its way when a rebalance comes
        return work

    _replace(PartitionTask, "begin", begun)


@mutant(*KILLS)
def no_recovery_of_what_was_seen() -> None:
    """Workers begin with an empty memory."""
    from streams.transport.changelog import Changelog
    from streams.transport.table import Table

    init = Table.__init__

    async def nothing(self: Any, shards: set[int], *_: Any) -> None:
        for shard in shards:
            self._table.begin_shard(shard)

    def careless(self: Any, app: Any, **options: Any) -> None:
        init(self, app, **options | {"accept_loss": True})

    _replace(Changelog, "catch_up", nothing)
    _replace(Table, "__init__", careless)
