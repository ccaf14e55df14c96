"""Room for records that wait: bytes are counted, and one record is let in however large it is."""

import asyncio

from streams.transport.room import Room


async def test_what_does_not_fit_waits_until_enough_has_left() -> None:
    room = Room(100)
    await room.take(60)
    waiting = asyncio.create_task(room.take(60))
    await asyncio.sleep(0)
    assert not waiting.done()
    room.give(30)
    await asyncio.wait_for(waiting, 10)
    assert room.taken == 90


async def test_a_record_larger_than_all_room_enters_when_nothing_else_waits() -> None:
    room = Room(100)
    await asyncio.wait_for(room.take(5_000), 10)
    room.give(5_000)
    await asyncio.wait_for(room.take(10), 10)


async def test_cleared_queues_let_everybody_in_and_their_records_count_no_more() -> None:
    room = Room(100)
    await room.take(100)
    waiting = asyncio.create_task(room.take(50))
    await asyncio.sleep(0)
    room.clear()
    await asyncio.wait_for(waiting, 10)
    room.give(100)  # one that was on its way when the queues were cleared
    assert room.taken == 0
