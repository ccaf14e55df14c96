"""The rows of one shard as they are found in a table: in order, checked for what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from streams.dedup.codec import check_marker, crowded_out_of, decode, ordinal_of
from streams.dedup.marks import Marks
from streams.dedup.row import Row, TableError, is_mark, marker_key, place_of, shard_of

_MOST_STRAYS: Final = 1_000
"""What a worker may have had under way when it froze."""


@dataclass(frozen=True, slots=True)
class Found:
    """Keys by ordinal, ascending; `forgotten` are those of which another row says so, `strays` keys of rows that had
    been deleted."""

    keys: dict[int, bytes] = field(default_factory=dict)
    forgotten: frozenset[int] = frozenset()
    strays: list[bytes] = field(default_factory=list)

    @property
    def newest(self) -> int:
        """The last ordinal."""
        return next(reversed(self.keys))


def found_rows(table: Mapping[bytes, bytes], shard: int, shards: int, marks: Marks) -> Found:
    """What a shard finds of its own, and `marks` restored. Raises TableError where rows were lost."""
    found = []
    for key, value in table.items():
        if shard_of(key) != shard or key == marker_key(shard):
            continue
        if is_mark(key):
            marks.restore(key, value)
        else:
            found.append((ordinal_of(value), key))
    if not found:
        return Found()
    check_marker(table.get(marker_key(shard)), shards)
    found.sort()
    last = decode(table[found[-1][1]])
    strays, found = _without_strays(found, last, marks)
    keys = dict(found)
    left = {ordinal for ordinal in keys if ordinal < last.first}  # deletes that came to nothing, as their marks did
    gaps = last.ordinal - (last.first or found[0][0]) + 1 - (len(keys) - len(left))
    if len(keys) < len(found) or gaps > last.holes:
        raise TableError(f"shard {shard} of the dedupe table has gaps or doubles: table writes were lost")
    return Found(keys, frozenset(left | _crowded_out(table, keys)), strays)


def _crowded_out(table: Mapping[bytes, bytes], keys: Mapping[int, bytes]) -> set[int]:
    return {crowded_out_of(table[key]) for key in keys.values()}


def _without_strays(
    found: list[tuple[int, bytes]], last: Row, marks: Marks
) -> tuple[list[bytes], list[tuple[int, bytes]]]:
    """Rows that were deleted, and that a frozen worker wrote once more when it woke: a few, below a gap, or below what
    the last row says is the first; each of a record that was judged, as its partition's mark says. They are not
    remembered, and deleted again."""
    head = found[: _MOST_STRAYS + 1]
    if last.first:
        gap = sum(ordinal < last.first for ordinal, _ in head)
    else:
        gap = max((at for at in range(1, len(head)) if head[at][0] > head[at - 1][0] + 1), default=0)
    strays = [key for _, key in found[:gap]]
    if not all(marks.covers(*place_of(key)) for key in strays):
        return [], found
    return strays, found[gap:]
