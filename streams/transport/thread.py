"""The consumer's thread: aiokafka's consumer, set up as the guarantees need it."""

from __future__ import annotations

from typing import Any

from aiokafka.errors import KafkaError
from faust.transport.drivers import aiokafka as faust_driver

from streams.clients.patience import patiently
from streams.transport.records import read_any_header_name

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

    def _create_worker_consumer(self, transport: Any) -> Any:
        read_any_header_name()
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"
        consumer._auto_offset_reset = "none"  # else it goes back to the beginning and says nothing, see `_out_of_range`
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS
        return consumer
