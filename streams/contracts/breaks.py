"""What a writer may write that a reader refuses, by the two's schemas.

A writer writes the fields that its schema names, and others only where that says so: `additionalProperties: true`.
Where it cannot be shown that all is read, it counts as a break; so there may be one too many, never one too few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from schemas.codec import encode
from streams.contracts.shapes import ANYTHING, Schema, fits, shapes, values

_NAMES = {"object": "an object", "array": "an array", "string": "a text", "integer": "an integer", "number": "a number"}


class Break(NamedTuple):
    """`path` leads to a field, such as `.money[].kind`; `what` the writer may do there that is refused."""

    path: str
    what: str


def breaks(writer: Schema, reader: Schema) -> list[Break]:
    """All that `writer` may write and `reader` refuses; none if every value that is written is read.

    Raises UnknownKeywordError for schemas that use what is not known here.
    """
    return list(dict.fromkeys(_Comparison(writer, reader).node(writer, reader, "")))


@dataclass(frozen=True, slots=True)
class _Comparison:
    writer: Schema
    reader: Schema
    under_way: "frozenset[tuple[int, int]]" = frozenset()
    """Pairs of schemas that are being compared: a shape that holds itself is taken to be read, if the rest of it is."""

    def node(self, written: Schema | bool, read: Schema | bool, path: str) -> Iterator[Break]:
        pair = (id(written), id(read))
        if pair in self.under_way:
            return
        inner = _Comparison(self.writer, self.reader, self.under_way | {pair})
        readers = list(shapes(read, self.reader))
        for shape in shapes(written, self.writer):
            yield from inner.shape(shape, readers, path)

    def shape(self, shape: Schema, readers: Sequence[Schema], path: str) -> Iterator[Break]:
        if ANYTHING in readers:
            return
        few = values(shape)
        if few is not None:
            refused = [value for value in few if not any(fits(value, other) for other in readers)]
            yield from (Break(path, f"may be {encode(value).decode()}") for value in refused)
        elif not shape:
            yield Break(path, "may be anything, where a form is wanted")
        else:
            tried = [list(self.form(shape, other, path)) for other in readers if _alike(shape, other)]
            yield from min(tried, key=len, default=[Break(path, f"may be {_NAMES[shape['type']]}")])

    def form(self, shape: Schema, other: Schema, path: str) -> Iterator[Break]:
        if values(other) is not None:
            yield Break(path, "may be other than one of a list")
            return
        match shape["type"]:
            case "object":
                yield from self.fields(shape, other, path)
            case "array":
                yield from _bounds(shape, other, path, "items", "minItems", "maxItems")
                yield from self.node(shape.get("items", ANYTHING), other.get("items", ANYTHING), f"{path}[]")
            case "string":
                yield from _bounds(shape, other, path, "characters", "minLength", "maxLength")
                for keyword in ("pattern", "format", "contentEncoding"):
                    if keyword in other and shape.get(keyword) != other[keyword]:
                        yield Break(path, f"need not have the {keyword} {other[keyword]}")
            case _:
                yield from _range(shape, other, path)

    def fields(self, shape: Schema, other: Schema, path: str) -> Iterator[Break]:
        written, read = shape.get("properties", {}), other.get("properties", {})
        others = other.get("additionalProperties", True)
        for name, node in written.items():
            if name in read or others is not False:
                yield from self.node(node, read.get(name, others), f"{path}.{name}")
            else:
                yield Break(f"{path}.{name}", "may be there, where no other fields are allowed")
        unnamed = shape.get("additionalProperties", False)
        if unnamed is not False:
            for name in sorted(read.keys() - written.keys()):
                yield from self.node(unnamed, read[name], f"{path}.{name}")
            if others is False:
                yield Break(path, "may have fields that are not named, where no others are allowed")
            else:
                yield from self.node(unnamed, others, f"{path}.*")
        lacking = [name for name in other.get("required", ()) if name not in shape.get("required", ())]
        yield from (Break(f"{path}.{name}", "may be missing") for name in lacking)


def _alike(shape: Schema, other: Schema) -> bool:
    return shape["type"] == other["type"] or (shape["type"], other["type"]) == ("integer", "number")


def _bounds(shape: Schema, other: Schema, path: str, of_what: str, least: str, most: str) -> Iterator[Break]:
    if shape.get(least, 0) < other.get(least, 0):
        yield Break(path, f"may have fewer than {other[least]} {of_what}")
    if most in other and shape.get(most, other[most] + 1) > other[most]:
        yield Break(path, f"may have more than {other[most]} {of_what}")


def _range(shape: Schema, other: Schema, path: str) -> Iterator[Break]:
    if "minimum" in other and not _at_least(shape, other["minimum"]):
        yield Break(path, f"may be below {other['minimum']}")
    if "exclusiveMinimum" in other and not _above(shape, other["exclusiveMinimum"]):
        yield Break(path, f"may be as low as {other['exclusiveMinimum']}")
    mirrored = _mirrored(shape)
    if "maximum" in other and not _at_least(mirrored, -other["maximum"]):
        yield Break(path, f"may be above {other['maximum']}")
    if "exclusiveMaximum" in other and not _above(mirrored, -other["exclusiveMaximum"]):
        yield Break(path, f"may be as high as {other['exclusiveMaximum']}")


def _at_least(shape: Schema, bound: float) -> bool:
    return bool(shape.get("minimum", -inf) >= bound or shape.get("exclusiveMinimum", -inf) >= bound)


def _above(shape: Schema, bound: float) -> bool:
    return bool(shape.get("minimum", -inf) > bound or shape.get("exclusiveMinimum", -inf) >= bound)


def _mirrored(shape: Schema) -> dict[str, Any]:
    """The range with its signs turned, so that its upper bounds are lower ones."""
    turned = {
        "maximum": "minimum",
        "exclusiveMaximum": "exclusiveMinimum",
        "minimum": "maximum",
        "exclusiveMinimum": "exclusiveMaximum",
    }
    return {turned[key]: -value for key, value in shape.items() if key in turned}
