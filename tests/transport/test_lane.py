"""A lane commits what is done and delivered, never between two sends of an event, never past a record it missed."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from aiokafka.errors import IllegalOperation, KafkaTimeoutError, MessageSizeTooLargeError, ProducerFenced

from streams.transport.errors import DeliveryError, FencedError, RecordsSkippedError
from streams.transport.handling import Handling
from streams.transport.lane import Lane
from tests.transport.fakes import FakeMessage, FakePublisher, all_done


def new_lane(publisher: FakePublisher, committed: int = 0) -> Lane:
    return Lane("in", 0, publisher, committed=committed, generation=1)


async def begun(lane: Lane, message: FakeMessage) -> Handling:
    handling = await lane.begin(message)
    assert handling is not None
    return handling


async def handle(lane: Lane, offset: int, previous: int | None = None) -> None:
    handling = await begun(lane, FakeMessage(offset, previous))
    await handling.send("out", key=b"k", value=b"v")
    lane.end(handling, done=True)


async def soon(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """The work, begun and got as far as it goes."""
    task = asyncio.create_task(work)
    for _ in range(5):
        await asyncio.sleep(0)
    return task


async def test_a_commit_waits_for_the_event_in_hand() -> None:
    lane = new_lane(publisher := FakePublisher())
    await handle(lane, 0)
    handling = await begun(lane, FakeMessage(1, 0))
    await handling.send("out", key=b"k", value=b"first of two")
    commit = await soon(lane.commit())
    publisher.producer.confirm()
    await all_done()
    assert not commit.done()
    assert publisher.commits == []
    await handling.send("out", key=b"k", value=b"second of two")
    lane.end(handling, done=True)
    publisher.producer.confirm()
    await commit
    assert publisher.commits == [2]


async def test_an_event_waits_for_the_commit() -> None:
    lane = new_lane(publisher := FakePublisher())
    await handle(lane, 0)
    commit = await soon(lane.commit())  # waits for the delivery
    begin = asyncio.create_task(lane.begin(FakeMessage(1, 0)))
    await all_done()
    assert not begin.done()
    publisher.producer.confirm()
    await commit
    assert await begin is not None


async def test_outside_a_transaction_events_go_on_while_an_offset_waits_for_its_sends() -> None:
    lane = new_lane(publisher := FakePublisher(transactional=False))
    await handle(lane, 0)
    commit = await soon(lane.commit())
    await asyncio.wait_for(handle(lane, 1, 0), 10)
    publisher.producer.deliveries[0].set_result(None)
    await commit
    assert publisher.commits == [1]  # the second is not confirmed
    publisher.producer.confirm()
    await lane.commit()
    assert publisher.commits == [1, 2]


async def test_lanes_do_not_wait_for_each_other() -> None:
    slow, quick = new_lane(FakePublisher()), new_lane(publisher := FakePublisher())
    await handle(slow, 0)
    await handle(quick, 0)
    waiting = await soon(slow.commit())
    publisher.producer.confirm()
    await quick.commit()
    assert publisher.commits == [1]
    waiting.cancel()


@pytest.mark.parametrize(
    ("refusal", "reason"), [(MessageSizeTooLargeError(), DeliveryError), (ProducerFenced(), FencedError)]
)
async def test_nothing_is_committed_with_a_send_refused(refusal: Exception, reason: type[Exception]) -> None:
    lane = new_lane(publisher := FakePublisher())
    await handle(lane, 0)
    await handle(lane, 1, 0)
    publisher.producer.deliveries[0].set_exception(refusal)
    publisher.producer.confirm()
    with pytest.raises(reason, match="in/0"):
        await lane.commit()
    assert publisher.commits == []


async def test_the_first_refusal_is_the_reason_though_others_follow_from_it() -> None:
    lane = new_lane(publisher := FakePublisher())
    await handle(lane, 0)
    publisher.producer.deliveries[0].set_exception(MessageSizeTooLargeError())

    async def refuse(*_record: Any) -> Any:
        raise IllegalOperation("not in transaction")

    publisher.producer.send = refuse  # type: ignore[method-assign]
    handling = await begun(lane, FakeMessage(1, 0))
    with pytest.raises(DeliveryError, match="MessageSizeTooLarge"):
        await handling.send("out", key=b"k", value=b"v")


async def test_a_full_buffer_is_waited_for() -> None:
    lane = new_lane(publisher := FakePublisher())
    send, refusals = publisher.producer.send, iter([KafkaTimeoutError(), None])

    async def full_at_first(*record: Any) -> Any:
        if (refusal := next(refusals)) is not None:
            raise refusal
        return await send(*record)

    publisher.producer.send = full_at_first  # type: ignore[method-assign]
    await handle(lane, 0)
    assert len(publisher.producer.sent) == 1


async def test_an_event_left_undone_is_never_committed_and_neither_is_what_comes_after() -> None:
    lane = new_lane(publisher := FakePublisher())
    await handle(lane, 0)
    lane.end(await begun(lane, FakeMessage(1, 0)), done=False)
    assert await lane.begin(FakeMessage(2, 1)) is None
    publisher.producer.confirm()
    await lane.commit()
    await lane.close()
    assert publisher.commits == []


async def test_breaking_off_frees_who_waits_for_the_lane() -> None:
    lane = new_lane(publisher := FakePublisher())
    handling = await begun(lane, FakeMessage(0))
    closing = await soon(lane.close())
    lane.break_off()
    await asyncio.wait_for(closing, 10)
    with pytest.raises(RuntimeError, match="already done"):
        await handling.send("out", key=b"k", value=b"v")
    lane.end(handling, done=True)  # comes too late to count
    assert (publisher.commits, lane.next_offset) == ([], 0)


@pytest.mark.parametrize(
    "message",
    [FakeMessage(5, generation_id=0), FakeMessage(5, generation_id=2), FakeMessage(4)],
    ids=["of an earlier generation", "of a later one", "done already"],
)
async def test_a_record_that_is_not_due_is_neither_handled_nor_acknowledged(message: FakeMessage) -> None:
    lane = new_lane(publisher := FakePublisher(), committed=5)
    assert await lane.begin(message) is None
    await lane.commit()
    assert (lane.next_offset, publisher.commits) == (5, [])


async def test_a_closed_lane_takes_nothing() -> None:
    lane = new_lane(FakePublisher())
    await lane.close()
    assert await lane.begin(FakeMessage(0)) is None


async def test_a_record_fetched_and_lost_on_its_way_stops_the_lane() -> None:
    lane = new_lane(publisher := FakePublisher())
    await handle(lane, 0)
    with pytest.raises(RecordsSkippedError, match="record 2 came, but not 1"):
        await lane.begin(FakeMessage(2, previous=1))
    publisher.producer.confirm()
    await lane.commit()  # what was done before is done
    assert publisher.commits == [1]


async def test_offsets_that_no_record_has_are_no_gap() -> None:
    """Compaction takes records away, and transactions end with markers that nobody reads."""

    lane = new_lane(publisher := FakePublisher(), committed=3)
    await handle(lane, 7, None)
    await handle(lane, 12, 7)
    publisher.producer.confirm()
    await lane.commit()
    assert publisher.commits == [13]


async def test_a_commit_that_came_too_late_does_not_count() -> None:
    lane = new_lane(publisher := FakePublisher(accepts=False))
    await handle(lane, 0)
    publisher.producer.confirm()
    await lane.commit()
    assert lane.committed == 0


async def test_an_idle_lane_commits_nothing() -> None:
    lane = new_lane(publisher := FakePublisher(), committed=9)
    await lane.commit()
    assert publisher.log == []


async def test_sends_carry_the_source_records_time_and_null_values() -> None:
    lane = new_lane(publisher := FakePublisher())
    handling = await begun(lane, FakeMessage(0))
    await handling.send("out", key=b"k", value=b"v", headers=[("ce_id", b"1"), ("empty", None)])
    topic, value, key, partition, timestamp_ms, headers = publisher.producer.sent[0]
    assert (topic, value, key, partition, timestamp_ms) == ("out", b"v", b"k", None, 1001)
    assert headers == [("ce_id", b"1"), ("empty", None)]


@pytest.mark.parametrize(
    ("position", "end", "last_fetched", "idle"),
    [(6, 6, 4, True), (6, 6, -1, True), (5, 6, 4, False), (6, 6, 5, False), (None, 6, -1, False)],
    ids=["all done", "a marker at the end", "more to read", "one in hand", "position unknown"],
)
def test_a_lane_is_idle_when_all_that_can_be_read_is_done(
    position: int | None, end: int, last_fetched: int, idle: bool
) -> None:
    assert new_lane(FakePublisher(), committed=5).is_idle(position, end, last_fetched) is idle
