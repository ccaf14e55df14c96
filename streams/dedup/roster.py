"""Which judged records are in the table, which of them are remembered, and how many of these each source has."""

from array import array
from heapq import heappop, heappush
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SHARE: Final = 4
"""A source may hold the ceiling divided by this before its own oldest rows go first."""
SPAN: Final = 16
"""Rows judged more than so many ceilings ago are forgotten, whatever has been forgotten since."""
_SMALLEST: Final = 1 << 10


class _Source:
    """What is remembered of one source: a chain of ordinals."""

    __slots__ = ("count", "newest", "oldest")

    def __init__(self, ordinal: int) -> None:
        self.oldest = self.newest = ordinal
        self.count = 1


class Roster:
    """Ordinals start at 1 and only rise. What is forgotten is always the oldest that is remembered of its source.

    Takes 13 bytes for each ordinal from the first in the table on, beside the keys, and some 250 for each source.
    """

    def __init__(self, max_entries: int) -> None:
        self._room = max_entries
        self._keys: list[bytes | None] = []
        self._remembered: NDArray[np.uint8] = np.zeros(_SMALLEST, dtype=np.uint8)
        self._next = array("I")  # how far on the next one of the same source is; 0 for the newest
        self._base = 1
        self.first = self.oldest = 1  # in the table; remembered
        self._sources: dict[str, _Source] = {}
        self._over: dict[str, _Source] = {}
        self._leaving: list[int] = []
        self._count = self._rows = 0

    def __len__(self) -> int:
        return self._count

    @property
    def newest(self) -> int:
        """The last ordinal; `first - 1` while there is none."""
        return self._base + len(self._keys) - 1

    @property
    def rows(self) -> int:
        """Rows in the table."""
        return self._rows

    @property
    def holes(self) -> int:
        """Rows that are no longer there though older ones are."""
        return self.newest - self.first + 1 - self._rows

    @property
    def nbytes(self) -> int:
        """Memory in bytes, keys and sources aside."""
        return 12 * len(self._keys) + self._remembered.nbytes

    def begin(self, first: int) -> None:
        """Set the first ordinal of an empty roster."""
        self._base = self.first = self.oldest = first

    def add(self, key: bytes, source: str) -> int:
        """Take in the next record; its ordinal."""
        at = self._append(key)
        self._remembered[at] = 1
        ordinal = self._base + at
        if not self._count:
            self.oldest = ordinal
        self._count += 1
        known = self._sources.get(source)
        if known is None:
            self._sources[source] = _Source(ordinal)
            known = self._sources[source]
        else:
            self._next[known.newest - self._base] = ordinal - known.newest
            known.newest = ordinal
            known.count += 1
        if known.count > max(1, self._room // _SHARE):
            self._over[source] = known
        return ordinal

    def add_forgotten(self, key: bytes) -> None:
        """Take in a row of the table that is forgotten, and has still to leave it."""
        heappush(self._leaving, self._base + self._append(key))

    def add_hole(self) -> None:
        """Go on one ordinal whose row has left the table."""
        self._append(None)

    def key(self, ordinal: int) -> bytes:
        """Of a row that is in the table."""
        if (key := self._keys[ordinal - self._base]) is None:
            raise KeyError(ordinal)
        return key

    def __contains__(self, ordinal: int) -> bool:
        """Whether it is remembered."""
        return self.oldest <= ordinal <= self.newest and bool(self._remembered[ordinal - self._base])

    def are_remembered(self, ages: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The same of those that lie so many ordinals before the newest."""
        places = np.maximum(self.newest - self._base - ages, -1)
        found: NDArray[np.bool_] = self._remembered[places] > 0  # the last one is never used, so -1 is none
        return found

    def crowded(self) -> int:
        """Whom to forget so that one more has room: the oldest of the source that holds most above its share, else the
        oldest of all; 0 where there is room."""
        if self._count < self._room:
            return 0
        held = max(self._over.values(), key=lambda each: (each.count, -each.oldest), default=None)
        return self.oldest if held is None else held.oldest

    def forget(self, ordinal: int, source: str) -> None:
        """Remember the oldest one of a source no more."""
        self._remembered[ordinal - self._base] = 0
        self._count -= 1
        heappush(self._leaving, ordinal)
        known = self._sources[source]
        known.count -= 1
        known.oldest += self._next[ordinal - self._base]
        if not known.count:
            del self._sources[source]
        if known.count <= max(1, self._room // _SHARE):
            self._over.pop(source, None)
        while self.oldest <= self.newest and not self._remembered[self.oldest - self._base]:
            self.oldest += 1

    def leave(self, below: int) -> int:
        """The ordinal, less than `below`, of the next forgotten row to delete, which is now; 0 is none."""
        if not self._leaving or self._leaving[0] >= below:
            return 0
        return heappop(self._leaving)

    def left(self, ordinal: int) -> None:
        """A row was deleted."""
        self._keys[ordinal - self._base] = None
        self._rows -= 1
        while self.first <= self.newest and self._keys[self.first - self._base] is None:
            self.first += 1

    def trim(self) -> None:
        """Give back what is kept of those before the first, now and then."""
        gone = self.first - self._base
        if gone >= 4096 and 2 * gone >= len(self._keys):
            del self._keys[:gone], self._next[:gone]
            self._remembered = np.concatenate([self._remembered[gone:], np.zeros(gone, dtype=np.uint8)])
            self._base = self.first

    def _append(self, key: bytes | None) -> int:
        at = len(self._keys)
        if at + 1 >= len(self._remembered):
            self._remembered = np.concatenate([self._remembered, np.zeros_like(self._remembered)])
        self._keys.append(key)
        self._next.append(0)
        self._rows += key is not None
        return at
