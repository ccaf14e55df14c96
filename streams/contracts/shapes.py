"""The part of JSON Schema in which the contracts are written; any other keyword is an error, never passed over."""

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

ANYTHING: Schema = {}
"""The shape that refuses nothing."""

TOLD = {"$schema", "$id", "$defs", "title", "description", "default", "examples"}
"""Keywords that refuse nothing."""

FORMS = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems"},
    "string": {"minLength", "maxLength", "pattern", "format", "contentEncoding"},
    "integer": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"},
    "boolean": set(),
    "null": set(),
}
"""What may be said of each type, beside `enum` and `const`."""


class UnknownKeywordError(Exception):
    """A schema uses a part of JSON Schema of which it is not known whom it would refuse."""


_FEW: dict[str, list[Any]] = {"null": [None], "boolean": [True, False]}


def shapes(node: Schema | bool, root: Schema) -> Iterator[Schema]:
    """The alternatives that a schema allows: each of one type, or anything. References lead to `root`."""
    if node is True:
        yield ANYTHING
        return
    if node is False:
        return
    said = {key: value for key, value in node.items() if key not in TOLD}
    if set(said) == {"$ref"}:
        yield from shapes(referred(said["$ref"], root), root)
    elif set(said) == {"anyOf"}:
        for alternative in said["anyOf"]:
            yield from shapes(alternative, root)
    else:
        _check(said)
        yield said


def referred(reference: str, root: Schema) -> Schema:
    """What a local reference names. Raises UnknownKeywordError for any other."""
    match = re.fullmatch(r"#/\$defs/(\w+)", reference)
    if match is None or match[1] not in root.get("$defs", {}):
        raise UnknownKeywordError(f"a reference to {reference}")
    found: Schema = root["$defs"][match[1]]
    return found


def values(shape: Schema) -> list[Any] | None:
    """All the values of a shape that has but a few, else None."""
    if "const" in shape:
        return [shape["const"]]
    if "enum" in shape:
        return list(shape["enum"])
    return _FEW.get(shape.get("type", ""))


def fits(value: Any, shape: Schema) -> bool:
    """Whether a text, number, truth value or null has that shape; where a format is wanted, nobody can tell: no."""
    if not shape:
        return True
    if "format" in shape or "contentEncoding" in shape:
        return False
    listed = values(shape)
    if listed is not None and not any(_same(value, other) for other in listed):
        return False
    return _has_type(value, shape) and _within(value, shape)


def _check(said: Schema) -> None:
    kind = said.get("type")
    if not said:
        return
    if not isinstance(kind, str) or kind not in FORMS:
        raise UnknownKeywordError(f"the type {kind!r} of {said}")
    if unknown := set(said) - FORMS[kind] - {"type", "enum", "const"}:
        raise UnknownKeywordError(f"the keyword {', '.join(sorted(unknown))} beside the type {kind}")
    if any(isinstance(value, dict | list) for value in values(said) or ()):
        raise UnknownKeywordError(f"a constant that is an object or array in {said}")


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _has_type(value: Any, shape: Schema) -> bool:
    match shape["type"]:
        case "string":
            return isinstance(value, str)
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
    return False


def _within(value: Any, shape: Schema) -> bool:
    if isinstance(value, str):
        long_enough = shape.get("minLength", 0) <= len(value) <= shape.get("maxLength", len(value))
        return long_enough and re.search(shape.get("pattern", ""), value) is not None
    if isinstance(value, bool) or value is None:
        return True
    return (
        shape.get("minimum", value) <= value <= shape.get("maximum", value)
        and ("exclusiveMinimum" not in shape or value > shape["exclusiveMinimum"])
        and ("exclusiveMaximum" not in shape or value < shape["exclusiveMaximum"])
    )
