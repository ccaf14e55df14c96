"""The dedupe table's changelog against what was published: one row for every judged record, saying the same.

Rows are bytes of a layout of their own, so this is the one place of the ledger that reads with the program's own code.
"""

from collections.abc import Iterable, Iterator, Sequence

from streams.dedup import codec as layout
from tests.chaos.seen import Event, Origin, Row

MARKER_BYTES = 2
"""A key of this length is the shard's marker, no row."""

ORIGIN_AT = slice(2, 14)
"""Partition (4 bytes) and offset (8 bytes) in a row's key, after the shard."""

DUPLICATES = frozenset({"resent", "stale", "exact", "near", "contained"})


def changelog_differs(rows: Iterable[Row], events: Iterable[Event]) -> Iterator[str]:
    """What the changelog says other than the events do; what was forgotten since is held to what it said."""
    written = [row for row in sorted(rows, key=lambda row: row.place) if len(row.key) > MARKER_BYTES]
    yield from _forgotten_out_of_turn(written)
    remembered = {_origin(row.key): row for row in written if row.value is not None}
    judged = {event.origin: event for event in events if event.outcome != "rejected"}
    for origin in judged.keys() | remembered.keys():
        event, row = judged.get(origin), remembered.get(origin)
        if event is None or row is None:
            yield f"{tuple(origin)}: {'published, not remembered' if event else 'remembered, not published'}"
        elif (says := _says(row)) != _published(event):
            yield f"{tuple(origin)}: remembered as {says}, published as {_published(event)}"


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
