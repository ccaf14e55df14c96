"""Sketches read for comparison, and how alike they say two texts are."""

import struct
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from streams.dedup.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class Sketch:
    """The parts of a fingerprint that are compared; see `fingerprint.Fingerprint`."""

    words: int
    shingles: int
    facts: int
    hashes: Sequence[int]
    figures: Sequence[int]
    names: Sequence[int]
    lead: Sequence[int]

    @classmethod
    def of(cls, printed: Fingerprint) -> "Sketch":
        """Read the packed parts of a fingerprint."""
        return cls(printed.words, printed.shingles, printed.facts, *map(_unpacked, printed.parts[:4]))

    @property
    def reach(self) -> int:
        """Up to this hash, included, the sketch holds every shingle of the text."""
        return self.hashes[-1] if len(self.hashes) < self.shingles else 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Likeness:
    """Estimates for a later text against an earlier one.

    `jaccard` of the shingle sets; `held` is the share of the later text found in the earlier one, `holds` the share of
    the earlier text found in the later one.
    """

    jaccard: float
    held: float
    holds: float
    shared: int

    @property
    def containment(self) -> float:
        """Of the smaller in the larger."""
        return max(self.held, self.holds)


NOTHING: Final = Likeness(0.0, 0.0, 0.0, 0)
SAME: Final = Likeness(1.0, 1.0, 1.0, 0)


def _unpacked(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def compare(later: Sketch, earlier: Sketch) -> Likeness:
    """Estimate Jaccard and containment where both sketches are complete: below the lesser of their reaches.

    Bottom-k sketches with one hash (Broder 1997; Cohen and Kaplan 2007): below a common bound both are plain uniform
    samples, so shares among the sampled shingles estimate shares among all of them.
    """
    reach = min(later.reach, earlier.reach)
    mine, theirs = bisect_right(later.hashes, reach), bisect_right(earlier.hashes, reach)
    if not mine or not theirs:
        return NOTHING
    shared = len(set(later.hashes[:mine]).intersection(earlier.hashes[:theirs]))
    return Likeness(
        jaccard=round(shared / (mine + theirs - shared), 4),
        held=round(shared / mine, 4),
        holds=round(shared / theirs, 4),
        shared=shared,
    )
