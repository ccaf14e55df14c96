"""Rows of the dedupe table as bytes: a few hundred, readable in part without the rest.

A fixed head and the record's state; its hash and sketch, which candidates are compared by; then what the flags in the
head announce, in the order of `encode`. Little-endian.
"""

import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from streams.dedup.row import HASH_BYTES, Row, TableError
from streams.dedup.sketch import Sketch
from streams.dedup.verdict import Kind, Verdict

LAYOUT: Final = 1
"""Version of keys and values; a table of another layout is refused."""

MARKER: Final = bytes([LAYOUT])
"""Value of a shard's marker row."""

_KINDS: Final = tuple(Kind)
# layout, kind, flags, words, shingles; how many in sketch, figures, names, lead; bytes of source, id; retracted ids
_HEAD: Final = struct.Struct("<BBHIIBBBBHHH")
# ordinal, time, clock, floor, previous, cut
_STATE: Final = struct.Struct("<QqqqQQ")
_SCORES: Final = struct.Struct("<HH")
_SCALE: Final = 10_000
_UUIDS: Final = ("duplicate_of", "revision_of", "extends", "cluster_id")
_HAS_SCORES: Final = 1 << len(_UUIDS)
_OWN_CLUSTER: Final = _HAS_SCORES << 1
_HASH_AT: Final = _HEAD.size + _STATE.size
_SKETCH_AT: Final = _HASH_AT + HASH_BYTES


@dataclass(frozen=True, slots=True)
class Text:
    """The part of a row that texts are compared by."""

    ordinal: int
    content_hash: bytes
    sketch: Sketch


def encode(row: Row) -> bytes:
    """A row as bytes."""
    verdict, source, name = row.verdict, row.source.encode(), row.id.encode()
    uuids = {field: value for field in _UUIDS if (value := getattr(verdict, field)) is not None}
    flags = 0
    if verdict.cluster_id == verdict.event_id:
        flags |= _OWN_CLUSTER
        del uuids["cluster_id"]
    scores = b""
    if verdict.similarity is not None and verdict.containment is not None:
        flags |= _HAS_SCORES
        scores = _SCORES.pack(round(verdict.similarity * _SCALE), round(verdict.containment * _SCALE))
    flags |= sum(1 << _UUIDS.index(field) for field in uuids)
    kind, sketches = _KINDS.index(verdict.kind), row.parts
    counts = (*(len(part) // 4 for part in sketches), len(source), len(name), len(verdict.retracted))
    head = _HEAD.pack(LAYOUT, kind, flags, row.words, row.shingles, *counts)
    state = _STATE.pack(row.ordinal, row.time, row.clock, row.floor, row.previous, row.cut)
    ids = (value.bytes for value in (verdict.event_id, *uuids.values(), *verdict.retracted))
    return b"".join((head, state, row.content_hash, *sketches, *ids, scores, source, name))


def clock_of(value: bytes) -> int:
    """Shard time when the row was written."""
    return int(_STATE.unpack_from(value, _HEAD.size)[2])


def ordinal_of(value: bytes) -> int:
    """The row's place in the order of judgement. Raises TableError for bytes that are no row."""
    if len(value) < _SKETCH_AT or value[0] != LAYOUT:
        raise TableError("a row of the dedupe table has another layout")
    return int(_STATE.unpack_from(value, _HEAD.size)[0])


def text_of(value: bytes) -> Text:
    """What to compare of a row."""
    _, _, _, words, shingles, sketch, figures, names, lead, *_ = _HEAD.unpack_from(value)
    a, b, c = sketch, sketch + figures, sketch + figures + names
    values = struct.unpack_from(f"<{c + lead}I", value, _SKETCH_AT)
    parts = values[:a], values[a:b], values[b:c], values[c:]
    return Text(ordinal_of(value), value[_HASH_AT:_SKETCH_AT], Sketch(words, shingles, *parts))


def decode(value: bytes) -> Row:
    """The row that `encode` made these bytes of. Raises TableError for anything else."""
    try:
        return _decode(value)
    except (struct.error, ValueError, IndexError) as error:
        raise TableError(f"a row of the dedupe table cannot be read: {error}") from error


def _decode(value: bytes) -> Row:
    _, kind, flags, words, shingles, sketch, figures, names, lead, source, name, retracted = _HEAD.unpack_from(value)
    ordinal_of(value)
    ordinal, time, clock, floor, previous, cut = _STATE.unpack_from(value, _HEAD.size)
    take = _Reader(value, _HASH_AT)
    content_hash = take(HASH_BYTES)
    parts = [take(4 * size) for size in (sketch, figures, names, lead)]
    verdict = _verdict(_KINDS[kind], flags, retracted, take)
    where = take(source).decode(), take(name).decode()
    take.end()
    return Row(verdict, *where, content_hash, ordinal, time, clock, floor, previous, cut, words, shingles, *parts)


def _verdict(kind: Kind, flags: int, retracted: int, take: "_Reader") -> Verdict:
    event_id = take.uuid()
    uuids = {field: take.uuid() if flags >> place & 1 else None for place, field in enumerate(_UUIDS)}
    if flags & _OWN_CLUSTER:
        uuids["cluster_id"] = event_id
    gone = tuple(take.uuid() for _ in range(retracted))
    similarity, containment = None, None
    if flags & _HAS_SCORES:
        similarity, containment = (score / _SCALE for score in _SCORES.unpack(take(_SCORES.size)))
    return Verdict(kind, event_id, **uuids, similarity=similarity, containment=containment, retracted=gone)


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

    def uuid(self) -> UUID:
        return UUID(bytes=self(16))

    def end(self) -> None:
        if self._at != len(self._data):
            raise ValueError("too long")
