"""Where the consumer begins to read: at what was committed, and elsewhere at the beginning."""

from typing import Any

import pytest
from aiokafka.structs import TopicPartition
from faust.types import TP

from streams.transport import NewsmillApp
from streams.transport.committed import Committed
from streams.transport.consumer import Consumer


class Client:
    """An aiokafka consumer that notes where it is told to go."""

    def __init__(self) -> None:
        self.sought: dict[TopicPartition, int] = {}
        self.began: list[tuple[TopicPartition, ...]] = []

    def seek(self, tp: TopicPartition, offset: int) -> None:
        self.sought[tp] = offset

    async def seek_to_beginning(self, *tps: TopicPartition) -> None:
        self.began.append(tps)


FRESH, KNOWN = {TP("raw", 0): Committed(None), TP("raw", 1): Committed(None)}, {TP("raw", 2): Committed(7)}


@pytest.mark.parametrize(
    ("committed", "sought", "began"),
    [
        (FRESH | KNOWN, {("raw", 2): 7}, [(("raw", 0), ("raw", 1))]),  # one call: each waits for half a second
        (KNOWN, {("raw", 2): 7}, []),  # a call without partitions would put back all
    ],
)
async def test_partitions_that_were_never_committed_go_to_their_beginning_together(
    committed: dict[TP, Committed], sought: Any, began: Any, app: NewsmillApp
) -> None:
    consumer: Any = app.consumer
    assert isinstance(consumer, Consumer)
    thread = consumer._new_consumer_thread()
    thread._consumer = client = Client()
    await thread._go_to(committed)
    assert (client.sought, client.began) == (sought, began)
