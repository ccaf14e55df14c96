"""What a text is beside those of its story that were published before it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from streams.dedup.codec import Text
from streams.dedup.fingerprint import Fingerprint
from streams.dedup.likeness import extends, holds, is_contained, one_story
from streams.dedup.memory import Memory
from streams.dedup.novelty import Unseen, unseen
from streams.dedup.row import HASH_BYTES, Row
from streams.dedup.sketch import SAME, Likeness, Sketch, compare
from streams.dedup.verdict import Kind

_COMPARED: Final = 16
"""Most candidates of each sort that are compared with one text."""
_A_PART: Final = 0.1
"""Of a text that another text of its story must hold to be asked what it has seen of it."""

Usable = Callable[[int], Row | None]
"""The row of an ordinal where it lies within the window and has not been taken back."""


@dataclass(frozen=True, slots=True)
class Match:
    """A published text, and what the later one is beside it."""

    row: Row
    kind: Kind
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class _Compared:
    """An earlier text, and how much the later one has of it."""

    text: Text
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class _Read:
    """A published text, which readers of its cluster have seen."""

    row: Row
    text: Text
    likeness: Likeness

    @property
    def rank(self) -> tuple[float, float, int]:
        """Best first: what holds most of the later text, then what is likest, then the oldest."""
        return self.likeness.held, self.likeness.jaccard, -self.row.ordinal


def best_match(memory: Memory, printed: Fingerprint, usable: Usable) -> Match | None:
    """What a text is beside the published ones that are usable; None where it tells a story of its own.

    Where none of them tells its story a copy of one may, since copies of copies differ more and more from the first.
    """
    if not printed.shingles:
        return None
    same = memory.same_text(printed.content_hash)
    if same is not None and same.content_hash == printed.content_hash[:HASH_BYTES] and usable(same.ordinal):
        return Match(same, Kind.EXACT, SAME)
    later = Sketch.of(printed)
    compared = _compare(later, printed, memory.sharing(printed))
    story = [*_usable_of(_of_one_story(later, compared), usable)]
    if not story:
        copies = _of_one_story(later, _compare(later, printed, memory.copies_sharing(printed)))
        story = [*_behind(memory, later, copies, usable)]
    return _match(later, story, compared, usable) if story else None


def _match(later: Sketch, story: Sequence[_Read], compared: Sequence[_Compared], usable: Usable) -> Match:
    best = max(story, key=lambda read: read.rank)
    if best.likeness is SAME:
        return Match(best.row, Kind.EXACT, SAME)
    cluster, known = best.row.verdict.cluster_id, {read.row.ordinal for read in story}
    parts = [each for each in compared if each.likeness.held >= _A_PART and each.text.ordinal not in known]
    story = [read for read in story if read.row.verdict.cluster_id == cluster]
    beside = [read for read in _usable_of(parts, usable) if read.row.verdict.cluster_id == cluster]
    others = sorted((read for read in (*story, *beside) if read is not best), key=lambda read: read.rank, reverse=True)
    kind, named = _kind(later, story, best, unseen(later, [read.text.sketch for read in (best, *others)]))
    return Match(named.row, kind, named.likeness)


def _kind(later: Sketch, story: Sequence[_Read], best: _Read, new: Unseen) -> tuple[Kind, _Read]:
    """What the text is with so much unseen, and beside which one."""
    if not new.is_nothing:
        held = [read for read in story if extends(later, read.text.sketch, read.likeness)]
        if new.is_news:
            held = held or [read for read in story if holds(read.text.sketch, read.likeness)]
        if held:
            return Kind.EXTENSION, max(held, key=lambda read: (read.likeness.jaccard, -read.row.ordinal))
        if new.is_news:
            return Kind.DEVELOPMENT, best
    return (Kind.CONTAINED if is_contained(later, best.text.sketch, best.likeness) else Kind.NEAR), best


def _compare(later: Sketch, printed: Fingerprint, texts: Iterable[Text]) -> list[_Compared]:
    mine = printed.content_hash[:HASH_BYTES]
    return [
        _Compared(text, SAME if text.content_hash == mine else compare(later, text.sketch))
        for text in islice(texts, _COMPARED)
    ]


def _of_one_story(later: Sketch, compared: Iterable[_Compared]) -> list[_Compared]:
    return [each for each in compared if each.likeness is SAME or one_story(later, each.text.sketch, each.likeness)]


def _usable_of(compared: Iterable[_Compared], usable: Usable) -> Iterator[_Read]:
    for each in compared:
        if (row := usable(each.text.ordinal)) is not None:
            yield _Read(row, each.text, each.likeness)


def _behind(memory: Memory, later: Sketch, copies: Iterable[_Compared], usable: Usable) -> Iterator[_Read]:
    """The published texts that these are copies of, each once."""
    known = set[int]()
    for copy in copies:
        row = usable(copy.text.ordinal)
        original = None if row is None or row.original in known else usable(row.original)
        if original is not None:
            known.add(original.ordinal)
            text = memory.text(original.ordinal)
            yield _Read(original, text, compare(later, text.sketch))
