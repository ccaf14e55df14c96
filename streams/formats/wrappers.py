"""JSON around items: pages of an interface, answers of a query, messages of a queue."""

from collections.abc import Callable, Iterator
from typing import Any

from schemas.codec import MAX_DEPTH

INSIDE = frozenset(
    """
    _items _source article articles content data docs documents entries event feed hits item items message news
    newsitem newsitems payload record records response result results search stories story value
    """.split()
)
"""Keys, in lower case, under which wrappers hold what they are about."""


def items(value: object, is_item: Callable[[object], bool], depth: int = MAX_DEPTH) -> Iterator[Any]:
    """The items in a JSON value, in its order; nothing is looked for within an item."""
    if is_item(value):
        yield value
    elif isinstance(value, list) and depth:
        for one in value:
            yield from items(one, is_item, depth - 1)
    elif isinstance(value, dict) and depth:
        for name, inside in value.items():
            if name.lower() in INSIDE:
                yield from items(inside, is_item, depth - 1)
