"""Whether a later text tells an earlier one's story, and what an editor would call it then."""

from typing import Final

from streams.dedup.facts import other_facts, same_facts, shared_facts
from streams.dedup.fingerprint import SHORT_WORDS
from streams.dedup.sketch import Likeness, Sketch

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


def one_story(later: Sketch, earlier: Sketch, likeness: Likeness) -> bool:
    """Whether two texts share so much, and say so little that differs, that they are of one story."""
    if min(later.words, earlier.words) < SHORT_WORDS:
        return _flashes(later, earlier, likeness)
    return _alike(later, earlier, likeness) and not other_facts(later, earlier, likeness)


def holds(earlier: Sketch, likeness: Likeness) -> bool:
    """Whether the later text has taken the earlier one over: whole, or most of it where it is no more than a flash."""
    return likeness.holds >= (WHOLE if earlier.words >= _PROSE_WORDS else _NEAR_CONTAINMENT)


def extends(later: Sketch, earlier: Sketch, likeness: Likeness) -> bool:
    """Whether the later text holds the earlier one and more, and not only page furniture, which names and counts
    nothing."""
    if likeness.holds < WHOLE:
        return False
    if later.shingles >= _MUCH_LONGER * earlier.shingles:
        return True
    return later.shingles >= _LONGER * earlier.shingles and later.facts >= earlier.facts + _NEW_FACTS


def is_contained(later: Sketch, earlier: Sketch, likeness: Likeness) -> bool:
    """Whether the later text is a part of the earlier one."""
    return likeness.held >= WHOLE and earlier.shingles >= _LONGER * later.shingles


def _alike(later: Sketch, earlier: Sketch, likeness: Likeness) -> bool:
    if likeness.shared < min(_MIN_SHARED, later.shingles, earlier.shingles):
        return False
    if likeness.jaccard >= _NEAR_JACCARD or likeness.containment >= _NEAR_CONTAINMENT:
        return True
    long_enough = min(later.words, earlier.words) >= _PROSE_WORDS
    return long_enough and likeness.jaccard >= _NEAR_JACCARD_WITH_FACTS and shared_facts(later, earlier)


def _flashes(later: Sketch, earlier: Sketch, likeness: Likeness) -> bool:
    """Too few words for statistics: all facts must be the same, and most words."""
    return likeness.jaccard >= _SHORT_JACCARD and same_facts(later, earlier)
