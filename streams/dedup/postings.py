"""Candidates by locality-sensitive hashing: which remembered texts share shingles with this one.

A text is filed under the smallest hashes of its bottom-k sketch and of its opening. Two texts that share much share
some of those, because smallest is the same for both. Of a bucket the newest texts that are remembered are looked at, so
that a phrase that everybody prints costs no more than one that few print; the others wait in `spill.py` until newer
ones are forgotten. So what a query sees depends only on what is remembered and on `entries`.
"""

from collections import Counter
from mmap import mmap
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.dedup.roster import SPAN, Roster
from streams.dedup.spill import Spill

_LOAD: Final = 30
"""Postings that there is room for by an entry at the most usual number of ways, which has half as many."""
_WAYS: Final = 16
_FEWEST, _MOST, _SHINGLES_FOR_ONE = 14, 44, 18
_FEWEST_VOTES: Final = 2
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_SWEEP_EVERY: Final = 256


class Places(NamedTuple):
    """The buckets in which a text is filed, and the tags it has there. What stands in its opening too stands twice."""

    buckets: NDArray[np.intp]
    tags: NDArray[np.uint32]

    @property
    def foremost(self) -> "Places":
        """As many as the shortest text has: enough to find what is much alike."""
        return Places(self.buckets[:_FEWEST], self.tags[:_FEWEST])


