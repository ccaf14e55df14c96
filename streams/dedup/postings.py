"""Candidates by locality-sensitive hashing: which remembered texts share shingles with this one.

A text is filed under the smallest hashes of its bottom-k sketch. Two texts that share much share some of those, because
smallest is the same for both. A bucket keeps the newest texts filed in it, so that a phrase that everybody prints costs
no more than one that few print. What a query sees depends only on the order of filing and on `entries`.
"""

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

_WAYS: Final = 16
_PER_ENTRY: Final = 24
_FEWEST, _MOST, _SHINGLES_FOR_ONE = 16, 48, 12
_FEWEST_VOTES: Final = 2
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_SWEEP_EVERY: Final = 256


class Postings:
    """For up to `entries` texts alive at once; 32 bits a posting: a tag of the hash above, the ordinal's end below."""

    def __init__(self, entries: int) -> None:
        bits = max(12, (2 * entries + 2 * _SWEEP_EVERY).bit_length())
        self._slots = 1 << bits
        self._tag_bits = np.uint64(32 - bits)
        self._buckets = max(256, entries * _PER_ENTRY * 3 // 2 // _WAYS)
        self._table: NDArray[np.uint32] = np.zeros((self._buckets, _WAYS), dtype=np.uint32)
        self._swept = 0
        self._sweep_step = -(-self._buckets * _SWEEP_EVERY * 2 // self._slots)

    @property
    def nbytes(self) -> int:
        """Memory set aside, in bytes."""
        return self._table.nbytes

    def file(self, sketch: bytes, shingles: int, ordinal: int) -> None:
        """Remember a text under its ordinal; ordinals only rise."""
        buckets, tags = self._places(sketch, shingles)
        rows = self._table[buckets]
        rows[:, 1:] = rows[:, :-1]
        rows[:, 0] = tags | np.uint32(ordinal & (self._slots - 1))
        self._table[buckets] = rows

    def find(self, sketch: bytes, shingles: int, newest: int, oldest: int) -> list[int]:
        """Ordinals of the texts that share postings, `oldest` to `newest`; most votes first, then oldest.

        One shared posting is no reason to look closer, unless there are hardly more to share.
        """
        fewest = _FEWEST_VOTES if shingles >= _FEWEST else 1
        buckets, tags = self._places(sketch, shingles)
        rows = self._table[buckets]
        low = np.uint32(self._slots - 1)
        hits = rows[((rows & ~low) == tags[:, None]) & (rows != 0)] & low
        age = (newest - hits.astype(np.int64)) & (self._slots - 1)
        votes = Counter((newest - age[age <= newest - oldest]).tolist())
        found = [(-count, ordinal) for ordinal, count in votes.items() if count >= fewest]
        return [ordinal for _, ordinal in sorted(found)]

    def sweep(self, newest: int, oldest: int) -> None:
        """Clear a stretch of dead postings, so that an ordinal's end never comes to mean another text.

        Once round all buckets in half as many records as an ordinal's end can tell apart.
        """
        if newest % _SWEEP_EVERY:
            return
        part = self._table[self._swept : self._swept + self._sweep_step]
        age = (newest - part.astype(np.int64)) & (self._slots - 1)
        part[age > newest - oldest] = 0
        self._swept = (
            (self._swept + self._sweep_step) % self._buckets if self._swept + self._sweep_step < self._buckets else 0
        )

    def _places(self, sketch: bytes, shingles: int) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        count = max(_FEWEST, min(_MOST, shingles // _SHINGLES_FOR_ONE))
        spread = np.frombuffer(sketch, dtype="<u4")[:count].astype(np.uint64) * _SPREAD
        buckets = ((spread >> np.uint64(32)) % np.uint64(self._buckets)).astype(np.int64)
        tags = (spread & np.uint64(0xFFFFFFFF)).astype(np.uint32) & ~np.uint32(self._slots - 1)
        return buckets, tags
