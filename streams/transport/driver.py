"""Our consumer, producer and transaction manager, named by our transport as Faust's extension point has it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from functools import partial
from typing import Any, NoReturn, cast

from aiokafka.errors import ConsumerStoppedError
from aiokafka.structs import TopicPartition
from faust.transport.consumer import TransactionManager as FaustTransactionManager
from faust.transport.drivers import aiokafka as faust_driver
from faust.types import TP
from mode import Service

from streams.nulls import null_or_bytes
from streams.transport.patience import patiently

TRANSACTION_TIMEOUT_MS = 5 * 60 * 1000
"""After which Kafka aborts an open transaction, and fences its producer. Longer than a broker's restart, so that a
worker that has waited for it can go on; a dead worker's transaction is aborted by the next owner, not by this."""

FETCH_WAIT_MS = 500
"""How long a fetch waits for records. A partition that begins to flow waits for the fetch before it."""


class Producer(faust_driver.Producer):
    """Idempotent in both modes: a record is tried until Kafka takes or refuses it, and it never comes twice."""

    def __post_init__(self) -> None:
        super().__post_init__()
        # Class attributes in Faust, shared by all apps of a process.
        self._transaction_producers = {}
        self._trn_locks = {}

    def _settings_extra(self) -> dict[str, Any]:
        return {
            "acks": "all",
            "enable_idempotence": True,
            "transaction_timeout_ms": TRANSACTION_TIMEOUT_MS,
            "value_serializer": null_or_bytes,
        }

    async def maybe_begin_transaction(self, transactional_id: str) -> None:
        """Start the producer of an id, which fences the one before. Raises what Faust only logs.

        The transaction itself begins with the first record: an open one would hold up readers while it idles.
        """
        if transactional_id not in self._transaction_producers:
            self._transaction_producers[transactional_id] = await patiently(partial(self._start_one, transactional_id))

    async def _start_one(self, transactional_id: str | None) -> Any:
        producer = self._new_producer(transactional_id=transactional_id)
        try:
            await producer.start()
        except BaseException:
            await producer.stop()
            raise
        return producer

    async def on_start(self) -> None:
        """Wait for a broker that is away; Faust would crash."""
        await (await patiently(partial(self._start_one, None))).stop()
        await super().on_start()

    @property
    def shared(self) -> Any:
        """The aiokafka producer without transactions."""
        return self._ensure_producer()

    def of(self, transactional_id: str) -> Any:
        """The aiokafka producer of a transactional id; it was started with the assignment."""
        return self._transaction_producers[transactional_id]

    async def send(self, *_args: Any, **_options: Any) -> NoReturn:
        """A record sent this way would belong to the transaction of its destination, or to none."""
        raise TypeError("send with Handling.send, which knows the source record")


class TransactionManager(FaustTransactionManager):
    """Transactional ids by source partition. Faust counts groups of topics with equally many partitions instead:
    ids that are shared between topics, and that move when a topic is added."""

    transactional_id_format = "{group_id}-{tpg.topic}-{tpg.partition}"

    _generation = -1

    async def on_rebalance(self, assigned: Any, revoked: Any, newly_assigned: Any) -> None:
        """Start the producers of what is assigned, stop those of what is not.

        Where this worker has missed a generation of the group, another may have had its partitions: what is assigned
        is as good as new then, and gets new producers.
        """
        missed = self.app.consumer_generation_id != self._generation + 1
        self._generation = self.app.consumer_generation_id
        await super().on_rebalance(assigned, revoked | assigned if missed else revoked, newly_assigned)

    async def _start_transactions(self, tids: Iterable[str]) -> None:
        await asyncio.gather(*(self.producer.maybe_begin_transaction(tid) for tid in tids))

    async def _stop_transactions(self, tids: Iterable[str]) -> None:
        await asyncio.gather(*(self.producer.stop_transaction(tid) for tid in tids))

    async def send(self, *_args: Any, **_options: Any) -> NoReturn:
        """See `Producer.send`."""
        raise TypeError("send with Handling.send, which knows the source record")

    async def commit(self, *_args: Any, **_options: Any) -> NoReturn:
        """Lanes commit, each its own transaction."""
        raise TypeError("lanes commit their transactions themselves")


