"""What there is no room for elsewhere: it comes back when what is newer is forgotten."""

from array import array
from collections.abc import Callable, Iterator
from typing import Final

_SMALLEST: Final = 64

IsRemembered = Callable[[int], bool]


class Spill:
    """Stacks of 64-bit values by key, the newest on top: 8 bytes each, and some 200 a stack.

    A value is an ordinal above `spare` bits that are the caller's. Forgotten ones are dropped when they come to the
    top, or when a stack has doubled since it was last looked through.
    """

    def __init__(self, is_remembered: IsRemembered, spare: int = 0) -> None:
        self._is_remembered, self._spare = is_remembered, spare
        self._stacks: dict[int, array[int]] = {}
        self._limits: dict[int, int] = {}
        self._values = 0

    def __len__(self) -> int:
        return len(self._stacks)

    @property
    def nbytes(self) -> int:
        """Memory of the stacks, in bytes; each scrape of metrics asks for it."""
        return 200 * len(self._stacks) + 8 * self._values

    def push(self, key: int, value: int) -> None:
        """Put a value on top: it is newer than all that are there."""
        stack = self._stacks.get(key)
        if stack is None:
            stack = self._stacks[key] = array("Q")
            self._limits[key] = _SMALLEST
        stack.append(value)
        self._values += 1
        if len(stack) >= self._limits[key]:
            self.clean(key)

    def pop(self, key: int) -> int:
        """The newest value that is remembered, taken away; 0 where there is none."""
        stack = self._stacks.get(key)
        while stack:
            top = stack.pop()
            self._values -= 1
            if self._is_remembered(top >> self._spare):
                return top
        self._drop(key)
        return 0

    def all(self, key: int) -> Iterator[int]:
        """The values that are remembered, newest first."""
        return (each for each in reversed(self._stacks.get(key, ())) if self._is_remembered(each >> self._spare))

    def clean(self, key: int) -> bool:
        """Drop what is forgotten; whether anything is left."""
        kept = array("Q", reversed(list(self.all(key))))
        if not kept:
            self._drop(key)
            return False
        self._values -= len(self._stacks[key]) - len(kept)
        self._stacks[key], self._limits[key] = kept, 2 * len(kept) + _SMALLEST
        return True

    def _drop(self, key: int) -> None:
        self._values -= len(self._stacks.pop(key, ()))
        self._limits.pop(key, None)
