"""The dedupe table's changelog against what was published: one row for every judged record, saying the same.

Rows are bytes of a layout of their own, so this is the one place of the ledger that reads with the program's own code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from streams.dedup import codec as layout
from tests.chaos.seen import Event, Origin, Row


class Says(NamedTuple):
    """A verdict, by record_ids: whose it is, what it is about, the copies that it names and its story ("" is none)."""

    kind: str
    record_id: str
    about: tuple[str, ...]
    copies: tuple[str, ...]
    cluster: str


MARKER_BYTES = 2
"""A key of this length is the shard's marker, no row."""

OF_A_MARK = b"\xff" * 4
"""Stands in the key of a raw partition's mark, no row either, where a row has the number of its partition."""

SHARD_AT = slice(0, 2)
ORIGIN_AT = slice(2, 14)
"""Partition (4 bytes) and offset (8 bytes) in a row's key, after the shard."""


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
    says = _says(row)
    return int.from_bytes(row.key[SHARD_AT], "big") > 0 and says.kind == "retraction" and not says.about


def _origin(key: bytes) -> Origin:
    place = key[ORIGIN_AT]
    return Origin(int.from_bytes(place[:4], "big"), int.from_bytes(place[4:], "big"))


def _says(row: Row) -> Says:
    verdict = layout.decode(row.value or b"").verdict
    one = (verdict.duplicate_of, verdict.revision_of, verdict.extends, verdict.develops)
    about = verdict.retracted or tuple(id_ for id_ in one if id_)
    copies, cluster = tuple(map(str, verdict.copies)), str(verdict.cluster_id or "")
    return Says(verdict.kind.value, str(verdict.record_id), tuple(map(str, about)), copies, cluster)


def _published(event: Event) -> Says:
    return Says(event.outcome, event.record_id, event.about, event.copies, event.cluster)
