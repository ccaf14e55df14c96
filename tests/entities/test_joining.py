"""Mentions become entities: the examples of ``data/joining.toml``, and what holds for any input."""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.entities import FoundEntity, FoundMention, join_mentions
from streams.entities.mentions import TYPES

CASES = tomllib.loads((Path(__file__).parent / "data" / "joining.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mentions_join(case: dict[str, Any], marked: Callable[[Mapping[str, str]], Any]) -> None:
    fields, mentions = marked({name: case[name] for name in ("title", "body") if name in case})
    entities = join_mentions(fields, mentions)
    assert {e.name: " | ".join(m.text for m in e.mentions) for e in entities} == case["entities"]
    for name, role in case.get("roles", {}).items():
        assert {e.role for e in entities if e.name == name} == {role}


def entity(entities: list[FoundEntity], name: str) -> FoundEntity:
    return next(e for e in entities if e.name == name)


def test_ids_are_of_the_link_or_the_name(marked: Callable[[Mapping[str, str]], Any]) -> None:
    fields, mentions = marked(
        {"body": "[PERSON Emre Doğan] of the [ORG EU] came to [LOC Kenya] and [LOC Trollheimen]."}
    )
    assert [e.id for e in join_mentions(fields, mentions)] == [
        "person:emre-dogan",
        "org:european-union",
        "iso3166:KE",
        "loc:trollheimen",
    ]


def test_two_of_one_name_have_two_ids(marked: Callable[[Mapping[str, str]], Any]) -> None:
    body = "[PERSON Ana Ruiz] met [PERSON Ana B. Ruiz], [PERSON Ana C. Ruiz] and [LOC Ana Ruiz] in [LOC Ana, Ruiz]."
    ids = [e.id for e in join_mentions(*marked({"body": body}))]
    assert len(set(ids)) == len(ids)


def test_entities_stand_in_order_of_first_mention_whatever_the_order_given(
    marked: Callable[[Mapping[str, str]], Any],
) -> None:
    fields, mentions = marked({"title": "[LOC Kenya]", "body": "[PERSON Ana Ruiz] left [LOC Kenya] for [LOC Chad]."})
    entities = join_mentions(fields, mentions[::-1])
    assert [e.name for e in entities] == ["Kenya", "Ana Ruiz", "Chad"]
    assert [m.field for m in entities[0].mentions] == ["title", "body"]


def test_in_title_is_of_the_title_alone(marked: Callable[[Mapping[str, str]], Any]) -> None:
    fields, mentions = marked({"title": "[LOC Kenya] waits", "summary": "[LOC Chad] too", "body": "[LOC Mali]"})
    assert [e.in_title for e in join_mentions(fields, mentions)] == [True, False, False]


def test_what_is_named_first_in_the_title_and_most_is_most_salient(
    marked: Callable[[Mapping[str, str]], Any],
) -> None:
    body = "[LOC Kenya] and [LOC Kenya], and later still [LOC Kenya]. " + "And so on. " * 20 + "[LOC Chad] was named."
    entities = join_mentions(*marked({"title": "[LOC Kenya] waits", "body": body}))
    assert entity(entities, "Kenya").salience > 0.9
    assert entity(entities, "Chad").salience < 0.4


def test_nothing_is_made_of_nothing() -> None:
    assert join_mentions({}, []) == []
    assert join_mentions({"body": "No names here."}, []) == []


WORDS = ["Ana", "Ruiz", "U.S.", "US", "Wu", "EU", "the", "Bank", "of", "Paris", "Texas", "Georgia", "Mr.", "Inc.", "’s"]
WORDS += [
    "Ruiz's",
    "WFP",
    "(WFP)",
    "World",
    "Food",
    "Programme",
    "Trump",
    "president",
    ",",
    ".",
    "é",
    "𝔘n",
    "-",
    "Apple",
]


@st.composite
def articles(draw: st.DrawFn) -> tuple[dict[str, str], list[FoundMention]]:
    """Fields of random words, with random spans that do not overlap."""
    fields: dict[str, str] = {}
    mentions: list[FoundMention] = []
    for name in draw(st.lists(st.sampled_from(["title", "summary", "body"]), unique=True, max_size=3)):
        words = draw(st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=6), max_size=30))
        fields[name] = " ".join(words)
        cuts = sorted(draw(st.sets(st.integers(0, len(fields[name])), max_size=20)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            mentions.append(FoundMention(name, start, end, fields[name][start:end], draw(st.sampled_from(TYPES))))
    return fields, draw(st.permutations(mentions))


@given(articles())
def test_every_mention_is_in_one_entity_with_its_text_in_place(
    article: tuple[dict[str, str], list[FoundMention]],
) -> None:
    fields, mentions = article
    entities = join_mentions(fields, mentions)
    joined = [m for e in entities for m in e.mentions]
    assert Counter((m.field, m.start, m.end) for m in joined) == Counter((m.field, m.start, m.end) for m in mentions)
    assert all(m.text == fields[m.field][m.start : m.end] for m in joined)
    assert all(m.type == e.type for e in entities for m in e.mentions)


@given(articles())
def test_ids_are_unique_and_salience_is_a_share(article: tuple[dict[str, str], list[FoundMention]]) -> None:
    entities = join_mentions(*article)
    assert len({e.id for e in entities}) == len(entities)
    assert all(0 <= e.salience <= 1 for e in entities)
    assert all(e.role is None or e.type == "PERSON" for e in entities)


@given(articles())
def test_the_same_in_any_order_gives_the_same(article: tuple[dict[str, str], list[FoundMention]]) -> None:
    fields, mentions = article
    assert join_mentions(fields, mentions) == join_mentions(fields, mentions[::-1])
