"""How far screen has come, by which dedupe knows what it may forget: the slowest raw partition with unread records
counts.

It is looked up in the background, and what was looked up some time ago is still true: it only becomes out of date.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from mode import Service

from schemas import Origin
from streams.clients.unread import UnknownAgeError

log = logging.getLogger(__name__)

EVERY_SECONDS = 10.0

SLACK_MS = 60_000
"""Clocks of brokers differ, and what one has appended another tells of a little later."""

Look = Callable[[], Awaitable[int | None]]
"""The time (ms) of the oldest raw record that no worker has screened for good, None where there is none."""


class Horizon(Service):
    """A time (ms) before which no raw record lies that is still to be screened, by whichever worker."""

    def __init__(self, look: Look, every_seconds: float = EVERY_SECONDS, **options: Any) -> None:
        super().__init__(**options)
        self._look = look
        self._every_seconds = every_seconds
        self._newest: int | None = None  # of the records that were given to this worker
        self._bound: int | None = None

    def before(self, origin: Origin) -> int | None:
        """What to tell with this record, which screen has in hand; None as long as nothing is known."""
        self._newest = origin.timestamp if self._newest is None else max(self._newest, origin.timestamp)
        return None if self._bound is None else min(self._bound, origin.timestamp)

    async def look(self) -> None:
        """Look once. What is appended to raw after this has begun is not older than what was given to us before."""
        newest = self._newest
        if newest is None:
            return
        oldest = await self._look()
        bound = (newest if oldest is None else min(newest, oldest)) - SLACK_MS
        self._bound = bound if self._bound is None else max(self._bound, bound)

    @Service.task
    async def _look_now_and_then(self) -> None:
        looked_at = None
        while not self.should_stop:
            await self.sleep(self._every_seconds)
            if self._newest == looked_at:
                continue  # nothing has come, so nothing is told
            looked_at = self._newest
            try:
                await self.look()
            except UnknownAgeError as error:
                log.debug("not known how far screen has come: %s", error)
            except Exception as error:  # a hint: without it dedupe only remembers longer
                log.warning("not known how far screen has come: %s", error or type(error).__name__)
