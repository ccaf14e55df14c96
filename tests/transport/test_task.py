"""A task commits what is done and delivered, never between two sends of an event, never past a record it missed."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from aiokafka.errors import IllegalOperation, KafkaTimeoutError, MessageSizeTooLargeError, ProducerFenced

from streams.ops.metrics import Metrics
from streams.transport.errors import DeliveryError, FencedError, RecordsSkippedError
from streams.transport.task import PartitionTask
from streams.transport.work import UnitOfWork
from tests.transport.fakes import FakeCommitter, FakeMessage, all_done


def new_lane(committer: FakeCommitter, committed: int = 0) -> PartitionTask:
    return PartitionTask("in", 0, committer, committed=committed, generation=1)


async def begun(task: PartitionTask, message: FakeMessage) -> UnitOfWork:
    work = await task.begin(message)
    assert work is not None
    return work


async def handle(task: PartitionTask, offset: int, previous: int | None = None) -> None:
    work = await begun(task, FakeMessage(offset, previous))
    await work.send("out", key=b"k", value=b"v")
    task.end(work, done=True)


async def soon(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """The work, begun and got as far as it goes."""
    task = asyncio.create_task(work)
    for _ in range(5):
        await asyncio.sleep(0)
    return task


async def test_a_commit_waits_for_the_event_in_hand() -> None:
    task = new_lane(committer := FakeCommitter())
    await handle(task, 0)
    work = await begun(task, FakeMessage(1, 0))
    await work.send("out", key=b"k", value=b"first of two")
    commit = await soon(task.commit())
    committer.producer.confirm()
    await all_done()
    assert not commit.done()
    assert committer.commits == []
    await work.send("out", key=b"k", value=b"second of two")
    task.end(work, done=True)
    committer.producer.confirm()
    await commit
    assert committer.commits == [2]


async def test_an_event_waits_for_the_commit() -> None:
    task = new_lane(committer := FakeCommitter())
    await handle(task, 0)
    commit = await soon(task.commit())  # waits for the delivery
    begin = asyncio.create_task(task.begin(FakeMessage(1, 0)))
    await all_done()
    assert not begin.done()
    committer.producer.confirm()
    await commit
    assert await begin is not None


async def test_outside_a_transaction_events_go_on_while_an_offset_waits_for_its_sends() -> None:
    task = new_lane(committer := FakeCommitter(transactional=False))
    await handle(task, 0)
    commit = await soon(task.commit())
    await asyncio.wait_for(handle(task, 1, 0), 10)
    committer.producer.deliveries[0].set_result(None)
    await commit
    assert committer.commits == [1]  # the second is not confirmed
    committer.producer.confirm()
    await task.commit()
    assert committer.commits == [1, 2]


async def test_tasks_do_not_wait_for_each_other() -> None:
    slow, quick = new_lane(FakeCommitter()), new_lane(committer := FakeCommitter())
    await handle(slow, 0)
    await handle(quick, 0)
    waiting = await soon(slow.commit())
    committer.producer.confirm()
    await quick.commit()
    assert committer.commits == [1]
    waiting.cancel()


@pytest.mark.parametrize(
    ("refusal", "reason"), [(MessageSizeTooLargeError(), DeliveryError), (ProducerFenced(), FencedError)]
)
async def test_nothing_is_committed_with_a_send_refused(refusal: Exception, reason: type[Exception]) -> None:
    task = new_lane(committer := FakeCommitter())
    await handle(task, 0)
    await handle(task, 1, 0)
    committer.producer.deliveries[0].set_exception(refusal)
    committer.producer.confirm()
    with pytest.raises(reason, match="in/0"):
        await task.commit()
    assert committer.commits == []


async def test_the_first_refusal_is_the_reason_though_others_follow_from_it() -> None:
    task = new_lane(committer := FakeCommitter())
    await handle(task, 0)
    committer.producer.deliveries[0].set_exception(MessageSizeTooLargeError())

    async def refuse(*_record: Any) -> Any:
        raise IllegalOperation("not in transaction")

    committer.producer.send = refuse  # type: ignore[method-assign]
    work = await begun(task, FakeMessage(1, 0))
    with pytest.raises(DeliveryError, match="MessageSizeTooLarge"):
        await work.send("out", key=b"k", value=b"v")


async def test_a_full_buffer_is_waited_for() -> None:
    task = new_lane(committer := FakeCommitter())
    send, refusals = committer.producer.send, iter([KafkaTimeoutError(), None])

    async def full_at_first(*record: Any) -> Any:
        if (refusal := next(refusals)) is not None:
            raise refusal
        return await send(*record)

    committer.producer.send = full_at_first  # type: ignore[method-assign]
    await handle(task, 0)
    assert len(committer.producer.sent) == 1


async def test_an_event_left_undone_is_never_committed_and_neither_is_what_comes_after() -> None:
    task = new_lane(committer := FakeCommitter())
    await handle(task, 0)
    task.end(await begun(task, FakeMessage(1, 0)), done=False)
    assert await task.begin(FakeMessage(2, 1)) is None
    committer.producer.confirm()
    await task.commit()
    await task.close()
    assert committer.commits == []


async def test_breaking_off_frees_who_waits_for_the_task() -> None:
    task = new_lane(committer := FakeCommitter())
    work = await begun(task, FakeMessage(0))
    closing = await soon(task.close())
    task.break_off()
    await asyncio.wait_for(closing, 10)
    with pytest.raises(RuntimeError, match="already done"):
        await work.send("out", key=b"k", value=b"v")
    task.end(work, done=True)  # comes too late to count
    assert (committer.commits, task.next_offset) == ([], 0)


@pytest.mark.parametrize(
    "message",
    [FakeMessage(5, generation_id=0), FakeMessage(5, generation_id=2), FakeMessage(4)],
    ids=["of an earlier generation", "of a later one", "done already"],
)
async def test_a_record_that_is_not_due_is_neither_handled_nor_acknowledged(message: FakeMessage) -> None:
    task = new_lane(committer := FakeCommitter(), committed=5)
    assert await task.begin(message) is None
    await task.commit()
    assert (task.next_offset, committer.commits) == (5, [])


async def test_a_closed_task_takes_nothing() -> None:
    task = new_lane(FakeCommitter())
    await task.close()
    assert await task.begin(FakeMessage(0)) is None


async def test_a_record_fetched_and_lost_on_its_way_stops_the_task() -> None:
    task = new_lane(committer := FakeCommitter())
    await handle(task, 0)
    with pytest.raises(RecordsSkippedError, match="record 2 came, but not 1"):
        await task.begin(FakeMessage(2, previous=1))
    committer.producer.confirm()
    await task.commit()  # what was done before is done
    assert committer.commits == [1]


async def test_offsets_that_no_record_has_are_no_gap() -> None:
    """Compaction takes records away, and transactions end with markers that nobody reads."""

    task = new_lane(committer := FakeCommitter(), committed=3)
    await handle(task, 7, None)
    await handle(task, 12, 7)
    committer.producer.confirm()
    await task.commit()
    assert committer.commits == [13]


async def test_a_commit_that_came_too_late_does_not_count() -> None:
    task = new_lane(committer := FakeCommitter(accepts=False))
    await handle(task, 0)
    committer.producer.confirm()
    await task.commit()
    assert task.committed == 0


async def test_an_idle_task_commits_nothing() -> None:
    task = new_lane(committer := FakeCommitter(), committed=9)
    await task.commit()
    assert committer.log == []


async def test_sends_carry_the_source_records_time_and_null_values() -> None:
    task = new_lane(committer := FakeCommitter())
    work = await begun(task, FakeMessage(0))
    await work.send("out", key=b"k", value=b"v", headers=[("ce_id", b"1"), ("empty", None)])
    topic, value, key, partition, timestamp_ms, headers = committer.producer.sent[0]
    assert (topic, value, key, partition, timestamp_ms) == ("out", b"v", b"k", None, 1001)
    assert headers == [("ce_id", b"1"), ("empty", None)]


@pytest.mark.parametrize(
    ("position", "end", "last_fetched", "idle"),
    [(6, 6, 4, True), (6, 6, -1, True), (5, 6, 4, False), (6, 6, 5, False), (None, 6, -1, False)],
    ids=["all done", "a marker at the end", "more to read", "one in hand", "position unknown"],
)
def test_a_task_is_idle_when_all_that_can_be_read_is_done(
    position: int | None, end: int, last_fetched: int, idle: bool
) -> None:
    assert new_lane(FakeCommitter(), committed=5).is_idle(position, end, last_fetched) is idle


async def test_a_commit_that_is_taken_is_counted(counted: Metrics) -> None:
    task = new_lane(committer := FakeCommitter())
    await handle(task, 0)
    committer.producer.confirm()
    await task.commit()
    assert counted.registry.get_sample_value("newsmill_commits_total", {"topic": "in"}) == 1
    await task.commit()  # nothing to commit
    assert counted.registry.get_sample_value("newsmill_commits_total", {"topic": "in"}) == 1


async def test_it_knows_how_far_it_has_come_in_time() -> None:
    task = new_lane(FakeCommitter())
    began_with = task.reached_ms
    assert began_with is None
    work = await begun(task, FakeMessage(0, timestamp=7.5))
    assert task.at_work
    assert task.reached_ms == 7500
    task.end(work, done=True)
    assert not task.at_work
