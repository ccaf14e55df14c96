"""From a 64-bit key to the newest ordinal under it: exact, 16 bytes a slot, no Python object for an entry."""

from array import array
from typing import Final

_SMALLEST: Final = 1 << 10
_MIX: Final = 0x9E3779B97F4A7C15
_MASK64: Final = (1 << 64) - 1


class Lookup:
    """Open addressing with linear probing, deletion by shifting back, doubling at three quarters full.

    A dict of ints would take some 110 bytes an entry. Ordinals are 1 or more; 0 marks an empty slot.
    """

    def __init__(self) -> None:
        self._size = 0
        self._clear(_SMALLEST)

    def __len__(self) -> int:
        return self._size

    @property
    def nbytes(self) -> int:
        """Memory of the two arrays, in bytes."""
        return 16 * len(self._keys)

    def get(self, key: int) -> int:
        """The ordinal under `key`, or 0."""
        return self._ordinals[self._find(key)]

    def put(self, key: int, ordinal: int) -> None:
        """Set the ordinal under `key`."""
        at = self._find(key)
        if not self._ordinals[at]:
            if 4 * (self._size + 1) > 3 * len(self._keys):
                self._grow()
                at = self._find(key)
            self._size += 1
        self._keys[at], self._ordinals[at] = key, ordinal

    def drop(self, key: int, ordinal: int) -> None:
        """Forget `key` if it still leads to `ordinal`."""
        at = self._find(key)
        if self._ordinals[at] != ordinal:
            return
        self._size -= 1
        self._close(at)

    def _clear(self, capacity: int) -> None:
        self._mask = capacity - 1
        self._shift = 65 - capacity.bit_length()
        self._keys = array("Q", bytes(8 * capacity))
        self._ordinals = array("Q", bytes(8 * capacity))

    def _home(self, key: int) -> int:
        return ((key * _MIX) & _MASK64) >> self._shift

    def _find(self, key: int) -> int:
        at, keys, ordinals, mask = self._home(key), self._keys, self._ordinals, self._mask
        while ordinals[at] and keys[at] != key:
            at = (at + 1) & mask
        return at

    def _close(self, hole: int) -> None:
        """Empty a slot, pulling back the entries that were pushed past it."""
        at = hole
        while True:
            at = (at + 1) & self._mask
            if not self._ordinals[at]:
                break
            if (at - self._home(self._keys[at])) & self._mask >= (at - hole) & self._mask:
                self._keys[hole], self._ordinals[hole] = self._keys[at], self._ordinals[at]
                hole = at
        self._ordinals[hole] = 0

    def _grow(self) -> None:
        keys, ordinals = self._keys, self._ordinals
        self._clear(2 * len(keys))
        for key, ordinal in zip(keys, ordinals, strict=True):
            if ordinal:
                at = self._find(key)
                self._keys[at], self._ordinals[at] = key, ordinal
