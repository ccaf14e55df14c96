"""Logs that stay readable when the same is said over and over: by the Kafka client while a broker is away, by a stage
of each record that comes again."""

import logging
import time
from collections.abc import Callable

EVERY_SECONDS = 30.0

TALKATIVE = ("aiokafka", "streams.stages")
"""Loggers that are kept short, with those below them."""


class Quiet(logging.Filter):
    """Lets a warning of a talkative logger through once in a while, and says how many like it were left out."""

    def __init__(self, every_seconds: float = EVERY_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._every = every_seconds
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}  # when it was let through, how many were not since

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this record is to be written."""
        if record.levelno < logging.WARNING or not record.name.startswith(TALKATIVE):
            return True
        like, now = (record.name, str(record.msg)), self._clock()
        since, left_out = self._seen.get(like, (now - self._every, 0))
        if now - since < self._every:
            self._seen[like] = (since, left_out + 1)
            return False
        self._seen[like] = (now, 0)
        if left_out:
            record.msg = f"{record.msg} ({left_out} more like this)"
        return True
