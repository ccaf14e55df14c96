"""What a full bucket has no room for: it comes back when newer postings are forgotten."""

from array import array
from collections.abc import Callable
from typing import Final

_SMALLEST: Final = 64

IsRemembered = Callable[[int], bool]


class Spill:
    """Stacks of postings by bucket, the newest on top: 8 bytes each, and some 200 a stack.

    Forgotten ones are dropped when they come to the top, or when a stack has doubled since it was last looked through.
    """

    def __init__(self) -> None:
        self._stacks: dict[int, array[int]] = {}
        self._limits: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._stacks)

    @property
    def nbytes(self) -> int:
        """Memory of the stacks, in bytes."""
        return sum(200 + 8 * len(stack) for stack in self._stacks.values())

    def push(self, bucket: int, ordinal: int, posting: int, is_remembered: IsRemembered) -> None:
        """Put a posting of 32 bits on top: it is newer than all that are there."""
        stack = self._stacks.get(bucket)
        if stack is None:
            stack = self._stacks[bucket] = array("Q")
            self._limits[bucket] = _SMALLEST
        stack.append(ordinal << 32 | posting)
        if len(stack) >= self._limits[bucket]:
            self.clean(bucket, is_remembered)

    def pop(self, bucket: int, is_remembered: IsRemembered) -> int:
        """The newest posting of a bucket that is remembered, taken away; 0 where there is none."""
        stack = self._stacks.get(bucket)
        while stack:
            top = stack.pop()
            if is_remembered(top >> 32):
                return top & 0xFFFFFFFF
        self._stacks.pop(bucket, None)
        return 0

    def clean(self, bucket: int, is_remembered: IsRemembered) -> bool:
        """Drop what is forgotten; whether anything is left."""
        kept = array("Q", (each for each in self._stacks.get(bucket, ()) if is_remembered(each >> 32)))
        if not kept:
            self._stacks.pop(bucket, None)
            return False
        self._stacks[bucket], self._limits[bucket] = kept, 2 * len(kept) + _SMALLEST
        return True
