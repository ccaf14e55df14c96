"""The dedupe table's changelog against what was published: one row for every judged record, saying the same.

Rows are bytes of a layout of their own, so this is the one place of the ledger that reads with the program's own code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from streams.dedup import codec as layout
from tests.chaos.seen import Event, Origin, Row

Says = tuple[str, tuple[str, ...]]
"""A verdict, and the ids of its event and of those that it is about."""

MARKER_BYTES = 2
"""A key of this length is the shard's marker, no row."""

OF_A_MARK = b"\xff" * 4
"""Stands in the key of a raw partition's mark, no row either, where a row has the number of its partition."""

SHARD_AT = slice(0, 2)
ORIGIN_AT = slice(2, 14)
"""Partition (4 bytes) and offset (8 bytes) in a row's key, after the shard."""

DUPLICATES = frozenset({"resent", "stale", "exact", "near", "contained"})


def changelog_differs(rows: Iterable[Row], events: Iterable[Event]) -> Iterator[str]:
    """What the changelog says other than the events do; what was forgotten since is held to what it said."""
    written = [row for row in sorted(rows, key=lambda row: row.place) if is_row(row.key)]
    yield from _forgotten_out_of_turn(written)
    remembered, published = defaultdict[Origin, set[Says]](set), defaultdict[Origin, set[Says]](set)
    for row in {row.key: row for row in written if row.value is not None}.values():
        if not _silent(row):
            remembered[_origin(row.key)].add(_says(row))
    for event in events:
        if event.outcome != "rejected":
            published[event.origin].add(_published(event))
    for origin in published.keys() | remembered.keys():
        says, came = remembered[origin], published[origin]
        if says != came:
            yield f"{tuple(origin)}: remembered as {says or 'nothing'}, published as {came or 'nothing'}"


def is_row(key: bytes) -> bool:
    """Whether the key is a row's: neither a shard's marker nor a partition's mark."""
    return len(key) > MARKER_BYTES and key[ORIGIN_AT][: len(OF_A_MARK)] != OF_A_MARK


def _forgotten_out_of_turn(rows: Sequence[Row]) -> Iterator[str]:
    """The oldest row is forgotten first: tombstones come in the order of the rows."""
    for partition in {row.place.partition for row in rows}:
        here = [row for row in rows if row.place.partition == partition]
        written = dict.fromkeys(row.key for row in here if row.value is not None)
        gone = list(dict.fromkeys(row.key for row in here if row.value is None))
        for due, key in zip(written, gone, strict=False):
            if due != key:
                yield f"{tuple(_origin(key))}: forgotten when {tuple(_origin(due))} was the oldest"
                break


def shard_and_origin(key: bytes) -> tuple[int, Origin]:
    """The shard that judged, and the raw record."""
    return int.from_bytes(key[SHARD_AT], "big"), _origin(key)


def _silent(row: Row) -> bool:
    """Whether another shard than the first heard of a retraction in vain: it remembers that and says nothing."""
    kind, about = _says(row)
    return int.from_bytes(row.key[SHARD_AT], "big") > 0 and kind == "retraction" and len(about) == 1


def _origin(key: bytes) -> Origin:
    place = key[ORIGIN_AT]
    return Origin(int.from_bytes(place[:4], "big"), int.from_bytes(place[4:], "big"))


def _says(row: Row) -> Says:
    verdict = layout.decode(row.value or b"").verdict
    kind = verdict.kind.value
    if kind in DUPLICATES:
        return kind, (str(verdict.duplicate_of),)
    if kind == "retraction":
        return kind, (str(verdict.event_id), *map(str, verdict.retracted))
    about = verdict.revision_of or verdict.extends
    return kind, (str(verdict.event_id), *([str(about)] if about else []))


def _published(event: Event) -> Says:
    if event.outcome in DUPLICATES:
        return event.outcome, event.about
    return event.outcome, (event.event_id, *event.about)
