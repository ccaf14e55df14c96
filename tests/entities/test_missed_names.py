"""Mentions of people that a tagger missed are added; what only looks like one is not."""

from collections.abc import Mapping

import pytest

from streams.entities import FoundMention, find_entities
from streams.entities.agreement import agree
from streams.entities.missed_names import missed_names


def mention(text: str, name: str, kind: str) -> FoundMention:
    start = text.index(name)
    return FoundMention("body", start, start + len(name), name, kind)


def added(text: str, *found: FoundMention) -> list[str]:
    return [text[m.start : m.end] for m in missed_names({"body": text}, found)[0]]


@pytest.mark.parametrize(
    ("rest", "names"),
    [
        ("Later Lindqvist left.", ["Lindqvist"]),
        ("Alongside Lindqvist sat two aides; Mr. Lindqvist's car waited.", ["Lindqvist", "Lindqvist"]),
        ("Ida Lindqvist will return.", ["Ida Lindqvist"]),
        ("The Lindqvist Tower and Per Lindqvist are others.", []),
        ("A lindqvist is a tool, and so is a Lindqvister.", []),
        ("Smith-Lindqvist is another.", []),
    ],
)
def test_surnames_and_full_names_are_repeated(rest: str, names: list[str]) -> None:
    text = f"Ida Lindqvist spoke. {rest}"
    assert added(text, mention(text, "Ida Lindqvist", "PERSON")) == names


def test_a_name_that_was_called_two_things_is_not_repeated() -> None:
    text = "Ida Berlin went to Berlin. Later Berlin was quiet."
    found = [mention(text, "Ida Berlin", "PERSON"), FoundMention("body", 19, 25, "Berlin", "LOC")]
    assert added(text, *found) == []


def test_organisations_and_places_are_not_repeated() -> None:
    text = "The Lagoon Trust met in San Telmo. The Lagoon Trust left San Telmo."
    assert added(text, mention(text, "Lagoon Trust", "ORG"), mention(text, "San Telmo", "LOC")) == []


def test_agreement_keeps_order_and_spans() -> None:
    text = "Ida Lindqvist and Lindqvist and Britain"
    found = [mention(text, "Ida Lindqvist", "PERSON"), FoundMention("body", 18, 27, "Lindqvist", "ORG")]
    found.append(mention(text, "Britain", "ORG"))
    agreed = agree(found)
    assert [(m.start, m.end) for m in agreed] == [(m.start, m.end) for m in found]
    assert [m.type for m in agreed] == ["PERSON", "PERSON", "LOC"]


class _Tagger:
    """Finds one full name and nothing else."""

    name = "test"
    languages = frozenset({"en"})

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        return [mention(fields["body"], "Ida Lindqvist", "PERSON")]


def test_find_entities_tags_completes_and_joins() -> None:
    fields = {"title": "Lindqvist resigns", "body": "Minister Ida Lindqvist resigned. Lindqvist gave no reason."}
    [entity] = find_entities(fields, _Tagger())
    assert (entity.id, entity.role, entity.in_title) == ("person:ida-lindqvist", "Minister", True)
    assert [(m.field, m.text) for m in entity.mentions] == [
        ("title", "Lindqvist"),
        ("body", "Ida Lindqvist"),
        ("body", "Lindqvist"),
    ]
