"""How far each raw partition has been judged: what is left of rows that are deleted.

A mark is written when the first row above the last written one is deleted, and says how far the partition has come by
then. So it covers all rows that are there at that moment, and is written about once in a window. A record without a
row was judged if it stands where rows were deleted; one that stands among rows has never been, whatever the mark says:
screen may have rejected it, or somebody stepped over it.
"""

import struct
from dataclasses import dataclass
from typing import Final

from streams.dedup.row import TableError, mark_key, mark_place
from streams.dedup.verdict import RawOrigin

RawPartition = tuple[str, int]
"""A raw partition: topic and number."""

_MARK: Final = struct.Struct("<BQq")
_FORM: Final = 0xFE
"""First byte of a mark: no row begins with it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The highest offset judged, and the latest time (ms) of a record up to it."""

    offset: int
    time: int

    def with_record(self, offset: int, time: int) -> "Mark":
        """The mark once that record is judged too."""
        return Mark(max(self.offset, offset), max(self.time, time))


class Marks:
    """The marks of one shard. `written` are those that the table holds."""

    def __init__(self, shard: int) -> None:
        self._shard = shard
        self._reached: dict[RawPartition, Mark] = {}
        self._written: dict[RawPartition, int] = {}
        self._last: dict[RawPartition, int] = {}
        self._released: dict[RawPartition, int] = {}

    def restore(self, key: bytes, value: bytes) -> None:
        """Take in a mark that the table holds. Raises TableError for bytes that are none."""
        if len(value) != _MARK.size or value[0] != _FORM:
            raise TableError("a mark of the dedupe table cannot be read")
        _, offset, time = _MARK.unpack(value)
        place = mark_place(key)
        self._written[place] = self._released[place] = offset
        self._reach(place, offset, time)

    def judged(self, origin: RawOrigin) -> None:
        """A record was judged: the next one of its partition."""
        place = origin.topic, origin.partition
        self._last[place] = origin.timestamp
        self._reach(place, origin.offset, origin.timestamp)

    def last(self, place: RawPartition) -> int:
        """The time (ms) of the record of that partition that was judged last; some of it have to be remembered."""
        return self._last[place]

    def restored(self, origin: RawOrigin) -> None:
        """A row is there: records from it on were not deleted. To be told of all rows, after the marks."""
        place = origin.topic, origin.partition
        if place in self._released:
            self._released[place] = min(self._released[place], origin.offset - 1)
        self.judged(origin)

    def passed(self, origin: RawOrigin) -> Mark | None:
        """The mark of the record's partition where the record stands among those whose rows were deleted."""
        place = origin.topic, origin.partition
        return self._reached[place] if origin.offset <= self._released.get(place, -1) else None

    def covers(self, topic: str, partition: int, offset: int) -> bool:
        """Whether the table says of this record that it was judged, also without its row."""
        return offset <= self._written.get((topic, partition), -1)

    def cover(self, place: RawPartition, offset: int, in_order: bool = True) -> tuple[bytes, bytes] | None:
        """What to write before the row of this record is deleted, which it is now; None where the table says enough.

        Where older rows are still there, it is deleted out of order: the record would be judged once more.
        """
        if in_order:
            self._released[place] = max(self._released.get(place, -1), offset)
        if self.covers(*place, offset):
            return None
        mark = self._reached[place]
        self._written[place] = mark.offset
        return mark_key(self._shard, *place), _MARK.pack(_FORM, mark.offset, mark.time)

    def _reach(self, place: RawPartition, offset: int, time: int) -> None:
        known = self._reached.get(place)
        self._reached[place] = Mark(offset, time) if known is None else known.with_record(offset, time)
