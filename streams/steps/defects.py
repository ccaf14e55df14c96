"""What is done when our own code fails on an article: the article goes on without that part, and someone is told.

An exception that escaped would end the worker, and the next one, at the same record.
"""

from collections.abc import Callable
from typing import TypeVar

from schemas import Origin

Found = TypeVar("Found")
Report = Callable[[str, Origin, Exception], None]
"""Called with the part that failed ("screen", "entities", "money"), the raw record and what was raised."""


def escalate(_part: str, _origin: Origin, error: Exception) -> None:
    """Let it escape: where nothing is at stake, as before a worker starts."""
    raise error


def found_or_none(part: str, find: Callable[[], list[Found]], origin: Origin, report: Report) -> list[Found]:
    """What `find` finds; nothing when it fails. Raises MemoryError, which says nothing of the text."""
    try:
        return find()
    except MemoryError:
        raise
    except Exception as error:
        report(part, origin, error)
        return []
