"""Candidates by locality-sensitive hashing: which remembered texts share shingles with this one.

A text is filed under the smallest hashes of its bottom-k sketch and of its opening. Two texts that share much share
some of those, because smallest is the same for both. A bucket keeps the newest texts filed in it, so that a phrase that
everybody prints costs no more than one that few print. What a query sees depends only on the order of filing and on
`entries`.
"""

from collections import Counter
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_WAYS: Final = 16
_PER_ENTRY: Final = 20
_FEWEST, _MOST, _SHINGLES_FOR_ONE = 14, 44, 18
_FEWEST_VOTES: Final = 2
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_SWEEP_EVERY: Final = 256


class Places(NamedTuple):
    """The buckets in which a text is filed, and the tags it has there."""

    buckets: NDArray[np.intp]
    tags: NDArray[np.uint32]


class Postings:
    """For up to `entries` texts alive at once; 32 bits a posting: a tag of the hash above, the ordinal's end below."""

    def __init__(self, entries: int) -> None:
        bits = max(12, (2 * entries + 2 * _SWEEP_EVERY).bit_length())
        self._low = (1 << bits) - 1
        self._buckets = max(256, entries * _PER_ENTRY * 3 // 2 // _WAYS)
        self._table: NDArray[np.uint32] = np.zeros((self._buckets, _WAYS), dtype=np.uint32)
        self._recent = b"", Places(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint32))
        self._swept = 0
        self._sweep_step = -(-self._buckets * _SWEEP_EVERY * 2 // (self._low + 1))

    @property
    def nbytes(self) -> int:
        """Memory set aside, in bytes."""
        return self._table.nbytes

    def file(self, places: Places, ordinal: int) -> None:
        """Remember a text under its ordinal; ordinals only rise."""
        buckets, tags = places
        rows = self._table[buckets]
        rows[:, 1:] = rows[:, :-1]
        rows[:, 0] = tags | np.uint32(ordinal & self._low)
        self._table[buckets] = rows

    def find(self, places: Places, newest: int, oldest: int) -> list[int]:
        """Ordinals of the texts that share postings, `oldest` to `newest`; most votes first, then oldest.

        One shared posting is no reason to look closer, unless there are hardly more to share.
        """
        buckets, tags = places
        rows = self._table[buckets]
        hits = rows[((rows ^ tags[:, None]) <= self._low) & (rows != 0)] & np.uint32(self._low)
        fewest = _FEWEST_VOTES if len(tags) >= _FEWEST else 1
        if len(hits) < fewest:
            return []
        found = []
        for end, votes in Counter(hits.tolist()).items():
            age = (newest - end) & self._low
            if votes >= fewest and age <= newest - oldest:
                found.append((-votes, newest - age))
        return [ordinal for _, ordinal in sorted(found)]

    def sweep(self, newest: int, oldest: int) -> None:
        """Clear a stretch of dead postings, so that an ordinal's end never comes to mean another text.

        Once round all buckets in half as many records as an ordinal's end can tell apart.
        """
        if newest % _SWEEP_EVERY:
            return
        part = self._table[self._swept : self._swept + self._sweep_step]
        age = (newest - part.astype(np.int64)) & (self._low)
        part[age > newest - oldest] = 0
        self._swept = (
            (self._swept + self._sweep_step) % self._buckets if self._swept + self._sweep_step < self._buckets else 0
        )

    def places(self, sketch: bytes, shingles: int, opening: bytes) -> Places:
        """Where a text is filed; asked twice in a row for one text, to search and to file, it is worked out once."""
        if self._recent[0] is not sketch:
            count = max(_FEWEST, min(_MOST, shingles // _SHINGLES_FOR_ONE))
            self._recent = sketch, self._worked_out(sketch[: 4 * count] + opening)
        return self._recent[1]

    def _worked_out(self, hashes: bytes) -> Places:
        spread = np.frombuffer(hashes, dtype="<u4") * _SPREAD
        buckets = ((spread >> np.uint64(32)) * np.uint64(self._buckets)) >> np.uint64(32)
        return Places(buckets.astype(np.intp), spread.astype(np.uint32) & np.uint32(~self._low & 0xFFFFFFFF))
