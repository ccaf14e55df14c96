"""What was fetched before a seek never reaches a handler, and each message knows the one before it."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import NoOffsetForPartitionError, OffsetOutOfRangeError
from faust.types import TP

from streams.ops.metrics import Metrics
from streams.transport import NewsmillApp
from streams.transport.buffer_limit import BufferLimit
from streams.transport.committed import Committed
from streams.transport.consumer import Consumer
from streams.transport.errors import OffsetsLostError
from tests.transport.fakes import all_done

RAW = TP("raw", 0)


class FakeThread:
    """Kafka's side: a position that fetches move on and seeks put back."""

    def __init__(self, offsets: list[int], committed: int | None) -> None:
        self._offsets = offsets
        self._committed = committed
        self.began_anew: list[TP] = []
        self.start = 0

    async def getmany(self, _partitions: Any, _timeout: float) -> dict[TP, list[Any]]:
        return {RAW: [SimpleNamespace(offset=offset) for offset in self._offsets]}

    async def earliest_offsets(self, *partitions: TP) -> dict[TP, int]:
        return dict.fromkeys(partitions, self.start)

    async def go_to_committed(self, tps: list[TP]) -> dict[TP, Committed]:
        return {tp: Committed(self._committed if tp == RAW else None) for tp in tps}

    async def seek_to_beginning(self, *partitions: TP) -> None:
        self.began_anew += partitions


def consumer_of(app: NewsmillApp, offsets: list[int], committed: int | None = 5) -> tuple[Consumer, FakeThread]:
    consumer: Any = app.consumer
    thread = consumer._thread = FakeThread(offsets, committed)
    consumer._active_partitions = {RAW}
    consumer._to_message = lambda _tp, record: SimpleNamespace(offset=record.offset)
    return consumer, thread


async def fetched(consumer: Consumer) -> list[tuple[int, int | None]]:
    """Offsets of one batch, each with that of the message before it."""
    return [(message.offset, message.previous) async for _, message in consumer.getmany(timeout=1)]


async def test_each_message_knows_the_one_before_it_also_over_batches(app: NewsmillApp) -> None:
    consumer, _ = consumer_of(app, [5, 6, 9])
    assert await fetched(consumer) == [(5, None), (6, 5), (9, 6)]
    assert await fetched(consumer) == [(5, 9), (6, 5), (9, 6)]
    assert consumer.last_fetched(RAW) == 9


async def test_the_rest_of_a_batch_is_void_after_a_seek(app: NewsmillApp) -> None:
    consumer, _ = consumer_of(app, [5, 6, 9])
    offsets = []
    async for _, message in consumer.getmany(timeout=1):
        offsets.append(message.offset)
        if message.offset == 6:
            assert await consumer.seek_to_start([RAW]) == {RAW: Committed(5)}
    assert offsets == [5, 6]
    assert (await fetched(consumer))[0] == (5, None)


async def test_a_seek_waits_for_the_fetch_under_way(app: NewsmillApp) -> None:
    consumer, thread = consumer_of(app, [5])
    answered = asyncio.Event()

    async def slowly(_partitions: Any, _timeout: float) -> dict[TP, list[Any]]:
        await answered.wait()
        return {RAW: [SimpleNamespace(offset=7)]}

    thread.getmany = slowly  # type: ignore[method-assign]
    batch = asyncio.create_task(fetched(consumer))
    await all_done()
    seek = asyncio.create_task(consumer.seek_to_start([RAW]))
    await all_done()
    assert not seek.done()  # else it would not be known whether the fetch came before it or after
    answered.set()
    await asyncio.gather(batch, seek)
    assert consumer.last_fetched(RAW) in (-1, 7)
    assert batch.result() in ([], [(7, None)])


@pytest.mark.parametrize("committed", [None, 0])
async def test_of_a_partition_without_offset_nothing_is_done(app: NewsmillApp, committed: int | None) -> None:
    consumer, _ = consumer_of(app, [], committed)
    assert await consumer.seek_to_start([RAW, ("raw", 1)]) == {RAW: Committed(None), ("raw", 1): Committed(None)}


async def test_fetched_records_wait_for_room(app: NewsmillApp) -> None:
    """A queue of 512 records may be 512 MiB; what has left its queue makes room for the next."""

    consumer: Any = consumer_of(app, [5, 6, 7])[0]
    consumer._to_message = lambda _tp, record: SimpleNamespace(offset=record.offset, key=b"", value=b"v" * 40)
    app.buffer_limit = BufferLimit(100)
    delivered: list[int] = []

    async def deliver(message: Any) -> None:
        delivered.append(message.offset)

    consumer.callback = deliver
    draining = asyncio.create_task(consumer._drain_messages(SimpleNamespace(should_stop=False)))
    await all_done()
    assert delivered == [5, 6]
    app.buffer_limit.release(40)
    await all_done()
    assert delivered == [5, 6, 7]
    draining.cancel()


async def test_nothing_is_handed_on_while_the_flow_is_stopped(app: NewsmillApp) -> None:
    consumer, _ = consumer_of(app, [5, 6])
    offsets = []
    async for _, message in consumer.getmany(timeout=1):
        offsets.append(message.offset)
        consumer.stop_flow()
    assert offsets == [5]


async def test_a_partition_that_is_new_to_the_group_is_no_error(app: NewsmillApp) -> None:
    """The fetcher may look for its offset before `seek_to_start` has gone to the beginning, and tells of it after."""

    async def refused(_partitions: Any, _timeout: float) -> Any:
        raise NoOffsetForPartitionError(RAW)

    consumer, thread = consumer_of(app, [])
    thread.getmany = refused  # type: ignore[method-assign]
    assert await fetched(consumer) == []


async def out_of_range(consumer: Consumer, thread: FakeThread, *, start: int) -> list[tuple[int, int | None]]:
    """What a fetch from offset 7 gives when Kafka has no such offset, its first one being `start`."""

    async def refused(_partitions: Any, _timeout: float) -> Any:
        raise OffsetOutOfRangeError({RAW: 7})

    thread.getmany = refused  # type: ignore[method-assign]
    thread.start = start
    return await fetched(consumer)


async def test_what_retention_deleted_unread_is_told(
    app: NewsmillApp, caplog: pytest.LogCaptureFixture, counted: Metrics
) -> None:
    consumer, thread = consumer_of(app, [])
    assert await out_of_range(consumer, thread, start=9) == []
    assert thread.began_anew == [RAW]
    assert "raw/0: offsets 7 to 8 were deleted unread" in caplog.text
    assert counted.registry.get_sample_value("newsmill_deleted_unread_total", {"topic": "raw"}) == 2


async def test_a_topic_made_anew_ends_the_worker_rather_than_pass_for_done(app: NewsmillApp) -> None:
    consumer, thread = consumer_of(app, [])
    with pytest.raises(OffsetsLostError, match="raw/0 ends before offset 7"):
        await out_of_range(consumer, thread, start=0)
    assert thread.began_anew == []
