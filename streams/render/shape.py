"""Fields of an event that may be anything: what is not of the shape that is wanted counts as not there.

Whoever may write to a topic may write nonsense, and a person who follows it wants to see the next event all the same.
"""

from collections.abc import Mapping
from typing import Any


def mapping(value: object) -> Mapping[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[Any]:
    """The list, or an empty one."""
    return value if isinstance(value, list) else []


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The objects in a list."""
    return [item for item in items(value) if isinstance(item, Mapping)]


def number(value: object) -> float | None:
    """The number, or None."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
