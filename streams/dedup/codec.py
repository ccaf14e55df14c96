"""Rows of the dedupe table as bytes: a few hundred, readable in part without the rest.

A fixed head; hash and sketch, which candidates are compared by; then what the flags in the head announce, in the
order of `encode`. Little-endian.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from streams.dedup.fingerprint import NO_PARTS
from streams.dedup.row import HASH_BYTES, Row, TableError
from streams.dedup.sketch import Sketch
from streams.dedup.verdict import Kind, Verdict

LAYOUT: Final = 4
"""Version of keys and values. The one before is read too; a table of another one is refused."""
_BEFORE: Final = 3
"""It kept nothing of the texts of copies, and said nothing of what was crowded out."""

_MARKER: Final = struct.Struct("<BH")

_KINDS: Final = (
    *(Kind.FIRST, Kind.EXTENSION, Kind.REVISION, Kind.RETRACTION, Kind.RESENT, Kind.STALE),
    *(Kind.EXACT, Kind.NEAR, Kind.CONTAINED, Kind.DEVELOPMENT),
)
"""A row holds the place of its kind here."""
# layout, kind, flags, words, shingles, facts; how many in each of `parts`; bytes of source, id; retracted ids, copies;
# ordinal, time
_HEAD: Final = struct.Struct("<BBHIIIBBBBBHHHHQq")
_FLAGS_AT: Final = struct.calcsize("<BB")
_COUNTS_AT: Final = struct.calcsize("<BBHIII")
_PARTS_AT: Final = _HEAD.size + HASH_BYTES
_NUMBER: Final = struct.Struct("<q")
_SCORES: Final = struct.Struct("<HH")
_SCALE: Final = 10_000
_UUIDS: Final = ("duplicate_of", "revision_of", "extends", "develops", "cluster_id")
_NUMBERS: Final = {
    LAYOUT: ("crowded_out", "clock", "floor", "previous", "cut", "horizon", "original", "first", "holes"),
    _BEFORE: ("clock", "floor", "previous", "cut", "horizon", "copy_before"),
}
_USUAL: Final = dict.fromkeys((*_NUMBERS[LAYOUT], *_NUMBERS[_BEFORE]), 0) | {"floor": 1}
"""Numbers are kept only where they are not what they mostly are; of the clock that is the row's own time."""
_FLAGS: Final = {
    layout: {name: 1 << place for place, name in enumerate((*_UUIDS, *numbers, "scores", "own_cluster"))}
    for layout, numbers in _NUMBERS.items()
}


@dataclass(frozen=True, slots=True)
class Text:
    """The part of a row that texts are compared by."""

    ordinal: int
    content_hash: bytes
    sketch: Sketch


def marker(shards: int) -> bytes:
    """Value of a shard's marker row: the layout, and among how many shards articles are shared out."""
    return _MARKER.pack(LAYOUT, shards)


def check_marker(value: bytes | None, shards: int) -> None:
    """Raises TableError where a table with that marker is not one of this release, or of so many shards."""
    if value is None or len(value) != _MARKER.size or value[0] not in _NUMBERS:
        raise TableError("the dedupe table has rows but no marker of this layout, see docs/upgrading.md")
    written = _MARKER.unpack(value)[1]
    if written != shards:
        raise TableError(
            f"the dedupe table was written with NEWSMILL_SHARDS={written}, now it is {shards}: articles would be "
            f"looked for where they are not. Go back to {written}, or change it as docs/upgrading.md says"
        )


