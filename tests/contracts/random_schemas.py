"""Small schemas by chance, one that is nearly the same as another, and the values that a writer of one may write."""

from typing import Any

from hypothesis import strategies as st

Schema = dict[str, Any]

NAMES = st.sampled_from(["a", "b", "c"])
BOUNDS = st.integers(-2, 3)


def _with(kind: str, **keywords: st.SearchStrategy[Any]) -> st.SearchStrategy[Schema]:
    return st.fixed_dictionaries({"type": st.just(kind)}, optional=keywords)


texts = _with(
    "string",
    minLength=st.integers(0, 2),
    maxLength=st.integers(2, 4),
    pattern=st.sampled_from(["^[a-z]*$", "^x"]),
    format=st.just("uuid"),
)
listed: st.SearchStrategy[Schema] = st.lists(
    st.sampled_from(["x", "yy", "xyz", ""]), min_size=1, max_size=3, unique=True
).map(lambda values: {"type": "string", "enum": values})
others: list[Schema] = [
    *({"type": "string", "const": "x"}, {"type": "integer", "const": 1}),
    *({}, {"type": "boolean"}, {"type": "null"}),
]
numbers = st.sampled_from(["integer", "number"]).flatmap(
    lambda kind: _with(kind, minimum=BOUNDS, maximum=BOUNDS, exclusiveMinimum=BOUNDS, exclusiveMaximum=BOUNDS)
)
plain: st.SearchStrategy[Schema] = texts | listed | numbers | st.sampled_from(others)


@st.composite
def objects(draw: st.DrawFn, children: st.SearchStrategy[Schema]) -> Schema:
    """An object with some fields, some of them always there."""
    properties = draw(st.dictionaries(NAMES, children, max_size=3))
    required = [name for name in properties if draw(st.booleans())]
    made: Schema = {"type": "object", "properties": properties, "required": required}
    others = draw(st.none() | st.booleans() | children)
    return made if others is None else made | {"additionalProperties": others}


def compound(children: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """Arrays, objects and unions of others."""
    arrays = st.fixed_dictionaries(
        {"type": st.just("array"), "items": children},
        optional={"minItems": st.integers(0, 1), "maxItems": st.integers(1, 3)},
    )
    unions = st.lists(children, min_size=1, max_size=3).map(lambda alternatives: {"anyOf": alternatives})
    return arrays | objects(children) | unions


inner: st.SearchStrategy[Schema] = st.recursive(plain, compound, max_leaves=5)


@st.composite
def referring(draw: st.DrawFn) -> Schema:
    """An object with a field that refers to a part, which stands beside it."""
    made = draw(objects(inner | st.just({"$ref": "#/$defs/Part"})))
    return made | {"$defs": {"Part": draw(inner)}}


schemas: st.SearchStrategy[Schema] = inner | referring()


def mutated(schema: Schema) -> st.SearchStrategy[Schema]:
    """The same with something left out, put in, or said otherwise somewhere."""
    return st.randoms(use_true_random=False).map(lambda random: _mutated(schema, random))


def _mutated(value: Any, random: Any) -> Any:
    if isinstance(value, list):
        kept = [_mutated(item, random) for item in value if len(value) == 1 or random.random() > 0.15]
        return kept or value
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return max(0, value + random.choice([0, 0, -1, 1]))
    if not isinstance(value, dict):
        return value
    droppable = {"minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "minimum", "maximum"}
    droppable |= {"exclusiveMinimum", "exclusiveMaximum", "additionalProperties", "enum"}
    left = {key: item for key, item in value.items() if key not in droppable or random.random() > 0.3}
    return {key: item if key in ("const", "$ref") else _mutated(item, random) for key, item in left.items()}


anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 4) | st.text("xyz", max_size=3),
    lambda children: st.lists(children, max_size=2) | st.dictionaries(NAMES, children, max_size=2),
    max_leaves=4,
)


def written_by(schema: Schema) -> st.SearchStrategy[Any]:
    """What a writer of the schema may write: fields that it does not name only where it says so."""
    return _written(schema, schema)


def _written(node: Any, root: Schema) -> st.SearchStrategy[Any]:
    if node is True or not node:
        return anything if node is not False else st.nothing()
    if "$ref" in node:
        return _written(root["$defs"]["Part"], root)
    if "anyOf" in node:
        return st.one_of(*(_written(alternative, root) for alternative in node["anyOf"]))
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    return _of_type(node, root)


def _of_type(node: Schema, root: Schema) -> st.SearchStrategy[Any]:
    match node["type"]:
        case "object":
            return _objects(node, root)
        case "array":
            most = node.get("maxItems", 3)
            return st.lists(_written(node.get("items", True), root), min_size=node.get("minItems", 0), max_size=most)
        case "string":
            return _texts(node)
        case "integer":
            return st.integers(-4, 5).filter(lambda value: _in_range(value, node))
        case "number":
            return st.sampled_from([half / 2 for half in range(-8, 11)]).filter(lambda value: _in_range(value, node))
        case "boolean":
            return st.booleans()
    return st.none()


def _texts(node: Schema) -> st.SearchStrategy[Any]:
    made = st.uuids().map(str) if "format" in node else st.text("xyzXé", max_size=5)
    if "pattern" in node:
        made = made.map(lambda text: "x" + text.lower().replace("é", "")) if node["pattern"] == "^x" else st.text("xyz")
    return made.filter(lambda text: node.get("minLength", 0) <= len(text) <= node.get("maxLength", 99))


def _in_range(value: float, node: Schema) -> bool:
    return bool(
        node.get("minimum", value) <= value <= node.get("maximum", value)
        and node.get("exclusiveMinimum", value - 1) < value < node.get("exclusiveMaximum", value + 1)
    )


@st.composite
def _objects(draw: st.DrawFn, node: Schema, root: Schema) -> dict[str, Any]:
    made = {}
    for name, child in node.get("properties", {}).items():
        if name in node.get("required", ()) or draw(st.booleans()):
            made[name] = draw(_written(child, root))
    others = node.get("additionalProperties", False)
    if others is not False and draw(st.booleans()) and (name := draw(NAMES)) not in node.get("properties", {}):
        made[name] = draw(_written(others, root))
    return made
