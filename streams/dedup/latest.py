"""From a 64-bit key to the ordinals under it that are remembered, whichever of them is forgotten first."""

from collections.abc import Iterator

from streams.dedup.lookup import Lookup
from streams.dedup.spill import IsRemembered, Spill


class Latest:
    """The newest is looked up; those before it, which most keys have none of, wait in a stack."""

    def __init__(self, is_remembered: IsRemembered) -> None:
        self._newest, self._before = Lookup(), Spill(is_remembered)

    @property
    def nbytes(self) -> int:
        """Memory in bytes."""
        return self._newest.nbytes + self._before.nbytes

    def get(self, key: int) -> int:
        """The newest ordinal under `key`, or 0."""
        return self._newest.get(key)

    def all(self, key: int) -> Iterator[int]:
        """The ordinals under `key`, newest first."""
        if newest := self._newest.get(key):
            yield newest
            yield from self._before.all(key)

    def put(self, key: int, ordinal: int) -> None:
        """Add an ordinal that is newer than all that are there."""
        if before := self._newest.get(key):
            self._before.push(key, before)
        self._newest.put(key, ordinal)

    def drop(self, key: int, ordinal: int) -> None:
        """Take out an ordinal that is about to be forgotten: the one before it is the newest then."""
        if self._newest.get(key) != ordinal:
            return
        if before := self._before.pop(key):
            self._newest.put(key, before)
        else:
            self._newest.drop(key, ordinal)
