"""The JSON Schemas: accepted by a third party's validator, true of every golden example, and each field explained."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

import schemas
from schemas import Reason
from schemas.contracts import INTERNAL, PUBLIC, Contract, json_schema
from schemas.header_fields import BETWEEN, REJECTED, event_headers
from schemas.headers import cloudevent, passed_on, rejection
from schemas.meanings import members

ALL = (*PUBLIC, *INTERNAL)
MODELS = [
    *(value for name in schemas.__all__ if isinstance(value := getattr(schemas, name), type)),
]
GOLDEN = Path(schemas.__file__).with_name("golden")


def name(contract: Contract) -> str:
    return contract.path.as_posix()


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield value
    for child in children:
        yield from nodes(child)


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("model", [one for one in MODELS if issubclass(one, BaseModel)])
def test_every_field_has_a_meaning(model: type[BaseModel]) -> None:
    assert [field for field, told in model.model_fields.items() if not told.description] == []
    assert model.__doc__


@pytest.mark.parametrize("listed", [one for one in MODELS if issubclass(one, Enum)])
def test_every_value_of_a_closed_list_has_a_meaning(listed: type[Enum]) -> None:
    assert all(members(listed).values())


@pytest.mark.parametrize("contract", ALL, ids=name)
def test_every_property_that_a_schema_names_is_described(contract: Contract) -> None:
    properties = [told for node in nodes(json_schema(contract)) for told in node.get("properties", {}).items()]
    assert len(properties) > 5
    assert [field for field, told in properties if not told.get("description")] == []


@pytest.mark.parametrize("contract", ALL, ids=name)
def test_a_third_partys_validator_accepts_the_schema(contract: Contract) -> None:
    Draft202012Validator.check_schema(json_schema(contract))


@pytest.mark.parametrize("contract", ALL, ids=name)
def test_the_golden_example_has_the_form_of_its_schema(contract: Contract) -> None:
    validator(json_schema(contract)).validate(contract.example())


@pytest.mark.parametrize("contract", ALL, ids=name)
def test_a_field_that_is_not_there_or_of_another_type_is_refused(contract: Contract) -> None:
    """The check can fail: whatever is required is missed, and no field takes just any value."""
    schema, example = json_schema(contract), contract.example()
    checked = validator(schema)
    for field in schema.get("required", ()):
        assert not checked.is_valid({key: value for key, value in example.items() if key != field})
    for field in schema["properties"]:
        assert not checked.is_valid(example | {field: {"neither": "this"}})


@pytest.mark.parametrize("contract", [one for one in PUBLIC if one.written], ids=name)
def test_a_consumer_may_meet_fields_that_it_does_not_know(contract: Contract) -> None:
    schema = json_schema(contract)
    assert not any(node.get("additionalProperties") is False for node in nodes(schema))
    validator(schema).validate(contract.example() | {"of a later release": 1})


@pytest.mark.parametrize("contract", [one for one in PUBLIC if one.written], ids=name)
def test_all_that_is_written_is_required_but_for_what_later_releases_added(contract: Contract) -> None:
    """That has a default: events of before lack it."""
    added = {name for name, field in contract.model.model_fields.items() if not field.is_required()}
    assert set(json_schema(contract)["required"]) == set(contract.example()) - added


@pytest.mark.parametrize(
    ("part", "field"), [("Entity", "type"), ("Link", "scheme"), ("Removed", "reason"), ("Omitted", "part")]
)
def test_a_list_to_which_more_may_be_added_is_any_text(part: str, field: str) -> None:
    told = json_schema(PUBLIC[1])["$defs"][part]["properties"][field]
    assert told == {"type": "string", "description": told["description"]}
    assert told["description"].endswith("more may follow.")


def test_every_golden_example_has_a_schema() -> None:
    assert {contract.path for contract in ALL} == {path.relative_to(GOLDEN) for path in GOLDEN.rglob("*.json")}


def test_a_feed_may_leave_out_all_but_what_names_an_article() -> None:
    validator(json_schema(PUBLIC[0])).validate({"source": "wire", "id": "1", "body": "text"})


ORIGIN = schemas.Origin(topic="news.articles.raw", partition=3, offset=128, timestamp=1795509000123)


@pytest.mark.parametrize("contract", [one for one in PUBLIC if one.event_type], ids=name)
def test_the_headers_of_an_event_are_those_that_are_listed(contract: Contract) -> None:
    event_type = contract.event_type or ""
    written = [header for header, _ in cloudevent(event_type, contract.example()["event_id"], ORIGIN, b"00-trace")]
    assert written == [told.name for told in event_headers(event_type)]


def test_the_headers_of_a_rejection_and_between_the_stages_are_those_that_are_listed() -> None:
    written = rejection(ORIGIN, "screen", schemas.RejectionError(Reason.NOT_JSON, "no"))
    assert [header for header, _ in written] == [told.name for told in REJECTED if told.always]
    assert {header for header, _ in passed_on(ORIGIN, b"00")} <= {told.name for told in BETWEEN}
