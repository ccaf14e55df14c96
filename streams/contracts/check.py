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
    yield from _other(at, "$id", before.get("$id"), now.get("$id"))
    yield from _breaks(at, before, now)
    was, is_ = dict(_defaults(before)), dict(_defaults(now))
    for place in was.keys() & is_.keys():
        yield from _other(at, f"default of {place}", was[place], is_[place])


def document_differences(before: Schema, now: Schema) -> list[str]:
    """The same of two AsyncAPI documents: where which messages stand, with which keys and headers."""
    return [line for name, channel in before["channels"].items() for line in _of_channel(name, channel, before, now)]


def _of_channel(name: str, channel: Schema, before: Schema, now: Schema) -> Iterator[str]:
    there = now["channels"].get(name)
    if there is None:
        yield f"{name}: is gone, BACKWARD"
        return
    yield from _other(name, "address", channel["address"], there["address"])
    for message in channel["messages"]:
        at = f"{name} {message}"
        if message not in there["messages"]:
            yield f"{at}: is gone, BACKWARD"
            continue
        was, is_ = (document["components"]["messages"][message] for document in (before, now))
        yield from _breaks(f"{at} headers", was["headers"], is_["headers"])
        for what in ("contentType", "bindings"):
            yield from _other(at, what, was.get(what), is_.get(what))


def _breaks(at: str, before: Schema, now: Schema) -> Iterator[str]:
    for rule, writer, reader in (("BACKWARD", before, now), ("FORWARD", now, before)):
        try:
            found = breaks(writer, reader)
        except UnknownKeywordError as error:
            yield f"{at}: cannot be compared: {error}, {rule}"
        else:
            yield from (f"{at}{field}: {what}, {rule}" for field, what in found)


def _other(at: str, what: str, was: object, is_: object) -> Iterator[str]:
    if was != is_:
        yield f"{at}: {what} is {is_} and was {was}, BACKWARD and FORWARD"


def _defaults(node: object, at: str = "") -> Iterator[tuple[str, object]]:
    """What a reader fills in where a field is missing, by the field's place in the schema."""
    if isinstance(node, Mapping):
        if "default" in node and at:
            yield at, node["default"]
        for key, part in node.items():
            yield from _defaults(part, f"{at}/{key}")
