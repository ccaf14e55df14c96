"""Whether readers of before and of now understand each other, by the two compatibility rules of schema registries.

BACKWARD: who reads by the schemas of now reads what was written before. FORWARD: who reads by those of before reads
what is written now. Both have to hold, since topics keep old events and not all are upgraded at once.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from streams.contracts.breaks import breaks
from streams.contracts.shapes import Schema, UnknownKeywordError


def differences(before: Mapping[Path, Schema], now: Mapping[Path, Schema]) -> list[str]:
    """A line for each break: topic, model and field, what, and which rule. What is new breaks nobody."""
    return [line for path, schema in before.items() for line in _of(path, schema, now.get(path))]


def _of(path: Path, before: Schema, now: Schema | None) -> Iterator[str]:
    at = f"{path.parts[0]} {path.stem}"
    if now is None:
        yield f"{at}: is gone, BACKWARD"
        return
    if before.get("$id") != now.get("$id"):
        yield f"{at}: is {now.get('$id')} and was {before.get('$id')}, BACKWARD and FORWARD"
    for rule, writer, reader in (("BACKWARD", before, now), ("FORWARD", now, before)):
        try:
            found = breaks(writer, reader)
        except UnknownKeywordError as error:
            yield f"{at}: cannot be compared: {error}, {rule}"
        else:
            yield from (f"{at}{field}: {what}, {rule}" for field, what in found)
