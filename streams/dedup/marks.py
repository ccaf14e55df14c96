"""How far each raw partition has been judged: what is left of rows that are deleted.

A mark is written when the first row above the last written one is deleted, and says how far the partition has come by
then. So it covers all rows that are there at that moment, and is written about once in a window. A record without a
row was judged if it stands below all rows of its partition. One that stands among them has never been, whatever the
mark says: screen may have rejected it, or somebody stepped over it. Or its source was over its share, and it was
crowded out before older ones: then it is judged once more.
"""

import struct
from array import array
from bisect import insort
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from streams.dedup.row import TableError, mark_key, mark_place, row_key
from streams.dedup.verdict import RawOrigin

RawPartition = tuple[str, int]
"""A raw partition: topic and number."""

_MARK: Final = struct.Struct("<BQq")
_FORM: Final = 0xFE
"""First byte of a mark: no row begins with it."""
_SMALLEST: Final = 256


@dataclass(frozen=True, slots=True)
class Mark:
    """The highest offset judged, and the latest time (ms) of a record up to it."""

    offset: int
    time: int

    def with_record(self, offset: int, time: int) -> "Mark":
        """The mark once that record is judged too."""
        return Mark(max(self.offset, offset), max(self.time, time))


class _Offsets:
    """The offsets of one raw partition that have a row, 8 bytes for each from the lowest on: which is the lowest.

    They come and go nearly in order; which are gone the table tells.
    """

    def __init__(self, is_there: Callable[[int], bool]) -> None:
        self._kept, self._start, self._is_there = array("Q"), 0, is_there
        self._limit = _SMALLEST

    def add(self, offset: int) -> None:
        if len(self._kept) >= self._limit:
            self._trim()
        if self._kept and offset < self._kept[-1]:
            insort(self._kept, offset, self._start)
        else:
            self._kept.append(offset)

    def lowest(self) -> int | None:
        """None where there is none. To be asked when all that was written is in the table."""
        kept = self._kept
        while self._start < len(kept) and not self._is_there(kept[self._start]):
            self._start += 1
        return kept[self._start] if self._start < len(kept) else None

    def _trim(self) -> None:
        self.lowest()
        del self._kept[: self._start]
        self._start, self._limit = 0, 2 * len(self._kept) + _SMALLEST


class Marks:
    """The marks of one shard. `written` are those that the table holds."""

    def __init__(self, shard: int, table: Mapping[bytes, bytes]) -> None:
        self._shard, self._table = shard, table
        self._reached: dict[RawPartition, Mark] = {}
        self._written: dict[RawPartition, int] = {}
        self._last: dict[RawPartition, int] = {}
        self._rows: dict[RawPartition, _Offsets] = {}

    def restore(self, key: bytes, value: bytes) -> None:
        """Take in a mark that the table holds. Raises TableError for bytes that are none."""
        if len(value) != _MARK.size or value[0] != _FORM:
            raise TableError("a mark of the dedupe table cannot be read")
        _, offset, time = _MARK.unpack(value)
        place = mark_place(key)
        self._written[place] = offset
        self._reach(place, offset, time)

    def judged(self, origin: RawOrigin) -> None:
        """A record was judged, the next one of its partition; or its row was found."""
        place = origin.topic, origin.partition
        self._last[place] = origin.timestamp
        self._rows_of(place).add(origin.offset)
        self._reach(place, origin.offset, origin.timestamp)

    def last(self, place: RawPartition) -> int:
        """The time (ms) of the record of that partition that was judged last; some of it have to be remembered."""
        return self._last[place]

    def passed(self, origin: RawOrigin) -> Mark | None:
        """The mark of the record's partition where the record, which has no row, stands below all that have one."""
        place, offset = (origin.topic, origin.partition), origin.offset
        if not self.covers(*place, offset):
            return None
        lowest = self._rows_of(place).lowest()
        return self._reached[place] if lowest is None or offset < lowest else None

    def covers(self, topic: str, partition: int, offset: int) -> bool:
        """Whether the table says of this record that it was judged, also without its row."""
        return offset <= self._written.get((topic, partition), -1)

    def cover(self, place: RawPartition, offset: int) -> tuple[bytes, bytes] | None:
        """What to write before the row of this record is deleted, which it is now; None where the table says enough."""
        if self.covers(*place, offset):
            return None
        mark = self._reached[place]
        self._written[place] = mark.offset
        return mark_key(self._shard, *place), _MARK.pack(_FORM, mark.offset, mark.time)

    def _rows_of(self, place: RawPartition) -> _Offsets:
        if (rows := self._rows.get(place)) is None:
            rows = _Offsets(lambda offset: row_key(self._shard, RawOrigin(*place, offset, 0)) in self._table)
            self._rows[place] = rows
        return rows

    def _reach(self, place: RawPartition, offset: int, time: int) -> None:
        known = self._reached.get(place)
        self._reached[place] = Mark(offset, time) if known is None else known.with_record(offset, time)
