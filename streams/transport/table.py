"""A table of raw bytes, kept by shard: the changelog in Kafka is its only copy, memory is where it is read.

A shard is a partition of the source topic, and of the changelog alike. Faust keeps the rows of all partitions in one
dict, and rows written live stay when the partition moves away; here a shard's rows go with it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NoReturn

import faust

from streams.meter import count
from streams.metrics import Metric
from streams.transport.consumed import ConsumedRecord
from streams.transport.errors import StateLostError
from streams.transport.work import Sender, UnitOfWork

Rows = dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class RecoveredShard:
    """A shard as it was read back, before its first record is handled.

    `committed` is the first offset of the source partition that is not done, None when none was ever committed.
    `rows` is the table's own mapping: later writes show in it, nobody else may write to it.
    """

    partition: int
    committed: int | None
    rows: Mapping[bytes, bytes]


MARKER = b"1"
"""Value of the marker row. Its being there is all that counts."""


class Table(faust.Table[bytes, bytes]):
    """`app.sharded_table(name, source=…, marker_key=…, on_recovered=…, on_revoked=…, accept_loss=False)`.

    `marker_key(shard)` is the key of a row written with a shard's first record; it tells an emptied changelog from a
    new one. `on_recovered(shard)` is awaited before the first record of a shard is handled, `on_revoked(partition)`
    when it moves away; a shard that stays through a rebalance is not reported again.
    """

    def __init__(
        self,
        app: Any,
        *,
        source: str,
        marker_key: Callable[[int], bytes],
        on_recovered: Callable[[RecoveredShard], Awaitable[None]] | None = None,
        on_revoked: Callable[[int], Awaitable[None]] | None = None,
        accept_loss: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(app, **{"key_type": bytes, "value_type": bytes} | options)
        self.source = source
        self.shards: dict[int, Rows] = {}
        self.sizes: dict[int, int] = {}  # by shard: bytes of its keys and values
        self.positions: dict[int, int] = {}  # by shard: the first changelog offset that is not in memory
        self._ready: set[int] = set()
        self._marker_key = marker_key
        self._on_recovered = on_recovered
        self._on_revoked = on_revoked
        self._accept_loss = accept_loss

    @property
    def data(self) -> Any:  # type: ignore[override]
        """All rows, to read: Mapping[bytes, bytes]."""
        return MappingProxyType(ChainMap(*self.shards.values()))

    async def write(self, sender: Sender, record: ConsumedRecord, key: bytes, value: bytes | None) -> None:
        """Queue the changelog record through `sender`, then change the row. See `UnitOfWork.write`."""
        if record.topic != self.source:
            raise ValueError(f"table {self.name} belongs to {self.source}, not to {record.topic}")
        await self._send(sender, record, key, value)
        self.apply(record.partition, key, value)

    async def mark(self, work: UnitOfWork) -> None:
        """Write the marker row of the record's shard unless it is there."""
        shard = work.record.partition
        key = self._marker_key(shard)
        if key not in self.shards[shard]:
            await work.write(self, key, MARKER)

    async def _send(self, sender: Sender, record: ConsumedRecord, key: bytes, value: bytes | None) -> None:
        delivery = await sender.send(
            self.changelog_topic_name,
            key,
            value,
            headers=[],
            timestamp_ms=record.timestamp_ms,
            partition=record.partition,
        )
        delivery.add_done_callback(lambda done: self._advance(record.partition, done))

    def _advance(self, shard: int, delivery: Any) -> None:
        if not delivery.cancelled() and delivery.exception() is None and shard in self.positions:
            self.positions[shard] = max(self.positions[shard], delivery.result().offset + 1)

    def apply(self, shard: int, key: bytes, value: bytes | None) -> None:
        """Change a row in memory."""
        rows = self.shards[shard]
        before = rows.get(key)
        if value is None:
            rows.pop(key, None)
        else:
            rows[key] = value
        self.sizes[shard] += _size(key, value) - _size(key, before)

    def begin_shard(self, shard: int) -> int:
        """Make room for a shard; the changelog offset to read on from."""
        self.shards.setdefault(shard, {})
        self.sizes.setdefault(shard, 0)
        return self.positions.setdefault(shard, 0)

    async def retract(self, shard: int) -> None:
        """Report a shard as gone, if it was reported as there."""
        if shard in self._ready:
            self._ready.discard(shard)
            if self._on_revoked is not None:
                await self._on_revoked(shard)

    async def keep_only(self, shards: set[int]) -> None:
        """Drop the rows of every other shard."""
        for shard in sorted(self.shards.keys() - shards):
            del self.shards[shard], self.sizes[shard], self.positions[shard]
            await self.retract(shard)

    async def finish_shard(self, shard: int, committed: int | None) -> None:
        """Report a shard that has been read back. Raises StateLostError when its changelog was emptied."""
        rows = self.shards[shard]
        if committed is not None and self._marker_key(shard) not in rows:
            count(Metric.STATE_LOST)
            if not self._accept_loss:
                raise StateLostError(
                    f"{self.source}/{shard} is committed up to {committed}, but {self.changelog_topic_name}/{shard} "
                    f"has lost its marker: the changelog was emptied, and what was remembered is gone"
                )
        if shard not in self._ready:
            if self._on_recovered is not None:
                await self._on_recovered(RecoveredShard(shard, committed, rows))
            self._ready.add(shard)

    async def on_start(self) -> None:
        """No store to start, and no topic to create: `newsmill topics create` owns the changelog."""

    async def on_rebalance(self, *_args: Any, **_options: Any) -> None:
        """Rows come and go with `keep_only` and `begin_shard`."""

    def send_changelog(self, *_args: Any, **_options: Any) -> NoReturn:
        """Faust's way sends later, from a background task, outside the transaction."""
        raise TypeError(f"write to table {self.name} with UnitOfWork.write")

    def on_key_set(self, _key: bytes, _value: bytes) -> NoReturn:
        """As above: `table[key] = value`, `update` and the like."""
        self.send_changelog()

    def on_key_del(self, _key: bytes) -> NoReturn:
        """As above: `del table[key]`, `pop` and the like."""
        self.send_changelog()


def _size(key: bytes, value: bytes | None) -> int:
    return 0 if value is None else len(key) + len(value)
