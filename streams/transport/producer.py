"""Producers by transactional id, and the ids by source partition."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn, cast

from faust.transport.consumer import TransactionManager as FaustTransactionManager
from faust.transport.drivers import aiokafka as faust_driver

from streams.kafka import Connection
from streams.kafka.clients import renew
from streams.kafka.patience import patiently
from streams.nulls import null_or_bytes
from streams.transport.epoch import Unanswered

TRANSACTION_TIMEOUT_MS = 5 * 60 * 1000
"""After which Kafka aborts an open transaction, and fences its producer. Longer than a broker's restart, so that a
worker that has waited for it can go on; a dead worker's transaction is aborted by the next owner, not by this."""


class Producer(faust_driver.Producer):
    """Idempotent in both modes: a record is tried until Kafka takes or refuses it, and it never comes twice."""

    def __post_init__(self) -> None:
        super().__post_init__()
        # Class attributes in Faust, shared by all apps of a process.
        self._transaction_producers = {}
        self._trn_locks = {}
        self._unanswered: dict[str, Unanswered] = {}

    @property
    def _connection(self) -> Connection:
        return cast(Connection, cast(Any, self.app).connection)

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
            producer = await patiently(partial(self._start_one, transactional_id))
            self._unanswered[transactional_id] = Unanswered(producer)
            self._transaction_producers[transactional_id] = producer

    async def settle(self, transactional_id: str) -> None:
        """Before a transaction: see `epoch`. Raises ProducerFenced when another worker has the id."""
        await self._unanswered[transactional_id].settle()

    async def fence(self, transactional_id: str) -> None:
        """End what another worker has begun under this id, and keep it from going on; nothing is begun here."""
        await (await patiently(partial(self._start_one, transactional_id))).stop()

    async def _start_one(self, transactional_id: str | None) -> Any:
        producer = self._new_producer(transactional_id=transactional_id)
        renew(producer.client, self._connection)
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
        renew(self.shared.client, self._connection)

    @property
    def shared(self) -> Any:
        """The aiokafka producer without transactions."""
        return self._ensure_producer()

    def of(self, transactional_id: str) -> Any:
        """The aiokafka producer of a transactional id; it was started with the assignment."""
        return self._transaction_producers[transactional_id]

    async def send(self, *_args: Any, **_options: Any) -> NoReturn:
        """A record sent this way would belong to the transaction of its destination, or to none."""
        raise TypeError("send with UnitOfWork.send, which knows the source record")


class TransactionManager(FaustTransactionManager):
    """Transactional ids by source partition. Faust counts groups of topics with equally many partitions instead:
    ids that are shared between topics, and that move when a topic is added."""

    transactional_id_format = "{group_id}-{tpg.topic}-{tpg.partition}"

    async def on_rebalance(self, assigned: Any, revoked: Any, newly_assigned: Any) -> None:
        """Stop the producers of all partitions, also of those that stay: `fence` starts new ones.

        Not here: Kafka waits for this, and no heartbeat is sent meanwhile.
        """
        await self._stop_transactions(self._tps_to_transactional_ids(revoked | assigned))

    async def fence(self, assigned: Iterable[Any]) -> None:
        """Keep every other worker from going on with these partitions, and let no transaction stay open.

        Kafka answers the start of a producer only when the transaction before it is over, offsets included. A producer
        that is kept says nothing of that: its last commit may have been promised by a coordinator that is gone since,
        and the offset that is fetched next would be the one before. Without transactions of our own, one that a dead
        worker left open would hide from us what stands behind it: in the changelog, the rows of all judged since.
        """
        ids = self._tps_to_transactional_ids(set(assigned))
        if self.app.in_transaction:
            await self._start_transactions(ids)
        else:
            producer = cast(Producer, self.producer)
            await asyncio.gather(*(producer.fence(id_) for id_ in ids))

    async def _start_transactions(self, tids: Iterable[str]) -> None:
        await asyncio.gather(*(self.producer.maybe_begin_transaction(tid) for tid in tids))

    async def _stop_transactions(self, tids: Iterable[str]) -> None:
        await asyncio.gather(*(self.producer.stop_transaction(tid) for tid in tids))

    async def send(self, *_args: Any, **_options: Any) -> NoReturn:
        """See `Producer.send`."""
        raise TypeError("send with UnitOfWork.send, which knows the source record")

    async def commit(self, *_args: Any, **_options: Any) -> NoReturn:
        """Partition tasks commit, each its own transaction."""
        raise TypeError("tasks commit their transactions themselves")
