"""What is remembered of one judged record, and the keys of the dedupe table.

Keys begin with the shard, so that one store holds several shards and one of them can be found and cleared; partition,
offset and topic of the raw record follow. Beside the rows a shard has a marker, and a mark for each raw partition.
"""

import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from streams.dedup.fingerprint import NO_PARTS, Parts
from streams.dedup.verdict import COPY, DUPLICATE, ENRICHED, Kind, RawOrigin, Verdict

HASH_BYTES: Final = 16
"""Of the content hash that a row keeps: two texts agree on 128 bits of sha256 only when they are the same."""

_KEY: Final = struct.Struct(">HIQ")
_SHARD: Final = struct.Struct(">H")
_MARK_KEY: Final = struct.Struct(">HII")
_NO_PARTITION: Final = 0xFFFFFFFF
"""Stands in the key of a mark where a row has its partition; Kafka's partitions end at half of it."""
_REPETITIONS: Final = frozenset({Kind.RESENT, Kind.STALE})


class TableError(ValueError):
    """The dedupe table is not what this shard wrote: rows are missing, foreign or damaged."""


@dataclass(frozen=True, slots=True)
class Row:
    """One judged record.

    `ordinal` counts the shard's records; `time` is the record's own time, `clock` and `horizon` are the shard's when it
    was judged, all in ms (`horizon` 0 where it was never told). `floor` is the highest version seen of its article,
    `previous` the ordinal of the row before it about the same article, `cut` that of the article's last retraction,
    `original` that of the published text that it is a copy of, `crowded_out` that of the row which was forgotten for
    want of room when this one came; 0 is none. Where rows have left the table though older ones are in it, `first` is
    the oldest and `holes` counts them; else both are 0. Rows of what is neither published nor a copy have no `parts`.
    """

    verdict: Verdict
    source: str
    id: str
    content_hash: bytes
    ordinal: int
    time: int
    clock: int
    floor: int
    previous: int
    cut: int
    horizon: int = 0
    original: int = 0
    crowded_out: int = 0
    first: int = 0
    holes: int = 0
    words: int = 0
    shingles: int = 0
    facts: int = 0
    parts: Parts = NO_PARTS
    """As `Fingerprint.parts`."""

    @property
    def record_id(self) -> UUID:
        """Of the record."""
        return self.verdict.record_id

    @property
    def enriched(self) -> bool:
        """Whether the record led to an enriched article."""
        return self.verdict.kind in ENRICHED

    @property
    def is_copy(self) -> bool:
        """Whether it was dropped as another article's copy; it still leads to that one's cluster."""
        return self.verdict.kind in COPY

    @property
    def states(self) -> bool:
        """Whether the row says what is known of its article; a repetition of the known does not."""
        return self.verdict.kind not in _REPETITIONS

    @property
    def stands_for(self) -> UUID:
        """The record that a repetition of this one repeats: itself, or the one it is itself a copy of."""
        if self.verdict.kind in DUPLICATE and self.verdict.duplicate_of is not None:
            return self.verdict.duplicate_of
        return self.record_id


def row_key(shard: int, origin: RawOrigin) -> bytes:
    """Key of the row of a raw record."""
    return _KEY.pack(shard, origin.partition, origin.offset) + origin.topic.encode()


def marker_key(shard: int) -> bytes:
    """Key of the row that every shard writes with its first judgement and never deletes.

    A table with a history always has it: where it is missing although the changelog was written to before, the
    changelog was emptied.
    """
    return _SHARD.pack(shard)


def place_of(key: bytes) -> tuple[str, int, int]:
    """Topic, partition and offset of the raw record that a row's key names."""
    _, partition, offset = _KEY.unpack_from(key)
    return key[_KEY.size :].decode(), partition, offset


def mark_key(shard: int, topic: str, partition: int) -> bytes:
    """Key of the mark of a raw partition."""
    return _MARK_KEY.pack(shard, _NO_PARTITION, partition) + topic.encode()


def is_mark(key: bytes) -> bool:
    """Whether the key is that of a mark."""
    return len(key) >= _MARK_KEY.size and _MARK_KEY.unpack_from(key)[1] == _NO_PARTITION


def mark_place(key: bytes) -> tuple[str, int]:
    """Topic and raw partition that a mark's key names."""
    return key[_MARK_KEY.size :].decode(), int(_MARK_KEY.unpack_from(key)[2])


def shard_of(key: bytes) -> int:
    """The shard that a key belongs to."""
    return int(_SHARD.unpack_from(key)[0])
