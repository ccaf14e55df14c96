"""The role that an article gives a person: the sentences of ``data/roles.toml``."""

import tomllib
from pathlib import Path

import pytest

from streams.entities import FoundMention, join_mentions

TABLES = tomllib.loads((Path(__file__).parent / "data" / "roles.toml").read_text(encoding="utf-8"))
SENTENCES = [(sentence, role) for table in TABLES.values() for sentence, role in table.items()]


@pytest.mark.parametrize(("sentence", "role"), SENTENCES)
def test_role(sentence: str, role: str) -> None:
    before, rest = sentence.split("[")
    name, after = rest.split("]")
    mention = FoundMention("body", len(before), len(before) + len(name), name, "PERSON")
    assert (join_mentions({"body": before + name + after}, [mention])[0].role or "") == role


def test_the_next_persons_office_is_not_ones_own() -> None:
    text = "Ana Ruiz, President Uwe Pichler and others came."
    mentions = [FoundMention("body", 0, 8, "Ana Ruiz", "PERSON"), FoundMention("body", 20, 31, "Uwe Pichler", "PERSON")]
    assert [entity.role for entity in join_mentions({"body": text}, mentions)] == [None, "President"]


def test_an_organisation_has_no_role() -> None:
    assert (
        join_mentions({"body": "President Halvorsen"}, [FoundMention("body", 10, 19, "Halvorsen", "ORG")])[0].role
        is None
    )
