"""One source record on its way through a stage, and everything that is done for it."""

from __future__ import annotations

import asyncio
from typing import Protocol

from aiokafka.structs import RecordMetadata

from streams.transport.consumed import ConsumedRecord, Headers

Delivery = asyncio.Future[RecordMetadata]


class Sender(Protocol):
    """What a record's outputs go through: the `PartitionTask` of its partition."""

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        *,
        headers: list[tuple[str, bytes | None]],
        timestamp_ms: int,
        partition: int | None,
    ) -> Delivery:
        """Queue a record for `topic`; what comes of it."""

    def settled(self, record: ConsumedRecord) -> int:
        """The source offset below which all is out for good, or becomes so together with what is done for `record`."""


class Writable(Protocol):
    """Where rows are written: a `Table`."""

    async def write(self, sender: Sender, record: ConsumedRecord, key: bytes, value: bytes | None) -> None:
        """Set a row of the record's shard, or delete it with `None`; its changelog record goes through `sender`."""


class UnitOfWork:
    """One record and all that is done for it. Its sends and table writes stand or fall with the record's offset.

    Valid until the stage asks for the next one; an asyncio task that outlives it is refused, since its sends would
    land in the transaction of another record. `poison`: this record has ended three workers, see `history`; the stage
    has to be done with it without what it does with others.
    """

    __slots__ = ("_closed", "_sender", "poison", "record")

    def __init__(self, sender: Sender, record: ConsumedRecord, *, poison: bool = False) -> None:
        self._sender = sender
        self._closed = False
        self.record = record
        self.poison = poison

    async def send(
        self,
        topic: str,
        *,
        key: bytes | None,
        value: bytes | None,
        headers: Headers = (),
        timestamp_ms: int | None = None,
        partition: int | None = None,
    ) -> None:
        """Queue a record for `topic`; its delivery is checked before anything is committed.

        `timestamp_ms` is that of the source record unless given: a worker's clock never reaches the wire.
        Without `partition` the key decides, by the hash that the Java clients use.
        """
        self._check_open()
        stamp = self.record.timestamp_ms if timestamp_ms is None else timestamp_ms
        await self._sender.send(topic, key, value, headers=list(headers), timestamp_ms=stamp, partition=partition)

    async def write(self, table: Writable, key: bytes, value: bytes | None) -> None:
        """Set a row of this record's shard, or delete it with `None`: first in the changelog, then in memory."""
        self._check_open()
        await table.write(self._sender, self.record, key, value)

    @property
    def settled(self) -> int:
        """The source offset below which all is out for good, or will be with what is done for this record."""
        return self._sender.settled(self.record)

    def close(self) -> None:
        """Refuse whatever still wants to be sent."""
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError(f"{self.record.topic}/{self.record.partition}@{self.record.offset} is already done")
