"""A row of the dedupe table: everything remembered of one judged record, in a few hundred bytes.

Key: shard, partition and offset big-endian, then the topic's name, so that one store holds several shards and one of
them can be found and cleared. Value: a fixed head, then what the flags in it announce, in the order of `encode`.
"""

import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from streams.dedup.likeness import Sketch
from streams.dedup.verdict import DUPLICATE, ENRICHED, Kind, Origin, Verdict

LAYOUT: Final = 1
"""Version of keys and values; a table of another layout is refused."""

_KINDS: Final = tuple(Kind)
_KEY: Final = struct.Struct(">HIQ")
_SHARD: Final = struct.Struct(">H")
# layout, kind, flags, words, shingles, sizes of sketch, figures, names, source, id, count of retracted
_HEAD: Final = struct.Struct("<BBHIIBBBHHH")
# ordinal, time, clock, floor, previous, cut
_STATE: Final = struct.Struct("<QqqqQQ")
_SCORES: Final = struct.Struct("<HH")
_SCALE: Final = 10_000
_UUIDS: Final = ("duplicate_of", "revision_of", "extends", "cluster_id")
_HAS_SCORES: Final = 1 << len(_UUIDS)
_OWN_CLUSTER: Final = _HAS_SCORES << 1
HASH_BYTES: Final = 16
"""Of the content hash that a row keeps: two texts agree on 128 bits of sha256 only when they are the same."""


class TableError(ValueError):
    """The dedupe table is not what this shard wrote: rows are missing, foreign or damaged."""


@dataclass(frozen=True, slots=True)
class Row:
    """One judged record.

    `ordinal` counts the shard's records; `time` is the record's own time and `clock` the shard's when it was judged,
    both in ms. `floor` is the highest version seen of its article, `previous` the ordinal of the row before it about
    the same article, `cut` that of the article's last retraction; 0 is none. Rows without `sketch` are no candidates.
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
    words: int = 0
    shingles: int = 0
    sketch: bytes = b""
    figures: bytes = b""
    names: bytes = b""

    @property
    def event_id(self) -> UUID:
        """Of the event that the record led to."""
        return self.verdict.event_id

    @property
    def enriched(self) -> bool:
        """Whether the record led to an enriched article."""
        return self.verdict.kind in ENRICHED

    @property
    def states(self) -> bool:
        """Whether the row says what is known of its article; a repetition of the known does not."""
        return self.verdict.kind not in _REPETITIONS

    @property
    def stands_for(self) -> UUID:
        """The event a repetition of this record repeats: its own, or the one it is itself a copy of."""
        if self.verdict.kind in DUPLICATE and self.verdict.duplicate_of is not None:
            return self.verdict.duplicate_of
        return self.event_id

    def compared(self) -> Sketch:
        """The sketch, read for comparison."""
        return Sketch.of(self.words, self.shingles, self.sketch, self.figures, self.names)


_REPETITIONS: Final = frozenset({Kind.RESENT, Kind.STALE})


def marker_key(shard: int) -> bytes:
    """Key of the row that every shard writes with its first judgement and never deletes.

    A table with a history always has it: where it is missing although the changelog was written to before, the
    changelog was emptied.
    """
    return _SHARD.pack(shard)


def marker_value() -> bytes:
    """What the marker row holds: the layout's version."""
    return bytes([LAYOUT])


def row_key(shard: int, origin: Origin) -> bytes:
    """Key of the row of a raw record."""
    return _KEY.pack(shard, origin.partition, origin.offset) + origin.topic.encode()


def shard_of(key: bytes) -> int:
    """The shard that a key belongs to."""
    return int(_SHARD.unpack_from(key)[0])


def encode(row: Row) -> bytes:
    """A row as bytes."""
    verdict, source, name = row.verdict, row.source.encode(), row.id.encode()
    uuids = [getattr(verdict, field) for field in _UUIDS]
    flags = sum(1 << place for place, value in enumerate(uuids) if value is not None)
    if verdict.cluster_id == verdict.event_id:
        flags = (flags & ~(1 << _UUIDS.index("cluster_id"))) | _OWN_CLUSTER
        uuids[_UUIDS.index("cluster_id")] = None
    scores = b""
    if verdict.similarity is not None and verdict.containment is not None:
        flags |= _HAS_SCORES
        scores = _SCORES.pack(round(verdict.similarity * _SCALE), round(verdict.containment * _SCALE))
    sizes = (len(row.sketch) // 4, len(row.figures) // 4, len(row.names) // 4, len(source), len(name))
    head = _HEAD.pack(
        LAYOUT, _KINDS.index(verdict.kind), flags, row.words, row.shingles, *sizes, len(verdict.retracted)
    )
    state = _STATE.pack(row.ordinal, row.time, row.clock, row.floor, row.previous, row.cut)
    ids = b"".join(value.bytes for value in (verdict.event_id, *uuids, *verdict.retracted) if value is not None)
    return b"".join((head, state, ids, scores, row.content_hash, row.sketch, row.figures, row.names, source, name))


def clock_of(value: bytes) -> int:
    """The shard's clock when the row was written, without decoding the rest."""
    return int(_STATE.unpack_from(value, _HEAD.size)[2])


def decode(value: bytes) -> Row:
    """The row that `encode` made these bytes of. Raises TableError for anything else."""
    try:
        return _decode(value)
    except (struct.error, IndexError, UnicodeDecodeError, ValueError) as error:
        raise TableError(f"a row of the dedupe table cannot be read: {error}") from error


def _decode(value: bytes) -> Row:
    layout, kind, flags, words, shingles, sketch, figures, names, source, name, retracted = _HEAD.unpack_from(value)
    if layout != LAYOUT:
        raise ValueError(f"layout {layout}, not {LAYOUT}")
    ordinal, time, clock, floor, previous, cut = _STATE.unpack_from(value, _HEAD.size)
    take = _Reader(value, _HEAD.size + _STATE.size)
    event_id = UUID(bytes=take(16))
    uuids = {field: UUID(bytes=take(16)) for place, field in enumerate(_UUIDS) if flags >> place & 1}
    if flags & _OWN_CLUSTER:
        uuids["cluster_id"] = event_id
    gone = tuple(UUID(bytes=take(16)) for _ in range(retracted))
    similarity, containment = _SCORES.unpack(take(4)) if flags & _HAS_SCORES else (None, None)
    row = Row(
        verdict=Verdict(
            kind=_KINDS[kind],
            event_id=event_id,
            duplicate_of=uuids.get("duplicate_of"),
            revision_of=uuids.get("revision_of"),
            extends=uuids.get("extends"),
            cluster_id=uuids.get("cluster_id"),
            similarity=None if similarity is None else similarity / _SCALE,
            containment=None if containment is None else containment / _SCALE,
            retracted=gone,
        ),
        content_hash=take(HASH_BYTES),
        ordinal=ordinal,
        time=time,
        clock=clock,
        floor=floor,
        previous=previous,
        cut=cut,
        words=words,
        shingles=shingles,
        sketch=take(4 * sketch),
        figures=take(4 * figures),
        names=take(4 * names),
        source=take(source).decode(),
        id=take(name).decode(),
    )
    take.end()
    return row


class _Reader:
    """Takes bytes from the front; running out of them, or leaving some, is an error."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at

    def __call__(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size]
        if len(taken) != size:
            raise ValueError("too short")
        self._at += size
        return taken

    def end(self) -> None:
        if self._at != len(self._data):
            raise ValueError("too long")
