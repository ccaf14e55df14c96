"""How alike two texts are, from their sketches alone, and what an editor would call it."""

import struct
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from streams.dedup.fingerprint import SHORT_WORDS, Fingerprint
from streams.dedup.verdict import Kind

_NEAR_JACCARD: Final = 0.3
_NEAR_CONTAINMENT: Final = 0.75
_WHOLE: Final = 0.88
"""Share of a text's shingles that must be found in another for the other to hold it whole, estimates' noise allowed."""
_LONGER: Final = 1.15
_SHORT_JACCARD: Final = 0.6
_MIN_SHARED: Final = 4
_FIGURES_DIFFER: Final = 0.12
_NAMES_DIFFER: Final = 0.4


@dataclass(frozen=True, slots=True)
class Sketch:
    """The parts of a fingerprint that are compared; see `fingerprint.Fingerprint`."""

    words: int
    shingles: int
    hashes: Sequence[int]
    figures: Sequence[int]
    names: Sequence[int]

    @classmethod
    def of(cls, printed: Fingerprint) -> "Sketch":
        """Read the packed parts of a fingerprint."""
        parts = (_unpacked(part) for part in (printed.sketch, printed.figures, printed.names))
        return cls(printed.words, printed.shingles, *parts)

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


def conflicts(mine: Sequence[int], theirs: Sequence[int]) -> tuple[int, int]:
    """Facts in the same surroundings: how many differ, how many agree."""
    here, there = _by_slot(mine), _by_slot(theirs)
    differ = agree = 0
    for slot in here.keys() & there.keys():
        a, b = here[slot], there[slot]
        agree += len(a & b)
        differ += min(len(a - b), len(b - a))
    return differ, agree


def _by_slot(facts: Sequence[int]) -> dict[int, set[int]]:
    slots: dict[int, set[int]] = defaultdict(set)
    for fact in facts:
        slots[fact >> 16].add(fact & 0xFFFF)
    return slots


def other_facts(later: Sketch, earlier: Sketch) -> bool:
    """Whether figures or names decide that two texts with like words say different things."""
    differ, agree = conflicts(later.figures, earlier.figures)
    if differ > _FIGURES_DIFFER * (differ + agree):
        return True
    differ, agree = conflicts(later.names, earlier.names)
    return differ >= 2 and differ >= _NAMES_DIFFER * (differ + agree)


def relation(later: Sketch, earlier: Sketch, likeness: Likeness) -> Kind | None:
    """Near, contained, extension, or None when the later text is another one."""
    if min(later.words, earlier.words) < SHORT_WORDS:
        return _flashes(later, earlier, likeness)
    if not _alike(later, earlier, likeness) or other_facts(later, earlier):
        return None
    if likeness.holds >= _WHOLE and later.shingles >= _LONGER * earlier.shingles:
        return Kind.EXTENSION
    if likeness.held >= _WHOLE and earlier.shingles >= _LONGER * later.shingles:
        return Kind.CONTAINED
    return Kind.NEAR


def _alike(later: Sketch, earlier: Sketch, likeness: Likeness) -> bool:
    if likeness.shared < min(_MIN_SHARED, later.shingles, earlier.shingles):
        return False
    return likeness.jaccard >= _NEAR_JACCARD or likeness.containment >= _NEAR_CONTAINMENT


def _flashes(later: Sketch, earlier: Sketch, likeness: Likeness) -> Kind | None:
    """Too few words for statistics: all facts must be the same, and most words."""
    same_facts = list(later.figures) == list(earlier.figures) and list(later.names) == list(earlier.names)
    return Kind.NEAR if same_facts and likeness.jaccard >= _SHORT_JACCARD else None
