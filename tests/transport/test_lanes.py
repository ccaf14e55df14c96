"""The lanes of a worker: what is not theirs is left alone, and a failure ends them all."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiokafka.errors import MessageSizeTooLargeError

from streams.transport.errors import DeliveryError
from streams.transport.lane import Lane
from streams.transport.lanes import Lanes
from streams.transport.trace import CAREFUL, WORKING, Trace
from tests.transport.fakes import FakeEvent, FakeMessage, FakePublisher, all_done


async def events(*messages: FakeMessage) -> AsyncIterator[FakeEvent]:
    for message in messages:
        yield FakeEvent(message)


def open_lanes(*publishers: FakePublisher, interval: float = 60) -> tuple[Lanes, list[BaseException]]:
    """Lanes of in/0, in/1, …, and the failures that they report."""
    failures: list[BaseException] = []
    lanes = Lanes(interval, failures.append)
    lanes.open(Lane("in", n, publisher, committed=0, generation=1) for n, publisher in enumerate(publishers))
    return lanes, failures


async def test_asking_for_the_next_says_that_the_one_before_is_done() -> None:
    lanes, _ = open_lanes(publisher := FakePublisher())
    async for handling in lanes.handlings(events(FakeMessage(0), FakeMessage(1, 0))):
        await handling.send("out", key=b"k", value=b"v")
        publisher.producer.confirm()
    await lanes.commit()
    assert publisher.commits == [2]


async def test_a_handler_that_is_broken_off_commits_nothing_of_its_record() -> None:
    lanes, _ = open_lanes(publisher := FakePublisher())

    async def handler() -> None:
        async for handling in lanes.handlings(events(FakeMessage(0))):
            await handling.send("out", key=b"k", value=b"v")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        await handler()
    await asyncio.sleep(0)  # the loop closes the generator
    await lanes.commit()
    assert publisher.commits == []


async def test_records_of_a_partition_that_is_not_ours_are_skipped_without_a_trace() -> None:
    lanes, _ = open_lanes(publisher := FakePublisher())
    strange = FakeMessage(0, tp=("in", 7))
    handled = [handling.record async for handling in lanes.handlings(events(strange, FakeMessage(0)))]
    assert [record.partition for record in handled] == [0]
    await lanes.commit()
    assert publisher.commits == [1]


async def test_closing_commits_what_is_done_and_takes_no_more() -> None:
    lanes, _ = open_lanes(publisher := FakePublisher())
    async for _ in lanes.handlings(events(FakeMessage(0))):
        pass
    await lanes.close()
    assert publisher.commits == [1]
    assert [handling async for handling in lanes.handlings(events(FakeMessage(1, 0)))] == []


async def test_after_a_failure_nothing_is_committed_or_opened() -> None:
    lanes, _ = open_lanes(publisher := FakePublisher())
    async for _ in lanes.handlings(events(FakeMessage(0))):
        pass
    lanes.break_off()
    await lanes.close()
    lanes.open([Lane("in", 0, publisher, committed=0, generation=2)])
    assert list(lanes) == []
    assert publisher.commits == []


async def test_a_lane_that_cannot_commit_is_reported() -> None:
    lanes, failures = open_lanes(publisher := FakePublisher(), interval=0)
    async for handling in lanes.handlings(events(FakeMessage(0))):
        await handling.send("out", key=b"k", value=b"v")
    publisher.producer.deliveries[0].set_exception(MessageSizeTooLargeError())
    await all_done()
    assert [type(failure) for failure in failures] == [DeliveryError]
    assert publisher.commits == []


SUSPECTED = Trace(at_work=True, ends=2)


async def test_a_suspected_record_is_marked_before_it_is_begun_and_cleared_when_it_is_done() -> None:
    publisher = FakePublisher()
    lanes = Lanes(60, raise_it)
    lanes.open([Lane("in", 0, publisher, committed=5, generation=1, trace=SUSPECTED)])
    async for handling in lanes.handlings(events(FakeMessage(7))):
        assert publisher.said == [(5, SUSPECTED.marking(7).written())]
        assert not handling.poison
    assert publisher.said[1:] == [(8, SUSPECTED.written())]


async def test_after_a_stretch_of_records_that_ended_nobody_nothing_is_suspected() -> None:
    """The record that kills may stand behind others, which the next worker would handle at once with it."""

    publisher = FakePublisher()
    lanes = Lanes(60, raise_it)
    lanes.open([Lane("in", 0, publisher, committed=0, generation=1, trace=SUSPECTED)])
    stretch = [FakeMessage(offset, offset - 1 if offset else None) for offset in range(CAREFUL + 5)]
    async for _ in lanes.handlings(events(*stretch)):
        pass
    marks = [said for _, said in publisher.said if Trace.read(said).marked is not None]
    assert len(marks) == CAREFUL
    assert publisher.said[-1] == (CAREFUL, WORKING.written())


async def test_no_other_record_is_in_hand_with_a_suspected_one() -> None:
    lanes = Lanes(60, raise_it)
    lanes.open(
        [
            Lane("in", 0, FakePublisher(), committed=0, generation=1),
            Lane("mid", 0, FakePublisher(), committed=0, generation=1, trace=SUSPECTED),
        ]
    )
    log: list[str] = []

    async def stage(topic: str) -> None:
        async for handling in lanes.handlings(events(FakeMessage(0, tp=(topic, 0)), FakeMessage(1, 0, tp=(topic, 0)))):
            log.append(f"{topic} {handling.record.offset}")
            await asyncio.sleep(0.01)
            log.append("done")

    await asyncio.gather(stage("in"), stage("mid"))
    first = log.index("mid 0")
    assert log[first + 1] == "done"
    assert log[: first + 1].count("done") == first / 2


async def test_a_record_that_has_ended_three_workers_is_told_to_its_stage() -> None:
    lanes = Lanes(60, raise_it)
    blamed = Trace(at_work=True, ends=5, struck=7, strikes=3)
    lanes.open([Lane("in", 0, FakePublisher(), committed=5, generation=1, trace=blamed)])
    told = [one.poison async for one in lanes.handlings(events(FakeMessage(7), FakeMessage(8, 7)))]
    assert told == [True, False]


async def test_lanes_say_how_they_end_but_for_one_whose_commit_is_in_doubt() -> None:
    certain, doubtful = FakePublisher(), FakePublisher()
    lanes = Lanes(60, raise_it)
    lanes.open(
        [
            Lane("in", 0, certain, committed=5, generation=1, trace=SUSPECTED),
            Lane("in", 1, doubtful, committed=3, generation=1),
        ]
    )
    list(lanes)[1].in_doubt = True
    await lanes.tell_end()
    assert certain.said == [(5, SUSPECTED.ended().written())]
    assert doubtful.said == []


async def test_a_lane_that_is_broken_off_while_it_marks_a_record_does_not_begin_it() -> None:
    publisher = FakePublisher()
    lane = Lane("in", 0, publisher, committed=5, generation=1, trace=SUSPECTED)

    async def break_off(_offset: int, _metadata: str) -> bool:
        lane.break_off()
        return True

    publisher.note = break_off  # type: ignore[method-assign, assignment]
    assert await lane.begin(FakeMessage(7)) is None


async def test_lanes_that_were_broken_off_say_nothing_by_themselves() -> None:
    publisher = FakePublisher()
    lanes = Lanes(60, raise_it)
    lanes.open([Lane("in", 0, publisher, committed=5, generation=1)])
    lanes.break_off()
    await lanes.close()
    assert publisher.said == []


def raise_it(error: BaseException) -> None:
    raise error
