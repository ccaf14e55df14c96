"""Room for records that wait: bytes are counted, and one record is let in however large it is."""

import asyncio

from streams.transport.buffer_limit import BufferLimit


async def test_what_does_not_fit_waits_until_enough_has_left() -> None:
    buffer_limit = BufferLimit(100)
    await buffer_limit.acquire(60)
    waiting = asyncio.create_task(buffer_limit.acquire(60))
    await asyncio.sleep(0)
    assert not waiting.done()
    buffer_limit.release(30)
    await asyncio.wait_for(waiting, 10)
    assert buffer_limit.held == 90


async def test_a_record_larger_than_all_room_enters_when_nothing_else_waits() -> None:
    buffer_limit = BufferLimit(100)
    await asyncio.wait_for(buffer_limit.acquire(5_000), 10)
    buffer_limit.release(5_000)
    await asyncio.wait_for(buffer_limit.acquire(10), 10)


async def test_cleared_queues_let_everybody_in_and_their_records_count_no_more() -> None:
    buffer_limit = BufferLimit(100)
    await buffer_limit.acquire(100)
    waiting = asyncio.create_task(buffer_limit.acquire(50))
    await asyncio.sleep(0)
    buffer_limit.clear()
    await asyncio.wait_for(waiting, 10)
    buffer_limit.release(100)  # one that was on its way when the queues were cleared
    assert buffer_limit.held == 0
