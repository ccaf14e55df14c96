"""What an editor would call a later text beside an earlier one."""

from typing import Final

from streams.dedup.facts import other_facts, same_facts, shared_facts
from streams.dedup.fingerprint import SHORT_WORDS
from streams.dedup.sketch import Likeness, Sketch
from streams.dedup.verdict import Kind

_NEAR_JACCARD: Final = 0.3
_NEAR_JACCARD_WITH_FACTS: Final = 0.24
_PROSE_WORDS: Final = 100
_NEAR_CONTAINMENT: Final = 0.75
WHOLE: Final = 0.88
"""Share of a text's shingles that must be found in another for the other to hold it whole, estimates' noise allowed."""
_LONGER: Final = 1.15
_MUCH_LONGER: Final = 1.5
_NEW_FACTS: Final = 2
_SHORT_JACCARD: Final = 0.6
_MIN_SHARED: Final = 4


def relation(later: Sketch, earlier: Sketch, likeness: Likeness) -> Kind | None:
    """Near, contained, extension, or None when the later text is another one."""
    if min(later.words, earlier.words) < SHORT_WORDS:
        return _flashes(later, earlier, likeness)
    if not _alike(later, earlier, likeness) or other_facts(later, earlier, likeness):
        return None
    if likeness.holds >= WHOLE and _adds(later, earlier):
        return Kind.EXTENSION
    if likeness.held >= WHOLE and earlier.shingles >= _LONGER * later.shingles:
        return Kind.CONTAINED
    return Kind.NEAR


def _adds(later: Sketch, earlier: Sketch) -> bool:
    """Whether what a text holds beyond another is news: more than page furniture, which names and counts nothing."""
    if later.shingles >= _MUCH_LONGER * earlier.shingles:
        return True
    return later.shingles >= _LONGER * earlier.shingles and later.facts >= earlier.facts + _NEW_FACTS


def _alike(later: Sketch, earlier: Sketch, likeness: Likeness) -> bool:
    if likeness.shared < min(_MIN_SHARED, later.shingles, earlier.shingles):
        return False
    if likeness.jaccard >= _NEAR_JACCARD or likeness.containment >= _NEAR_CONTAINMENT:
        return True
    long_enough = min(later.words, earlier.words) >= _PROSE_WORDS
    return long_enough and likeness.jaccard >= _NEAR_JACCARD_WITH_FACTS and shared_facts(later, earlier)


def _flashes(later: Sketch, earlier: Sketch, likeness: Likeness) -> Kind | None:
    """Too few words for statistics: all facts must be the same, and most words."""
    return Kind.NEAR if likeness.jaccard >= _SHORT_JACCARD and same_facts(later, earlier) else None
