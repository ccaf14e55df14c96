"""Figures, dates and names: they decide where words alone do not."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from streams.dedup.sketch import Likeness, Sketch

_FIGURES_DIFFER: Final = 0.12
_FIGURES_DIFFER_LONG: Final = 0.25
"""Share of the figures found in the same words that may differ: a correction changes one, a template most of them."""
_NAMES_DIFFER: Final = 0.4
_ONE_MAY_DIFFER_WORDS: Final = 120
"""From this length on, one changed figure is a correction; in a brief it is the news."""
_LONG_WORDS: Final = 200
_BRIEF_WORDS: Final = 60
_LEAD_WORDS: Final = 110
"""Texts up to this length that differ much are about the same only if the names they begin with say so."""
_MOSTLY: Final = 0.6
_SURELY_COPIED: Final = 0.75
_TELLING_FIGURES: Final = 5
_EVIDENCE: Final = 3


def other_facts(later: Sketch, earlier: Sketch, likeness: Likeness) -> bool:
    """Whether figures or names decide that two texts with like words say different things."""
    words = min(later.words, earlier.words)
    if _figures_differ(later, earlier, words) or _names_differ(later, earlier, words):
        return True
    if likeness.containment >= _SURELY_COPIED:
        return False
    if words < _BRIEF_WORDS:
        return not _mostly_same(later, earlier)
    return words < _LEAD_WORDS and likeness.jaccard < 0.5 and _other_lead(later, earlier)


def same_facts(later: Sketch, earlier: Sketch) -> bool:
    """Whether all figures and names are the same, in the same words."""
    return later.figures == earlier.figures and later.names == earlier.names


def shared_facts(later: Sketch, earlier: Sketch) -> bool:
    """Whether enough facts stand in both, in the same words, to take two texts for one story on fewer words."""
    figures, names = conflicts(later.figures, earlier.figures), conflicts(later.names, earlier.names)
    return figures[0] == 0 and figures[1] + names[1] >= _EVIDENCE + names[0]


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


def _figures_differ(later: Sketch, earlier: Sketch, words: int) -> bool:
    differ, agree = conflicts(later.figures, earlier.figures)
    if differ == 1 and words >= _ONE_MAY_DIFFER_WORDS and not conflicts(later.names, earlier.names)[0]:
        return False
    share = _FIGURES_DIFFER if words < _LONG_WORDS else _FIGURES_DIFFER_LONG
    return differ > share * (differ + agree)


def _names_differ(later: Sketch, earlier: Sketch, words: int) -> bool:
    differ, agree = conflicts(later.names, earlier.names)
    return differ >= (2 if words < _LONG_WORDS else 4) and differ >= _NAMES_DIFFER * (differ + agree)


def _mostly_same(later: Sketch, earlier: Sketch) -> bool:
    """For briefs: most of the figures and names of one stand in the other, in whatever words; or very many figures."""
    figures, of_figures = _common(later.figures, earlier.figures)
    names, of_names = _common(later.names, earlier.names)
    if figures < _MOSTLY * of_figures:
        return False
    return names >= _MOSTLY * of_names or figures >= max(_TELLING_FIGURES, _SURELY_COPIED * of_figures)


def _common(mine: Sequence[int], theirs: Sequence[int]) -> tuple[int, int]:
    """How many facts are the same, of how many there could be."""
    here, there = {fact & 0xFFFF for fact in mine}, {fact & 0xFFFF for fact in theirs}
    return len(here & there), min(len(here), len(there))


def _other_lead(later: Sketch, earlier: Sketch) -> bool:
    """Whether the names that the texts begin with have no word in common."""
    return bool(later.lead) and bool(earlier.lead) and not set(later.lead) & set(earlier.lead)