class Placing:
    """Where texts are filed among up to `entries`. A posting has 32 bits: a tag of the hash, then the ordinal's end."""

    def __init__(self, entries: int) -> None:
        bits = max(12, (2 * SPAN * entries).bit_length())
        self.low = (1 << bits) - 1
        self.buckets = max(256, entries * _LOAD // _WAYS)
        self._recent = b"", Places(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint32))

    def places(self, sketch: bytes, shingles: int, opening: bytes) -> Places:
        """Where a text is filed; asked twice in a row for one text, to search and to file, it is worked out once."""
        if self._recent[0] is not sketch:
            count = max(_FEWEST, min(_MOST, shingles // _SHINGLES_FOR_ONE))
            self._recent = sketch, self._worked_out(sketch[: 4 * count] + opening)
        return self._recent[1]

    def _worked_out(self, hashes: bytes) -> Places:
        spread = np.frombuffer(hashes, dtype="<u4") * _SPREAD
        buckets = (((spread >> np.uint64(32)) * np.uint64(self.buckets)) >> np.uint64(32)).astype(np.intp)
        tags = spread.astype(np.uint32) & np.uint32(~self.low & 0xFFFFFFFF)
        return Places(buckets, tags)


class Postings:
    """Buckets of `ways` postings of the texts that a roster remembers. With `sparse` they take memory as they are
    filled: numpy asks for pages of 2 MB, of which a few hundred postings touch all there are.
    """

    def __init__(self, placing: Placing, roster: Roster, ways: int = _WAYS, sparse: bool = False) -> None:
        self._low, self._buckets, self._roster = placing.low, placing.buckets, roster
        self._table: NDArray[np.uint32] = (
            np.frombuffer(mmap(-1, 4 * ways * self._buckets), dtype=np.uint32).reshape(self._buckets, ways)
            if sparse
            else np.zeros((self._buckets, ways), dtype=np.uint32)
        )
        self._tag_bits = 32 - placing.low.bit_length()
        self._spill = Spill(roster.__contains__, spare=self._tag_bits)
        self._has_spilled = np.zeros(self._buckets, dtype=bool)
        self._swept = 0
        self._sweep_step = -(-self._buckets * _SWEEP_EVERY * 2 // (self._low + 1))

    @property
    def nbytes(self) -> int:
        """Memory set aside, in bytes."""
        return self._table.nbytes + self._has_spilled.nbytes + self._spill.nbytes

    def file(self, places: Places, ordinal: int) -> None:
        """Remember a text under its ordinal, the newest of the roster."""
        buckets, tags = places
        rows = self._look(buckets)
        slots = rows.argmin(axis=1)  # an empty one is 0
        full = rows[np.arange(len(slots)), slots].nonzero()[0]
        if len(full):
            slots[full] = self._room(buckets[full], rows[full])
        self._table[buckets, slots] = tags | np.uint32(ordinal & self._low)

    def find(self, places: Places) -> list[int]:
        """Ordinals of the texts that share postings; most votes first, then oldest.

        One shared posting is no reason to look closer, unless there are hardly more to share.
        """
        buckets, tags = places
        rows = self._look(buckets)
        hits = rows[(rows ^ tags[:, None]) <= self._low]
        hits = hits[hits != 0] & np.uint32(self._low)
        fewest = _FEWEST_VOTES if len(tags) >= _FEWEST else 1
        if len(hits) < fewest:
            return []
        found, newest = [], self._roster.newest
        for end, votes in Counter(hits.tolist()).items():
            ordinal = newest - ((newest - end) & self._low)
            if votes >= fewest and ordinal in self._roster:
                found.append((-votes, ordinal))
        return [ordinal for _, ordinal in sorted(found)]

    def sweep(self) -> None:
        """Clear a stretch of dead postings, so that an ordinal's end never comes to mean another text.

        Once round all buckets in half as many records as an ordinal's end can tell apart.
        """
        if self._roster.newest % _SWEEP_EVERY:
            return
        end = min(self._swept + self._sweep_step, self._buckets)
        part = self._table[self._swept : end]
        part[~self._are_remembered(part)] = 0
        for bucket in (self._has_spilled[self._swept : end].nonzero()[0] + self._swept).tolist():
            self._has_spilled[bucket] = self._spill.clean(bucket)
        self._swept = end % self._buckets

    def _look(self, buckets: NDArray[np.intp]) -> NDArray[np.uint32]:
        """The buckets' newest postings that are remembered, and some that are not."""
        if len(self._spill):
            for bucket in buckets[self._has_spilled[buckets]].tolist():
                self._refill(bucket)
        return self._table.take(buckets, axis=0)

    def _refill(self, bucket: int) -> None:
        row = self._table[bucket]
        remembered = self._are_remembered(row)
        for slot in np.flatnonzero(~remembered):
            spilled = self._spill.pop(bucket)
            row[slot] = self._posting(spilled)
            if not spilled:
                self._has_spilled[bucket] = False
                return

    def _room(self, buckets: NDArray[np.intp], rows: NDArray[np.uint32]) -> NDArray[np.intp]:
        """The slots of the postings that give way in full buckets: forgotten ones, else the oldest."""
        ages = self._ages(rows)
        gone = ~self._roster.are_remembered(ages)
        slots: NDArray[np.intp] = np.where(gone, self._low + 1, ages).argmax(axis=1)
        for bucket, at in {int(buckets[at]): at for at in np.flatnonzero(~gone.any(axis=1))}.items():
            tag = int(rows[at, slots[at]]) >> (32 - self._tag_bits)
            ordinal = self._roster.newest - int(ages[at, slots[at]])
            self._spill.push(bucket, ordinal << self._tag_bits | tag)
            self._has_spilled[bucket] = True
        return slots

    def _posting(self, spilled: int) -> int:
        """What stood in the table before it was spilled; 0 of 0."""
        tag, ordinal = spilled & ((1 << self._tag_bits) - 1), spilled >> self._tag_bits
        return tag << (32 - self._tag_bits) | ordinal & self._low

    def _ages(self, rows: NDArray[np.uint32]) -> NDArray[np.int64]:
        ages: NDArray[np.int64] = (self._roster.newest - rows.astype(np.int64)) & self._low
        return ages

    def _are_remembered(self, rows: NDArray[np.uint32]) -> NDArray[np.bool_]:
        remembered: NDArray[np.bool_] = np.logical_and(self._roster.are_remembered(self._ages(rows)), rows != 0)
        return remembered
