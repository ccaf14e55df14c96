"""The remembered text that a new one repeats, or holds and adds to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from streams.dedup.codec import Text
from streams.dedup.fingerprint import Fingerprint
from streams.dedup.likeness import WHOLE, relation
from streams.dedup.memory import Memory
from streams.dedup.row import HASH_BYTES
from streams.dedup.sketch import SAME, Likeness, Sketch, compare
from streams.dedup.verdict import DUPLICATE, Kind

_COMPARED: Final = 16
"""Most candidates that are compared with one text."""


@dataclass(frozen=True, slots=True)
class Match:
    """A remembered text, by ordinal, and what the later one is beside it."""

    ordinal: int
    kind: Kind
    likeness: Likeness

    @property
    def rank(self) -> tuple[bool, bool, float, int]:
        """Best first: the same text, then one that leaves nothing new, then the likeliest, then the oldest."""
        nothing_new = self.kind in DUPLICATE and self.likeness.held >= WHOLE
        return self.kind is Kind.EXACT, nothing_new, self.likeness.jaccard, -self.ordinal


def best_match(memory: Memory, printed: Fingerprint, usable: Callable[[int], bool]) -> Match | None:
    """The best match among the texts whose ordinals are usable."""
    if not printed.shingles:
        return None
    same = memory.same_text(printed.content_hash)
    if same is not None and same.content_hash == printed.content_hash[:HASH_BYTES] and usable(same.ordinal):
        return Match(same.ordinal, Kind.EXACT, SAME)
    matches = (match for match in _matches(memory, printed) if usable(match.ordinal))
    return max(matches, key=lambda match: match.rank, default=None)


def _matches(memory: Memory, printed: Fingerprint) -> Iterator[Match]:
    later = Sketch.of(printed)
    for text in islice(memory.sharing(printed), _COMPARED):
        if (match := _compare(later, printed, text)) is not None:
            yield match


def _compare(later: Sketch, printed: Fingerprint, text: Text) -> Match | None:
    if text.content_hash == printed.content_hash[:HASH_BYTES]:
        return Match(text.ordinal, Kind.EXACT, SAME)
    likeness = compare(later, text.sketch)
    kind = relation(later, text.sketch, likeness)
    return None if kind is None else Match(text.ordinal, kind, likeness)
