"""The tasks of a worker: what is not theirs is left alone, and a failure ends them all."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiokafka.errors import MessageSizeTooLargeError

from streams.transport.errors import DeliveryError
from streams.transport.history import CAREFUL, WORKING, CrashHistory
from streams.transport.task import PartitionTask
from streams.transport.tasks import PartitionTasks
from tests.transport.fakes import FakeCommitter, FakeEvent, FakeMessage, all_done


async def events(*messages: FakeMessage) -> AsyncIterator[FakeEvent]:
    for message in messages:
        yield FakeEvent(message)


def open_tasks(*committers: FakeCommitter, interval: float = 60) -> tuple[PartitionTasks, list[BaseException]]:
    """Tasks of in/0, in/1, …, and the failures that they report."""
    failures: list[BaseException] = []
    tasks = PartitionTasks(interval, failures.append)
    tasks.open(PartitionTask("in", n, committer, committed=0, generation=1) for n, committer in enumerate(committers))
    return tasks, failures


async def test_asking_for_the_next_says_that_the_one_before_is_done() -> None:
    tasks, _ = open_tasks(committer := FakeCommitter())
    async for work in tasks.units(events(FakeMessage(0), FakeMessage(1, 0))):
        await work.send("out", key=b"k", value=b"v")
        committer.producer.confirm()
    await tasks.commit()
    assert committer.commits == [2]


async def test_a_handler_that_is_broken_off_commits_nothing_of_its_record() -> None:
    tasks, _ = open_tasks(committer := FakeCommitter())

    async def handler() -> None:
        async for work in tasks.units(events(FakeMessage(0))):
            await work.send("out", key=b"k", value=b"v")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        await handler()
    await asyncio.sleep(0)  # the loop closes the generator
    await tasks.commit()
    assert committer.commits == []


async def test_records_of_a_partition_that_is_not_ours_are_skipped_without_a_trace() -> None:
    tasks, _ = open_tasks(committer := FakeCommitter())
    strange = FakeMessage(0, tp=("in", 7))
    handled = [work.record async for work in tasks.units(events(strange, FakeMessage(0)))]
    assert [record.partition for record in handled] == [0]
    await tasks.commit()
    assert committer.commits == [1]


async def test_closing_commits_what_is_done_and_takes_no_more() -> None:
    tasks, _ = open_tasks(committer := FakeCommitter())
    async for _ in tasks.units(events(FakeMessage(0))):
        pass
    await tasks.close()
    assert committer.commits == [1]
    assert [work async for work in tasks.units(events(FakeMessage(1, 0)))] == []


async def test_after_a_failure_nothing_is_committed_or_opened() -> None:
    tasks, _ = open_tasks(committer := FakeCommitter())
    async for _ in tasks.units(events(FakeMessage(0))):
        pass
    tasks.break_off()
    await tasks.close()
    tasks.open([PartitionTask("in", 0, committer, committed=0, generation=2)])
    assert list(tasks) == []
    assert committer.commits == []


async def test_a_task_that_cannot_commit_is_reported() -> None:
    tasks, failures = open_tasks(committer := FakeCommitter(), interval=0)
    async for work in tasks.units(events(FakeMessage(0))):
        await work.send("out", key=b"k", value=b"v")
    committer.producer.deliveries[0].set_exception(MessageSizeTooLargeError())
    await all_done()
    assert [type(failure) for failure in failures] == [DeliveryError]
    assert committer.commits == []


SUSPECTED = CrashHistory(at_work=True, ends=2)


async def test_a_suspected_record_is_marked_before_it_is_begun_and_cleared_when_it_is_done() -> None:
    committer = FakeCommitter()
    tasks = PartitionTasks(60, raise_it)
    tasks.open([PartitionTask("in", 0, committer, committed=5, generation=1, history=SUSPECTED)])
    async for work in tasks.units(events(FakeMessage(7))):
        assert committer.said == [(5, SUSPECTED.marking(7).written())]
        assert not work.poison
    assert committer.said[1:] == [(8, SUSPECTED.written())]


async def test_after_a_stretch_of_records_that_ended_nobody_nothing_is_suspected() -> None:
    """The record that kills may stand behind others, which the next worker would handle at once with it."""

    committer = FakeCommitter()
    tasks = PartitionTasks(60, raise_it)
    tasks.open([PartitionTask("in", 0, committer, committed=0, generation=1, history=SUSPECTED)])
    stretch = [FakeMessage(offset, offset - 1 if offset else None) for offset in range(CAREFUL + 5)]
    async for _ in tasks.units(events(*stretch)):
        pass
    marks = [said for _, said in committer.said if CrashHistory.read(said).marked is not None]
    assert len(marks) == CAREFUL
    assert committer.said[-1] == (CAREFUL, WORKING.written())


async def test_no_other_record_is_in_hand_with_a_suspected_one() -> None:
    tasks = PartitionTasks(60, raise_it)
    tasks.open(
        [
            PartitionTask("in", 0, FakeCommitter(), committed=0, generation=1),
            PartitionTask("mid", 0, FakeCommitter(), committed=0, generation=1, history=SUSPECTED),
        ]
    )
    log: list[str] = []

    async def stage(topic: str) -> None:
        async for work in tasks.units(events(FakeMessage(0, tp=(topic, 0)), FakeMessage(1, 0, tp=(topic, 0)))):
            log.append(f"{topic} {work.record.offset}")
            await asyncio.sleep(0.01)
            log.append("done")

    await asyncio.gather(stage("in"), stage("mid"))
    first = log.index("mid 0")
    assert log[first + 1] == "done"
    assert log[: first + 1].count("done") == first / 2


async def test_a_record_that_has_ended_three_workers_is_told_to_its_stage() -> None:
    tasks = PartitionTasks(60, raise_it)
    blamed = CrashHistory(at_work=True, ends=5, struck=7, strikes=3)
    tasks.open([PartitionTask("in", 0, FakeCommitter(), committed=5, generation=1, history=blamed)])
    told = [one.poison async for one in tasks.units(events(FakeMessage(7), FakeMessage(8, 7)))]
    assert told == [True, False]


async def test_tasks_say_how_they_end_but_for_one_whose_commit_is_in_doubt() -> None:
    certain, doubtful = FakeCommitter(), FakeCommitter()
    tasks = PartitionTasks(60, raise_it)
    tasks.open(
        [
            PartitionTask("in", 0, certain, committed=5, generation=1, history=SUSPECTED),
            PartitionTask("in", 1, doubtful, committed=3, generation=1),
        ]
    )
    list(tasks)[1].in_doubt = True
    await tasks.tell_end()
    assert certain.said == [(5, SUSPECTED.ended().written())]
    assert doubtful.said == []


async def test_a_task_that_is_broken_off_while_it_marks_a_record_does_not_begin_it() -> None:
    committer = FakeCommitter()
    task = PartitionTask("in", 0, committer, committed=5, generation=1, history=SUSPECTED)

    async def break_off(_offset: int, _metadata: str) -> bool:
        task.break_off()
        return True

    committer.note = break_off  # type: ignore[method-assign, assignment]
    assert await task.begin(FakeMessage(7)) is None


async def test_tasks_that_were_broken_off_say_nothing_by_themselves() -> None:
    committer = FakeCommitter()
    tasks = PartitionTasks(60, raise_it)
    tasks.open([PartitionTask("in", 0, committer, committed=5, generation=1)])
    tasks.break_off()
    await tasks.close()
    assert committer.said == []


def raise_it(error: BaseException) -> None:
    raise error
