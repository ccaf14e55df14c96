"""Each kind of change that a schema may go through, with what it breaks for whom, and a value that shows it."""

from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
NULL: Schema = {"type": "null"}
OPEN: Schema = {"additionalProperties": True}


@dataclass(frozen=True, slots=True)
class Broken:
    """Where and how, as `streams.contracts.breaks` says it, and a value that is written and refused."""

    path: str
    what: str
    witness: Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A change; `backward` is what the schema of now does not read of before, `forward` the other way round."""

    before: Schema
    now: Schema
    backward: Broken | None = None
    forward: Broken | None = None


def fields(*optional: str, **told: Schema) -> Schema:
    """An object with these fields, all of them always there but the optional ones."""
    return {"type": "object", "properties": told, "required": [name for name in told if name not in optional]}


def changed(before: Schema, now: Schema, backward: Broken | None = None, forward: Broken | None = None) -> Kind:
    """A change of the field `a` alone."""
    return Kind(fields(a=before), fields(a=now), backward, forward)


def at_a(what: str, value: Any) -> Broken:
    return Broken(".a", what, {"a": value})


def listed(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


def either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def items(schema: Schema, **bounds: int) -> Schema:
    return {"type": "array", "items": schema, **bounds}


def of_texts(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def part(**told: Schema) -> Schema:
    return {**fields(a={"$ref": "#/$defs/Part"}), "$defs": {"Part": fields(**told)}}


UUID = {"type": "string", "format": "uuid"}
CAPITALS = {"type": "string", "pattern": "^[A-Z]+$"}

KINDS: dict[str, Kind] = {
    "nothing": changed(TEXT, TEXT),
    "words about a field": changed(TEXT, TEXT | {"description": "Other words.", "title": "A", "examples": ["x"]}),
    "a field removed": Kind(fields(a=TEXT, b=TEXT), fields(a=TEXT), forward=Broken(".b", "may be missing", {"a": ""})),
    "an optional field removed": Kind(fields("b", a=TEXT, b=TEXT), fields(a=TEXT)),
    "a required field added": Kind(
        fields(a=TEXT), fields(a=TEXT, b=TEXT), backward=Broken(".b", "may be missing", {"a": ""})
    ),
    "an optional field added": Kind(fields(a=TEXT), fields("b", a=TEXT, b=TEXT)),
    "a field made optional": Kind(
        fields(a=TEXT), fields("a", a=TEXT), forward=Broken(".a", "may be missing", {})
    ),
    "a field made required": Kind(
        fields("a", a=TEXT), fields(a=TEXT), backward=Broken(".a", "may be missing", {})
    ),
    "a field added where others are refused": Kind(
        fields(a=TEXT) | {"additionalProperties": False},
        fields("b", a=TEXT, b=TEXT) | {"additionalProperties": False},
        forward=Broken(".b", "may be there, where no other fields are allowed", {"a": "", "b": ""}),
    ),
    "a field added where others are passed on": Kind(
        fields(a=TEXT) | OPEN,
        fields("b", a=TEXT, b=TEXT) | OPEN,
        backward=Broken(".b", "may be anything, where a form is wanted", {"a": "", "b": 1}),
    ),
    "other fields passed on": Kind(
        fields(a=TEXT) | {"additionalProperties": False},
        fields(a=TEXT) | OPEN,
        forward=Broken("", "may have fields that are not named, where no others are allowed", {"a": "", "c": 1}),
    ),
    "type changed": changed(
        TEXT, WHOLE, at_a("may be a text", "x"), at_a("may be an integer", 1)
    ),
    "integer widened to number": changed(WHOLE, NUMBER, forward=at_a("may be a number", 0.5)),
    "an object in place of a text": changed(
        TEXT, fields(b=TEXT), at_a("may be a text", "x"), at_a("may be an object", {"b": ""})
    ),
    "a form given up": changed(TEXT, {}, forward=at_a("may be anything, where a form is wanted", 1)),
    "nullable added": changed(TEXT, either(TEXT, NULL), forward=at_a("may be null", None)),
    "nullable removed": changed(either(TEXT, NULL), TEXT, backward=at_a("may be null", None)),
    "enum value added": changed(listed("x"), listed("x", "y"), forward=at_a('may be "y"', "y")),
    "enum value removed": changed(listed("x", "y"), listed("x"), backward=at_a('may be "y"', "y")),
    "a list opened": changed(listed("x"), TEXT, forward=at_a("may be other than one of a list", "y")),
    "a constant changed": changed(
        TEXT | {"const": "x"}, TEXT | {"const": "y"}, at_a('may be "x"', "x"), at_a('may be "y"', "y")
    ),
    "truth value in place of a list": changed(
        listed("x"), {"type": "boolean", "const": True}, at_a('may be "x"', "x"), at_a("may be true", True)
    ),
    "range tightened": changed(
        WHOLE, WHOLE | {"minimum": 0}, backward=at_a("may be below 0", -1)
    ),
    "range loosened": changed(
        NUMBER | {"minimum": 0, "maximum": 1},
        NUMBER | {"minimum": 0, "maximum": 2},
        forward=at_a("may be above 1", 2),
    ),
    "a bound made exclusive": changed(
        NUMBER | {"maximum": 1}, NUMBER | {"exclusiveMaximum": 1}, backward=at_a("may be as high as 1", 1)
    ),
    "a lower bound made exclusive": changed(
        NUMBER | {"minimum": 1}, NUMBER | {"exclusiveMinimum": 1}, backward=at_a("may be as low as 1", 1)
    ),
    "a list outside a range": changed(
        {"type": "integer", "enum": [1, 9]}, WHOLE | {"maximum": 5}, at_a("may be 9", 9),
        at_a("may be other than one of a list", 2),
    ),
    "pattern added": changed(TEXT, CAPITALS, backward=at_a("need not have the pattern ^[A-Z]+$", "x")),
    "pattern changed": changed(
        CAPITALS, TEXT | {"pattern": "^[a-z]+$"},
        at_a("need not have the pattern ^[a-z]+$", "X"), at_a("need not have the pattern ^[A-Z]+$", "x"),
    ),
    "a list that fits a pattern": changed(
        listed("EUR"), CAPITALS, forward=at_a("may be other than one of a list", "USD")
    ),
    "format added": changed(TEXT, UUID, backward=at_a("need not have the format uuid", "x")),
    "length tightened": changed(TEXT, TEXT | {"minLength": 1}, backward=at_a("may have fewer than 1 characters", "")),
    "length loosened": changed(
        TEXT | {"maxLength": 1}, TEXT | {"maxLength": 2}, forward=at_a("may have more than 1 characters", "xy")
    ),
    "array items changed": changed(
        items(TEXT), items(WHOLE),
        Broken(".a[]", "may be a text", {"a": ["x"]}), Broken(".a[]", "may be an integer", {"a": [1]}),
    ),
    "array bounded": changed(
        items(TEXT), items(TEXT, maxItems=1), backward=at_a("may have more than 1 items", ["x", "y"])
    ),
    "array may be empty": changed(
        items(TEXT, minItems=1), items(TEXT), forward=at_a("may have fewer than 1 items", [])
    ),
    "a nested field removed": Kind(
        part(b=TEXT, c=TEXT), part(b=TEXT), forward=Broken(".a.c", "may be missing", {"a": {"b": ""}})
    ),
    "a nested list opened": Kind(
        part(b=items(listed("x"))), part(b=items(listed("x", "y"))),
        forward=Broken(".a.b[]", 'may be "y"', {"a": {"b": ["y"]}}),
    ),
    "values of a map changed": changed(
        of_texts(TEXT), of_texts(either(TEXT, NULL)), forward=Broken(".a.*", "may be null", {"a": {"k": None}})
    ),
    "a name taken out of a map": changed(
        of_texts(TEXT), {**fields("k", k=WHOLE), "additionalProperties": TEXT},
        Broken(".a.k", "may be a text", {"a": {"k": "x"}}), Broken(".a.k", "may be an integer", {"a": {"k": 1}}),
    ),
    "union widened": changed(
        either(TEXT, WHOLE), either(TEXT, WHOLE, items(TEXT)), forward=at_a("may be an array", ["x"])
    ),
    "union of objects changed": changed(
        either(fields(k=listed("x")), fields(k=listed("y"))),
        either(fields(k=listed("x")), fields(k=listed("z"))),
        Broken(".a.k", 'may be "y"', {"a": {"k": "y"}}),
        Broken(".a.k", 'may be "z"', {"a": {"k": "z"}}),
    ),
}  # fmt: skip
