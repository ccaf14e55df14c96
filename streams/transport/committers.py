"""How what is done for a partition becomes final: with a Kafka transaction, or with an offset after confirmed sends."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka.structs import OffsetAndMetadata, TopicPartition

from streams.meter import count
from streams.metrics import Metric

CommitOffset = Callable[[int, str], Awaitable[bool]]
"""Commits an offset and metadata outside any transaction; False when the group has rebalanced."""

ABORT_SECONDS = 2.0
"""How long an abort may take on the way out; Kafka aborts by itself when the next owner starts its producer."""


class TransactionCommitter:
    """`exactly_once`: outputs, table writes and offset of a partition's events in one transaction.

    The transactional id belongs to the source partition: its next owner fences this producer by starting its own,
    which is all that keeps a worker from committing for a partition it has lost (aiokafka lacks KIP-447). `settle` is
    awaited before each transaction, see `epoch`.
    """

    transactional = True

    def __init__(
        self,
        producer: Any,
        group_id: str,
        source: TopicPartition,
        settle: Callable[[], Awaitable[None]],
    ) -> None:
        self.producer = producer
        self._settle = settle
        self._group_id = group_id
        self._source = source
        self._begun = False

    async def begin(self) -> None:
        """Begin a transaction unless one is open. Kafka learns of it with the first record."""
        if not self._begun:
            await self._settle()
            await self.producer.begin_transaction()
            self._begun = True

    async def commit(self, offset: int, metadata: str) -> bool:
        """Put the offset into the transaction and commit it."""
        told = {self._source: OffsetAndMetadata(offset, metadata)}
        await self.producer.send_offsets_to_transaction(told, self._group_id)
        await self.producer.commit_transaction()
        self._begun = False
        return True

    async def note(self, offset: int, metadata: str) -> bool:
        """Commit what is committed already, with something new beside it: in a transaction of its own, since a plain
        commit that comes late would put back what transactions have committed since."""
        await self.begin()
        return await self.commit(offset, metadata)

    async def abort(self) -> None:
        """Abort if Kafka answers; what fails here fails because the transaction is lost already."""
        if self._begun:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self.producer.abort_transaction(), ABORT_SECONDS)
                count(Metric.ABORTS, 1, self._source.topic)


class OffsetCommitter:
    """`at_least_once`: sends outside any transaction; the offset is committed once they are confirmed."""

    transactional = False

    def __init__(self, producer: Any, commit_offset: CommitOffset) -> None:
        self.producer = producer
        self._commit_offset = commit_offset

    async def begin(self) -> None:
        """Nothing to begin."""

    async def commit(self, offset: int, metadata: str) -> bool:
        """Commit the offset; False when the group has rebalanced, and the record will be read again."""
        return await self._commit_offset(offset, metadata)

    async def note(self, offset: int, metadata: str) -> bool:
        """Commit what is committed already, with something new beside it."""
        return await self._commit_offset(offset, metadata)

    async def abort(self) -> None:
        """What is sent is sent: it will come again, byte for byte."""
