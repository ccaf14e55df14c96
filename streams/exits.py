"""How a worker's process ends, for whoever started it."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit status. 2 is for a wrong command line."""

    CLEAN = 0
    FAILED = 1
    STATE_LOST = 3
    """What was remembered is gone: starting anew does not help, see docs/alerts.md."""
    FENCED = 4
    """Another worker has its partitions."""


KILLED = "killed"


def how(status: int) -> str:
    """How a process ended, in a word, by its status as `subprocess` tells it."""
    if status < 0:
        return KILLED
    return Exit(status).name.lower() if status in list(Exit) else Exit.FAILED.name.lower()
