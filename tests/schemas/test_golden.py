"""The golden examples: one file for each model on each topic and version. Adding a file adds a test."""

from pathlib import Path

import pytest

import schemas
from schemas.codec import decode, encode
from schemas.contracts import INTERNAL, PUBLIC

GOLDEN = sorted(Path(schemas.__file__).with_name("golden").glob("*/v*/*.json"))
MODELS = {contract.path: contract.model for contract in (*PUBLIC, *INTERNAL)}


def name(path: Path) -> str:
    return "/".join(path.parts[-3:])


@pytest.mark.parametrize("path", GOLDEN, ids=name)
def test_a_golden_example_is_read_and_written_as_it_stands(path: Path) -> None:
    model, value = MODELS[Path(*path.parts[-3:])], decode(path.read_bytes())
    assert decode(encode(model.model_validate(value))) == value


@pytest.mark.parametrize("path", GOLDEN, ids=name)
def test_a_golden_example_keeps_the_order_of_its_fields(path: Path) -> None:
    model, value = MODELS[Path(*path.parts[-3:])], decode(path.read_bytes())
    assert list(decode(encode(model.model_validate(value)))) == list(value)


def test_every_model_on_a_topic_has_an_example() -> None:
    assert {Path(*path.parts[-3:]) for path in GOLDEN} == {*MODELS}


def test_what_another_release_wrote_between_the_stages_is_told_from_what_cannot_be_read() -> None:
    with pytest.raises(ValueError, match=r"shard: Field required: not what this release writes .* docs/upgrading.md"):
        schemas.Judged.from_bytes(b'{"kind": "first", "event_id": "0"}')


def with_more(value: object) -> object:
    """The value as a later release might write it."""
    if isinstance(value, dict):
        return {name: with_more(part) for name, part in value.items()} | {"of_a_later_release": 1}
    return [with_more(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", GOLDEN, ids=name)
def test_a_reader_passes_over_fields_of_a_later_release(path: Path) -> None:
    model = MODELS[Path(*path.parts[-3:])]
    told = decode(path.read_bytes())
    read = decode(encode(model.model_validate(with_more(told))))
    for article in (read, read.get("article") or {}):  # of these unknown fields pass on
        article.pop("of_a_later_release", None)
    assert read == told
