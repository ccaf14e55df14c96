"""JSON around items: pages of an interface, answers of a query, messages of a queue."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from schemas.codec import MAX_DEPTH
from streams.tables import Tables


@cache
def _inside() -> frozenset[str]:
    return frozenset(Tables("streams.formats").words("wrappers.txt"))


def items(value: object, is_item: Callable[[object], bool], depth: int = MAX_DEPTH) -> Iterator[Any]:
    """The items in a JSON value, in its order; nothing is looked for within an item."""
    if is_item(value):
        yield value
    elif isinstance(value, list) and depth:
        for one in value:
            yield from items(one, is_item, depth - 1)
    elif isinstance(value, dict) and depth:
        for name, inside in value.items():
            if name.lower() in _inside():
                yield from items(inside, is_item, depth - 1)
