"""A shared lock: many at once, or one alone."""

import asyncio
from contextlib import AsyncExitStack

from streams.transport.shared_lock import SharedLock


async def test_who_wants_to_be_alone_waits_for_all_and_all_wait_for_him() -> None:
    shared_lock, log = SharedLock(), list[str]()

    async def have(name: str, alone: bool, seconds: float) -> None:
        async with shared_lock.hold(exclusive=alone):
            log.append(f"{name} begins")
            await asyncio.sleep(seconds)
            log.append(f"{name} ends")

    await asyncio.gather(have("a", False, 0.2), have("b", False, 0.01), have("alone", True, 0.01), have("c", True, 0))
    assert log[:4] == ["a begins", "b begins", "b ends", "a ends"]
    assert log[4:] in (
        ["alone begins", "alone ends", "c begins", "c ends"],
        ["c begins", "c ends", "alone begins", "alone ends"],
    )


async def test_a_turn_that_is_broken_off_is_given_back() -> None:
    shared_lock = SharedLock()
    for alone in (True, False):
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(shared_lock.hold(exclusive=alone))
            waiting = asyncio.create_task(shared_lock.hold(exclusive=True).__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(10), shared_lock.hold(exclusive=True):
            pass
