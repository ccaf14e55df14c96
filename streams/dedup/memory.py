"""What a shard remembers: the rows of its table, and the indexes derived from them."""

import os
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from operator import itemgetter
from typing import Final
from uuid import UUID

from streams.dedup.codec import Text, check_marker, decode, encode, marker, ordinal_of, text_of
from streams.dedup.fingerprint import Fingerprint
from streams.dedup.lookup import Lookup
from streams.dedup.marks import Marks
from streams.dedup.postings import Postings
from streams.dedup.row import Row, TableError, is_mark, marker_key, place_of, row_key, shard_of
from streams.dedup.verdict import RawOrigin

_MOST_STRAYS: Final = 1_000
"""What a worker may have had under way when it froze."""


class Memory:
    """Rows in the order of judgement, found by raw origin, by article, by content hash and by shared shingles.

    Reads the table, never writes it: `add` and `release` return the writes. Ordinals start at 1 and have no gaps, so a
    lost or doubled row is noticed when the memory is derived anew. What is forgotten counts no more; its row stays in
    the table until it is released.
    """

    def __init__(self, shard: int, table: Mapping[bytes, bytes], max_entries: int, shards: int) -> None:
        self._shard, self._table, self._shards = shard, table, shards
        self._keys: list[bytes] = []
        self._base = 1
        self.oldest = self._first = 1  # of what is remembered, of what is in the table
        self._articles, self._texts, self._copies = Lookup(), Lookup(), Lookup()
        self._name_key = os.urandom(16)  # with one that is known, names could be made that hide others'
        self._postings = Postings(max_entries)
        self.marks = Marks(shard)
        self.strays: list[bytes] = []
        self._derive()

    def __len__(self) -> int:
        return self.newest - self.oldest + 1

    @property
    def newest(self) -> int:
        """Ordinal of the last row; `oldest - 1` while there is none."""
        return self._base + len(self._keys) - 1

    @property
    def index_bytes(self) -> int:
        """Memory of the derived indexes, keys aside, in bytes."""
        lookups = sum(lookup.nbytes for lookup in (self._articles, self._texts, self._copies))
        return lookups + self._postings.nbytes + 8 * len(self._keys)

    def at(self, ordinal: int) -> Row | None:
        """The row, or None when it is forgotten, or 0 was asked."""
        if not self.oldest <= ordinal <= self.newest:
            return None
        return self.row(ordinal)

    def judged(self, origin: RawOrigin) -> Row | None:
        """The row of this raw record."""
        value = self._table.get(row_key(self._shard, origin))
        return None if value is None else decode(value)

    def known(self, source: str, id: str) -> Row | None:  # noqa: A002 - the article's own word
        """The newest row that says what is known of an article."""
        row = self.at(self._articles.get(self._article_key(source, id)))
        return row if row is not None and (row.source, row.id) == (source, id) else None

    def is_last_word(self, row: Row) -> bool:
        """Whether this row, which is remembered, says what is known of its article."""
        return self._articles.get(self._article_key(row.source, row.id)) == row.ordinal

    def same_text(self, content_hash: bytes) -> Row | None:
        """The newest candidate with this hash."""
        return self.at(self._texts.get(_text_key(content_hash)))

    def newest_copy(self, of: UUID) -> int:
        """Ordinal of the newest dropped copy of a record, or 0; the ones before it are chained by `copy_before`."""
        return self._copies.get(_record_key(of))

    def sharing(self, printed: Fingerprint) -> Iterator[Text]:
        """Candidates that share shingles with a text, the likeliest first."""
        places = self._postings.places(printed.sketch, printed.shingles, printed.opening)
        for ordinal in self._postings.find(places, self.newest, self.oldest):
            yield text_of(self._value(ordinal))

    def head_time(self, window: int) -> int:
        """The time of the oldest row, by which it grows old: its own; or the shard's when it was judged, where a later
        record of the same raw partition was earlier by more than `window` (ms), so that its own cannot be believed."""
        row = self.row(self.oldest)
        topic, partition, _ = place_of(self._keys[self.oldest - self._base])
        return row.time if row.time - window <= self.marks.last((topic, partition)) else row.clock

    def add(self, row: Row, origin: RawOrigin) -> list[tuple[bytes, bytes | None]]:
        """Take in the next row: ordinal `newest + 1`."""
        first = not self._keys
        key = row_key(self._shard, origin)
        self._keys.append(key)
        self._file(row)
        self.marks.judged(origin)
        self._postings.sweep(self.newest, self.oldest)
        writes: list[tuple[bytes, bytes | None]] = [(marker_key(self._shard), marker(self._shards))] if first else []
        return [*writes, (key, encode(row))]

    def forget(self) -> None:
        """Remember the oldest row no more."""
        row = self.row(self.oldest)
        self._articles.drop(self._article_key(row.source, row.id), self.oldest)
        self._texts.drop(_text_key(row.content_hash), self.oldest)
        if (original := row.verdict.copy_of) is not None:
            self._copies.drop(_record_key(original), self.oldest)
        self.oldest += 1

    def release(self, below: int, most: int) -> list[tuple[bytes, bytes | None]]:
        """Delete forgotten rows of an ordinal less than `below`, the oldest first and `most` at the most."""
        writes: list[tuple[bytes, bytes | None]] = [(key, None) for key in self.strays[:most]]
        del self.strays[:most]
        for ordinal in range(self._first, min(self._first + most, self.oldest, below)):
            key = self._keys[ordinal - self._base]
            topic, partition, offset = place_of(key)
            if (mark := self.marks.cover((topic, partition), offset)) is not None:
                writes.append(mark)
            writes.append((key, None))
            self._first = ordinal + 1
        self._trim()
        return writes

    def row(self, ordinal: int) -> Row:
        """A row that is remembered."""
        return decode(self._value(ordinal))

    def _value(self, ordinal: int) -> bytes:
        try:
            return self._table[self._keys[ordinal - self._base]]
        except KeyError as error:
            raise TableError("a row vanished from the dedupe table: were the last writes applied?") from error

    def _trim(self) -> None:
        """Give back the keys before the oldest, now and then."""
        gone = self._first - self._base
        if gone >= 4096 and 2 * gone >= len(self._keys):
            del self._keys[:gone]
            self._base = self._first

    def _article_key(self, source: str, id: str) -> int:  # noqa: A002
        name = f"{len(source)}:{source}{id}".encode()
        return int.from_bytes(blake2b(name, digest_size=8, key=self._name_key).digest(), "little")

    def _file(self, row: Row) -> None:
        if row.states:
            self._articles.put(self._article_key(row.source, row.id), row.ordinal)
        if (original := row.verdict.copy_of) is not None:
            self._copies.put(_record_key(original), row.ordinal)
        if row.enriched:
            self._texts.put(_text_key(row.content_hash), row.ordinal)
            self._postings.file(self._postings.places(row.parts[0], row.shingles, row.parts[-1]), row.ordinal)

    def _derive(self) -> None:
        found = []
        for key, value in self._table.items():
            if shard_of(key) != self._shard or key == marker_key(self._shard):
                continue
            if is_mark(key):
                self.marks.restore(key, value)
            else:
                found.append((ordinal_of(value), key))
        if not found:
            return
        check_marker(self._table.get(marker_key(self._shard)), self._shards)
        found.sort(key=itemgetter(0))
        found = self._without_strays(found)
        self._base = self.oldest = self._first = found[0][0]
        if [ordinal for ordinal, _ in found] != list(range(self.oldest, self.oldest + len(found))):
            raise TableError(f"shard {self._shard} of the dedupe table has gaps or doubles: table writes were lost")
        self._keys = [key for _, key in found]
        for key in self._keys:
            row = decode(self._table[key])
            self._file(row)
            self.marks.restored(RawOrigin(*place_of(key), row.time))

    def _without_strays(self, found: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        """Rows that were deleted, and that a frozen worker wrote once more when it woke: a few, below a gap, each of a
        record that was judged, as its partition's mark says. They are not remembered, and deleted again."""
        head = found[: _MOST_STRAYS + 1]
        gap = max((at for at in range(1, len(head)) if head[at][0] > head[at - 1][0] + 1), default=0)
        strays, rest = [key for _, key in found[:gap]], found[gap:]
        if not all(self.marks.covers(*place_of(key)) for key in strays):
            return found
        self.strays = strays
        return rest


def _text_key(content_hash: bytes) -> int:
    return int.from_bytes(content_hash[:8], "little")


def _record_key(record_id: UUID) -> int:
    return record_id.int >> 64
