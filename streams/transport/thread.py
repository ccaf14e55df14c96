"""The consumer's thread: aiokafka's consumer, set up as the guarantees need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from faust.transport.drivers import aiokafka as faust_driver
from faust.types import TP

from streams.kafka.clients import renew
from streams.kafka.patience import patiently
from streams.transport.committed import Committed, ask_once, committed_offsets
from streams.transport.header_names import read_any_header_name

FETCH_WAIT_MS = 500
"""How long a fetch waits for records. A partition that begins to flow waits for the fetch before it."""


class ConsumerThread(faust_driver.AIOKafkaConsumerThread):
    """Reads committed records in both modes. Faust has no setting for it: what a feed aborted would be handled."""

    async def on_start(self) -> None:
        """Wait for a broker that is away; Faust would crash."""
        await patiently(self._start_once)

    async def _start_once(self) -> None:
        try:
            await super().on_start()
        except KafkaError:
            await self._ensure_consumer().stop()
            raise

    async def go_to_committed(self, tps: Sequence[TP]) -> dict[TP, Committed]:
        """Go to the committed offset of each partition, or to its beginning where none was ever committed.

        Raises OffsetsUnknownError when Kafka does not say of each partition which it is.
        """
        committed = await committed_offsets(lambda: self.call_thread(self._ask, tps), tps)
        await self.call_thread(self._go_to, committed)
        return committed

    async def commit_with(self, commits: Mapping[TP, tuple[int, str]]) -> bool:
        """Commit an offset with metadata for each partition; False when the group has rebalanced since.

        Raises KafkaError for anything else that keeps it from being done.
        """
        return bool(await self.call_thread(self._commit_with, commits))

    async def _commit_with(self, commits: Mapping[TP, tuple[int, str]]) -> bool:
        try:
            told = {TopicPartition(*tp): OffsetAndMetadata(*commit) for tp, commit in commits.items()}
            await self._ensure_consumer().commit(told)
        except (CommitFailedError, IllegalStateError):
            return False
        return True

    async def _ask(self, tps: Sequence[TP]) -> Any:
        return await ask_once(self._ensure_consumer()._coordinator, tps)

    async def _go_to(self, committed: Mapping[TP, Committed]) -> None:
        consumer = self._ensure_consumer()
        for tp, found in committed.items():
            if found.offset is not None:
                consumer.seek(TopicPartition(*tp), found.offset)
        fresh = [TopicPartition(*tp) for tp, found in committed.items() if found.offset is None]
        if fresh:  # none would mean all; together, since each call waits for a fetch that finds nothing
            await consumer.seek_to_beginning(*fresh)

    def _create_worker_consumer(self, transport: Any) -> Any:
        read_any_header_name()
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"
        consumer._auto_offset_reset = "none"  # else it goes back to the beginning and says nothing, see `_out_of_range`
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS
        renew(consumer._client, cast(Any, self.app).connection)
        return consumer
