"""How much of a text stands in none of those that were published before it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from streams.dedup.sketch import Sketch

_FEWEST: Final = 24
"""Sampled shingles below which a further text with a coarser sketch is left aside."""


_NOTHING: Final = 0.12
"""Share up to which a text brings nothing, whatever else it is; estimates' noise allowed."""
_NEWS, _SURELY = 0.22, 0.16
"""Share from which a text is published, and what it must exceed by a standard error: so hardly any that brings less
than a tenth is, and of what is dropped nine in ten bring less than a fifth."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Estimated share of a text's shingles, in 0..1, and its standard error."""

    share: float
    error: float = 0.0

    @property
    def is_nothing(self) -> bool:
        """Whether all of the text was there before, as far as can be told."""
        return self.share <= _NOTHING

    @property
    def is_news(self) -> bool:
        """Whether there is so much that readers would miss it."""
        return self.share > _NEWS and self.share - self.error > _SURELY


def unseen(later: Sketch, read: Sequence[Sketch]) -> Unseen:
    """How much of a text none of `read` holds; the first is the one that holds most.

    As in `sketch.compare`, the sample is what lies below the least reach; a text of many shingles would leave few, and
    then is not asked.
    """
    reach = min(later.reach, read[0].reach)
    sample = later.hashes[: bisect_right(later.hashes, reach)]
    if not sample:
        return Unseen(1.0)
    missing, share = set(sample), 1.0
    for text in read:
        lower = min(reach, text.reach)
        size = bisect_right(sample, lower)
        if size < min(_FEWEST, len(sample)):
            continue
        left = {each for each in missing if each <= lower}.difference(text.hashes)
        if len(left) / size < share:
            reach, sample, missing, share = lower, sample[:size], left, len(left) / size
    complete = len(sample) == later.shingles
    return Unseen(share, 0.0 if complete else sqrt(share * (1 - share) / len(sample)))
