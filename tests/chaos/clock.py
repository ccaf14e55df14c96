"""The clock of a campaign's feed, which may be days behind ours and catch up."""

import time
from collections.abc import Iterator

DAY_SECONDS = 86_400


class Clock:
    """Begins `days` ago and runs `speed` times as fast as ours until it has caught up. Gives ms since 1970."""

    def __init__(self, days: float = 0, speed: float = 1) -> None:
        self._began = time.time()
        self.is_ours = not days
        """Whether it never was behind: then the broker's own time will do."""
        self._behind, self._speed = days * DAY_SECONDS, speed

    def now(self) -> int:
        ours = time.time()
        theirs = self._began - self._behind + self._speed * (ours - self._began)
        return int(1000 * min(ours, theirs))

    def backlog(self, number: int) -> Iterator[int]:
        """The times of `number` records from when the clock begins until now; after them it has caught up."""
        behind, self._behind = self._behind, 0.0
        began, self._began, self._speed = self._began, time.time(), 1
        yield from (int(1000 * (began - behind * (1 - at / number))) for at in range(number))