class ConsumerThread(faust_driver.AIOKafkaConsumerThread):
    """Reads committed records in both modes. Faust has no setting for it: what a feed aborted would be handled."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS
        return consumer


class Consumer(faust_driver.Consumer):
    """Faust's consumer without its acks: lanes know what is done, and only they commit."""

    app: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._fetched: dict[TP, int] = {}
        self._seeks = 0
        self._seeks_at_fetch = 0
        self._position = asyncio.Lock()

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def seek_to_start(self, assigned: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int | None]:
        """Go to the committed offset of each partition, or its beginning; whatever was fetched before is void."""
        async with self._position:
            self._seeks += 1
            self._fetched.clear()
            self._buffered_partitions.clear()
            committed = await self.seek_to_committed()
            fresh = [tp for tp, offset in committed.items() if not offset]
            if fresh:
                await self._thread.seek_to_beginning(*fresh)
        found = {(tp.topic, tp.partition): offset or None for tp, offset in committed.items()}
        return {tp: found.get(tp) for tp in assigned}

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
        async with self._position:
            self._seeks_at_fetch = self._seeks
            return await super()._getmany(active_partitions, timeout)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Any]]:  # noqa: ASYNC109 - Faust's signature
        """Yield what was fetched since the last seek, each message knowing the one before it."""
        records, _ = await self._wait_next_records(timeout)
        seeks = self._seeks_at_fetch
        for tp, record in self.scheduler.iterate(records or {}):
            if seeks != self._seeks or not self.flow_active or self.should_stop:
                return
            message: Any = self._to_message(tp, record)
            message.previous = self._fetched.get(tp)
            self._fetched[tp] = message.offset
            yield tp, message

    async def _drain_messages(self, fetcher: Any) -> None:
        """The fetcher's loop, without Faust's bookkeeping of acks, gaps and read offsets: lanes do it."""
        try:
            while not (self.should_stop or fetcher.should_stop):
                async for _, message in self.getmany(timeout=1.0):
                    await self.callback(message)
                await asyncio.sleep(0)
        except ConsumerStoppedError:
            if not self.app.should_stop:
                raise

    def last_fetched(self, tp: tuple[str, int]) -> int:
        """Offset of the last record fetched since the last seek, -1 if none."""
        return self._fetched.get(TP(*tp), -1)

    def position_of(self, tp: tuple[str, int]) -> int | None:
        """The next offset to fetch, None while it is not known."""
        state = self._state(tp)
        return state.position if state is not None and state.has_valid_position else None

    def end_of(self, tp: tuple[str, int]) -> int:
        """The end of the partition, as the last fetch told it; 0 while there was none."""
        state = self._state(tp)
        return (state.lso or 0) if state is not None else 0

    def _state(self, tp: tuple[str, int]) -> Any:
        subscription = self._thread._ensure_consumer()._subscription.subscription
        assignment = subscription.assignment if subscription is not None else None
        at = TopicPartition(*tp)
        return assignment.state_value(at) if assignment is not None and at in assignment.tps else None

    def transactional_id(self, tp: TP) -> str:
        """The id under which a source partition's transactions run."""
        manager = cast(TransactionManager, self.transactions)
        (found,) = manager._tps_to_transactional_ids({tp})
        return str(found)

    async def commit_offset(self, tp: TP, offset: int) -> bool:
        """Commit outside a transaction; False when the group has rebalanced since."""
        return bool(await self._commit({tp: offset}))

    async def commit(self, _topics: Any = None, start_new_transaction: bool = True) -> bool:
        """Commit what is done, whoever asks."""
        await self.app.lanes.commit()
        return True

    async def wait_empty(self) -> None:
        """Before a rebalance, and before the end: finish what is in hand and commit it."""
        await self.app.lanes.close()

    async def on_task_error(self, exc: BaseException) -> None:
        """Faust commits here, past the record whose handling failed."""

    @Service.task
    async def _commit_handler(self) -> None:
        """Each lane has a timer of its own."""

    @Service.task
    async def _commit_livelock_detector(self) -> None:
        """`streams.transport.watch` does this, and ends the worker instead of writing a log line."""


class Transport(faust_driver.Transport):
    """Kafka by aiokafka, as above."""

    Consumer = Consumer
    Producer = Producer
    TransactionManager = TransactionManager
    driver_version = f"newsmill on {faust_driver.Transport.driver_version}"
