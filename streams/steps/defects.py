"""What is done when our own code fails on an article: the article goes on without that part, and someone is told.

An exception that escaped would end the worker, and the next one, at the same record.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from schemas import Lack, Omitted, Origin, Part

Found = TypeVar("Found")
Report = Callable[[str, Origin, Exception], None]
"""Called with the part that failed ("screen", "entities", "money"), the raw record and what was raised."""


def escalate(_part: str, _origin: Origin, error: Exception) -> None:
    """Let it escape: where nothing is at stake, as before a worker starts."""
    raise error


def found_in(
    part: Part, find: Callable[[], tuple[Sequence[Found], bool]], origin: Origin, report: Report
) -> tuple[Sequence[Found], list[Omitted]]:
    """What `find` finds, and what the event has to say of it: that the budget ended before the text, or that it failed.

    `find` gives what it found and whether it read the whole text. Raises MemoryError, which says nothing of the text.
    """
    try:
        found, whole = find()
    except MemoryError:
        raise
    except Exception as error:
        report(part, origin, error)
        return (), [Omitted(part=part, reason=Lack.DEFECT)]
    return found, [] if whole else [Omitted(part=part, reason=Lack.BUDGET)]
