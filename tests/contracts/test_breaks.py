"""What breaks readers: each kind of change in both directions, and that what is called readable is read."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from streams.contracts.breaks import Break, breaks
from streams.contracts.shapes import UnknownKeywordError
from tests.contracts.kinds import KINDS, Broken, Kind, Schema
from tests.contracts.random_schemas import mutated, schemas, written_by


def accepts(schema: Schema, value: Any) -> bool:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return bool(validator.is_valid(value))


def told(broken: Broken | None) -> list[Break]:
    return [Break(broken.path, broken.what)] if broken else []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_of_change_breaks_whom_it_breaks(kind: Kind) -> None:
    assert breaks(writer=kind.before, reader=kind.now) == told(kind.backward)
    assert breaks(writer=kind.now, reader=kind.before) == told(kind.forward)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_break_is_shown_by_a_value_that_a_validator_refuses(kind: Kind) -> None:
    for broken, writer, reader in ((kind.backward, kind.before, kind.now), (kind.forward, kind.now, kind.before)):
        if broken:
            assert accepts(writer, broken.witness)
            assert not accepts(reader, broken.witness)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "patternProperties": {"^x": {}}},
        {"type": "string", "minimum": 1},
        {"type": "array", "prefixItems": [{}]},
        {"type": ["string", "null"]},
        {"oneOf": [{}]},
        {"minLength": 1},
        {"$ref": "other.json"},
        {"$ref": "#/$defs/Missing"},
        {"anyOf": [{"type": "string"}], "minLength": 1},
        {"type": "object", "const": {}},
    ],
)
def test_a_keyword_that_is_not_known_is_an_error_and_never_passed_over(schema: Schema) -> None:
    with pytest.raises(UnknownKeywordError):
        breaks(schema, {"type": "object"})
    with pytest.raises(UnknownKeywordError):
        breaks({"type": "object"}, schema)


@settings(deadline=None)
@given(schemas)
def test_a_schema_reads_what_it_writes(schema: Schema) -> None:
    assert breaks(schema, schema) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], max_examples=150)
@given(st.data())
def test_what_is_called_readable_is_read(data: st.DataObject) -> None:
    """The validator is a third party's; of nearly equal schemas about half are readable."""
    writer: Schema = data.draw(schemas, "writer")
    reader: Schema = data.draw(st.one_of(mutated(writer), schemas), "reader")
    assume(not breaks(writer, reader))
    value = data.draw(written_by(writer), "value")
    assume(accepts(writer, value))  # a format and a pattern may exclude each other
    assert accepts(reader, value)
