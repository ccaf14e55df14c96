"""What a shard remembers: the rows of its table, and the indexes derived from them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from streams.dedup.codec import Text, decode, encode, marker, text_of
from streams.dedup.fingerprint import Fingerprint
from streams.dedup.indexes import Indexes
from streams.dedup.marks import Marks
from streams.dedup.restore import found_rows
from streams.dedup.roster import SPAN, Roster
from streams.dedup.row import Row, TableError, marker_key, place_of, row_key
from streams.dedup.verdict import RawOrigin

Write = tuple[bytes, bytes | None]


class Memory:
    """Rows in the order of judgement, found by raw origin, by article, by content hash and by shared shingles.

    Reads the table, never writes it: `add` and `release` return the writes. Ordinals start at 1; each row says how many
    before it are gone, so a lost row is noticed when the memory is derived anew. What is forgotten counts no more; its
    row stays in the table until it is released.
    """

    def __init__(self, shard: int, table: Mapping[bytes, bytes], max_entries: int, shards: int) -> None:
        self._shard, self._table, self._shards = shard, table, shards
        self._max_entries = max_entries
        self.roster = Roster(max_entries)
        self._indexes = Indexes(self.roster, max_entries)
        self.marks = Marks(shard, table)
        self.strays: list[bytes] = []
        self._was_whole = True
        self._is_marked = table.get(marker_key(shard)) == marker(shards)  # also of this layout
        self._head = 0, 0, 0, ("", 0)  # of the oldest row: ordinal, time, clock, raw partition
        self._derive()

    def __len__(self) -> int:
        return len(self.roster)

    @property
    def index_bytes(self) -> int:
        """Memory of the derived indexes, keys aside, in bytes."""
        return self._indexes.nbytes + self.roster.nbytes

    def at(self, ordinal: int) -> Row | None:
        """The row, or None when it is forgotten, or 0 was asked."""
        return self.row(ordinal) if ordinal in self.roster else None

    def last(self) -> Row | None:
        """The row that was added last, forgotten or not."""
        return self.row(self.roster.newest) if self.roster.rows else None

    def judged(self, origin: RawOrigin) -> Row | None:
        """The row of this raw record."""
        value = self._table.get(row_key(self._shard, origin))
        return None if value is None else decode(value)

    def known(self, source: str, id: str) -> Row | None:  # noqa: A002 - the article's own word
        """The newest row that says what is known of an article."""
        row = self.at(self._indexes.article(source, id))
        return row if row is not None and (row.source, row.id) == (source, id) else None

    def is_last_word(self, row: Row) -> bool:
        """Whether this row, which is remembered, says what is known of its article."""
        return self._indexes.article(row.source, row.id) == row.ordinal

    def same_text(self, content_hash: bytes) -> Row | None:
        """The newest candidate with this hash that was published."""
        return self.at(self._indexes.text(content_hash))

    def copies(self, of: UUID) -> Iterator[int]:
        """Ordinals of the dropped copies of a record, newest first."""
        return self._indexes.copies(of)

    def sharing(self, printed: Fingerprint) -> Iterator[Text]:
        """Published texts that share shingles with a text, the likeliest first."""
        return map(self.text, self._indexes.published(printed))

    def copies_sharing(self, printed: Fingerprint) -> Iterator[Text]:
        """Copies that share shingles with a text, the likeliest first."""
        return map(self.text, self._indexes.copied(printed))

    def head_time(self, window: int) -> int:
        """The time of the oldest row, by which it grows old: its own; or the shard's when it was judged, where a later
        record of the same raw partition was earlier by more than `window` (ms), so that its own cannot be believed."""
        ordinal = self.roster.oldest
        if self._head[0] != ordinal:
            row, (topic, partition, _) = self.row(ordinal), place_of(self.roster.key(ordinal))
            self._head = ordinal, row.time, row.clock, (topic, partition)
        _, time, clock, place = self._head
        return time if time - window <= self.marks.last(place) else clock

    def make_room(self) -> int:
        """Forget the one that there is no room for beside one more; its ordinal, or 0."""
        ordinal = self.roster.crowded()
        if ordinal:
            self.forget(ordinal)
        return ordinal

    def add(self, row: Row, origin: RawOrigin) -> None:
        """Take in the next row: ordinal `newest + 1`; what to `release` and what is `written` are to be asked next."""
        self._was_whole = not self.roster.holes
        self.roster.add(row_key(self._shard, origin), row.source)
        self._indexes.file(row)
        self.marks.judged(origin)
        self._indexes.sweep()

    def written(self, row: Row) -> list[Write]:
        """What to write of a row that was added, before what was released with it: it says what is gone by then.

        Also where no gap is left by these very deletes: they may be lost.
        """
        roster = self.roster
        first: list[Write] = [] if self._is_marked else [(marker_key(self._shard), marker(self._shards))]
        self._is_marked = True
        told = row if self._was_whole and not roster.holes else replace(row, first=roster.first, holes=roster.holes)
        return [*first, (roster.key(row.ordinal), encode(told))]

    def forget(self, ordinal: int) -> None:
        """Remember no more a row that is the oldest of its source."""
        row = self.row(ordinal)
        self._indexes.drop(row)
        self.roster.forget(ordinal, row.source)

    def forget_far_behind(self) -> int:
        """Forget what lies further back than can be told apart; how many those were."""
        count = 0
        while len(self) and self.roster.newest - self.roster.oldest >= SPAN * self._max_entries:
            self.forget(self.roster.oldest)
            count += 1
        return count

    def release(self, below: int, most: int) -> list[Write]:
        """Delete forgotten rows of an ordinal less than `below`, the oldest first and `most` at the most."""
        writes: list[Write] = [(key, None) for key in self.strays[:most]]
        del self.strays[:most]
        for _ in range(most):
            ordinal = self.roster.leave(below)
            if not ordinal:
                break
            key = self.roster.key(ordinal)
            topic, partition, offset = place_of(key)
            self.roster.left(ordinal)
            if (mark := self.marks.cover((topic, partition), offset)) is not None:
                writes.append(mark)
            writes.append((key, None))
        self.roster.trim()
        return writes

    def row(self, ordinal: int) -> Row:
        """A row that is in the table."""
        return decode(self._value(ordinal))

    def text(self, ordinal: int) -> Text:
        """What is compared of a row that is in the table."""
        return text_of(self._value(ordinal))

    def _value(self, ordinal: int) -> bytes:
        try:
            return self._table[self.roster.key(ordinal)]
        except KeyError as error:
            raise TableError("a row vanished from the dedupe table: were the last writes applied?") from error

    def _derive(self) -> None:
        found = found_rows(self._table, self._shard, self._shards, self.marks)
        self.strays = found.strays
        if not found.keys:
            return
        self.roster.begin(next(iter(found.keys)))
        for ordinal in range(self.roster.first, found.newest + 1):
            key = found.keys.get(ordinal)
            if key is None:
                self.roster.add_hole()
                continue
            row = decode(self._table[key])
            if ordinal in found.forgotten:
                self.roster.add_forgotten(key)
            else:
                self.roster.add(key, row.source)
                self._indexes.file(row)
            self.marks.judged(RawOrigin(*place_of(key), row.time))
        while len(self) > self._max_entries:  # the ceiling was higher
            self.forget(self.roster.oldest)
        self.forget_far_behind()