def encode(row: Row) -> bytes:
    """A row as bytes."""
    verdict, source, name = row.verdict, row.source.encode(), row.id.encode()
    uuids = {field: value for field in _UUIDS if (value := getattr(verdict, field)) is not None}
    usual, flag = _USUAL | {"clock": row.time}, _FLAGS[LAYOUT]
    numbers = {field: value for field in _NUMBERS[LAYOUT] if (value := getattr(row, field)) != usual[field]}
    flags = 0
    if verdict.cluster_id == verdict.record_id:
        flags |= flag["own_cluster"]
        del uuids["cluster_id"]
    scores = b""
    if verdict.similarity is not None and verdict.containment is not None:
        flags |= flag["scores"]
        scores = _SCORES.pack(round(verdict.similarity * _SCALE), round(verdict.containment * _SCALE))
    flags |= sum(flag[field] for field in (*uuids, *numbers))
    named = (*verdict.retracted, *verdict.copies)
    counts = (
        *(len(part) // 4 for part in row.parts),
        *(len(source), len(name), len(verdict.retracted), len(verdict.copies)),
    )
    kind = _KINDS.index(verdict.kind)
    head = _HEAD.pack(LAYOUT, kind, flags, row.words, row.shingles, row.facts, *counts, row.ordinal, row.time)
    rest = [_NUMBER.pack(value) for value in numbers.values()]
    rest += [value.bytes for value in (verdict.record_id, *uuids.values(), *named)]
    return b"".join((head, row.content_hash, *row.parts, *rest, scores, source, name))


def ordinal_of(value: bytes) -> int:
    """The row's place in the order of judgement. Raises TableError for bytes that are no row."""
    if len(value) < _PARTS_AT or value[0] not in _NUMBERS:
        raise TableError(
            "a row of the dedupe table has another layout: another release wrote it, see docs/upgrading.md"
        )
    return int(_HEAD.unpack_from(value)[-2])


def crowded_out_of(value: bytes) -> int:
    """As `Row.crowded_out`, without the rest of the row."""
    flag = _FLAGS[value[0]].get("crowded_out", 0)
    if not int.from_bytes(value[_FLAGS_AT : _FLAGS_AT + 2], "little") & flag:
        return 0
    at = _PARTS_AT + 4 * sum(value[_COUNTS_AT : _COUNTS_AT + len(NO_PARTS)])
    return int.from_bytes(value[at : at + _NUMBER.size], "little")


def text_of(value: bytes) -> Text:
    """What to compare of a row."""
    _, _, _, words, shingles, facts, sketch, figures, names, lead, *_, ordinal, _ = _HEAD.unpack_from(value)
    a, b, c = sketch, sketch + figures, sketch + figures + names
    values = struct.unpack_from(f"<{c + lead}I", value, _PARTS_AT)
    parts = values[:a], values[a:b], values[b:c], values[c:]
    return Text(ordinal, value[_HEAD.size : _PARTS_AT], Sketch(words, shingles, facts, *parts))


def decode(value: bytes) -> Row:
    """The row that `encode` made these bytes of. Raises TableError for anything else."""
    try:
        return _decode(value)
    except (struct.error, ValueError, IndexError) as error:
        raise TableError(f"a row of the dedupe table cannot be read: {error}") from error


def _decode(value: bytes) -> Row:
    ordinal_of(value)
    layout, kind, flags, words, shingles, facts, *counts, source, name, gone, copies, ordinal, time = _HEAD.unpack_from(
        value
    )
    take, flag = _Reader(value, _HEAD.size), _FLAGS[layout]
    content_hash = take(HASH_BYTES)
    sketch, figures, names, lead, opening = (take(4 * count) for count in counts)
    numbers = _USUAL | {"clock": time}
    numbers |= {field: take.number() for field in _NUMBERS[layout] if flags & flag[field]}
    verdict = _verdict(_KINDS[kind], flags, flag, gone, copies, take)
    where = take(source).decode(), take(name).decode()
    take.end()
    return Row(
        verdict,
        *where,
        content_hash,
        ordinal,
        time,
        **{field: numbers[field] for field in _NUMBERS[LAYOUT]},
        words=words,
        shingles=shingles,
        facts=facts,
        parts=(sketch, figures, names, lead, opening),
    )


def _verdict(kind: Kind, flags: int, flag: Mapping[str, int], gone: int, copies: int, take: "_Reader") -> Verdict:
    record_id = take.uuid()
    uuids = {field: take.uuid() if flags & flag[field] else None for field in _UUIDS}
    if flags & flag["own_cluster"]:
        uuids["cluster_id"] = record_id
    retracted = tuple(take.uuid() for _ in range(gone))
    copied = tuple(take.uuid() for _ in range(copies))
    similarity, containment = None, None
    if flags & flag["scores"]:
        similarity, containment = (score / _SCALE for score in _SCORES.unpack(take(_SCORES.size)))
    return Verdict(
        kind, record_id, **uuids, similarity=similarity, containment=containment, retracted=retracted, copies=copied
    )


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

    def number(self) -> int:
        return int(_NUMBER.unpack(self(_NUMBER.size))[0])

    def uuid(self) -> UUID:
        return UUID(bytes=self(16))

    def end(self) -> None:
        if self._at != len(self._data):
            raise ValueError("too long")
