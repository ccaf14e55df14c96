"""The dedupe table's changelog against what was published: one row for every judged record, saying the same.

Rows are bytes of a layout of their own, so this is the one place of the ledger that reads with the program's own code.
"""

from collections.abc import Iterable, Iterator

from streams.dedup import codec as layout
from tests.chaos.seen import Event, Origin, Row

MARKER_BYTES = 2
"""A key of this length is the shard's marker, no row."""

ORIGIN_AT = slice(2, 14)
"""Partition (4 bytes) and offset (8 bytes) in a row's key, after the shard."""

DUPLICATES = frozenset({"resent", "stale", "exact", "near", "contained"})


def changelog_differs(rows: Iterable[Row], events: Iterable[Event]) -> Iterator[str]:
    """What the compacted changelog says other than the events do."""
    remembered = {_origin(row.key): row for row in _compacted(rows)}
    judged = {event.origin: event for event in events if event.outcome != "rejected"}
    for origin in judged.keys() | remembered.keys():
        event, row = judged.get(origin), remembered.get(origin)
        if event is None or row is None:
            yield f"{tuple(origin)}: {'published, not remembered' if event else 'remembered, not published'}"
        elif (says := _says(row)) != _published(event):
            yield f"{tuple(origin)}: remembered as {says}, published as {_published(event)}"


def _compacted(rows: Iterable[Row]) -> Iterator[Row]:
    latest = {row.key: row for row in sorted(rows, key=lambda row: row.place)}
    return (row for row in latest.values() if row.value is not None and len(row.key) > MARKER_BYTES)


def _origin(key: bytes) -> Origin:
    place = key[ORIGIN_AT]
    return Origin(int.from_bytes(place[:4], "big"), int.from_bytes(place[4:], "big"))


def _says(row: Row) -> tuple[str, tuple[str, ...]]:
    verdict = layout.decode(row.value or b"").verdict
    kind = verdict.kind.value
    if kind in DUPLICATES:
        return kind, (str(verdict.duplicate_of),)
    if kind == "retraction":
        return kind, (str(verdict.event_id), *map(str, verdict.retracted))
    about = verdict.revision_of or verdict.extends
    return kind, (str(verdict.event_id), *([str(about)] if about else []))


def _published(event: Event) -> tuple[str, tuple[str, ...]]:
    if event.outcome in DUPLICATES:
        return event.outcome, event.about
    return event.outcome, (event.event_id, *event.about)
