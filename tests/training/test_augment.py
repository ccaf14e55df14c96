"""Texts made from texts: the spans go on quoting names."""

import random
from collections.abc import Callable

import pytest

from training import augment
from training.corpora import Document

TEXT = "Kari Nordmann left Oslo for Acme Corp. and the Ministry of Fish. Kari Nordmann said no more about it."
NAMES = {"Kari Nordmann": "PERSON", "Oslo": "LOC", "Acme Corp.": "ORG", "Ministry of Fish": "ORG"}
DOCUMENT = Document(
    "d", TEXT, tuple(sorted((TEXT.find(name), TEXT.find(name) + len(name), kind) for name, kind in NAMES.items()))
)


class FixedNames(augment.Names):
    """Names without a data folder."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self.companies, self.known = ["Widget"], {"Acme"}
        self.bodies, self.universities, self.clubs = ["Office of Salt"], ["University of Rain"], ["FC Snow"]
        self.cities, self.large, self.forenames, self.surnames = ["Lima"], {"Oslo", "Lima"}, ["Ana"], ["Ruiz"]


@pytest.fixture
def names() -> FixedNames:
    return FixedNames(random.Random(1))


def quoted(document: Document) -> list[tuple[str, str]]:
    return [(document.text[start:end], kind) for start, end, kind in document.spans]


def test_names_are_exchanged_for_others_of_their_kind(names: FixedNames) -> None:
    swapped = augment.swap(DOCUMENT, names, random.Random(1), 1.0)
    person, city, company, body = (name for name, _ in quoted(swapped))
    assert person.startswith("Ana ")
    assert person.endswith("Ruiz")
    assert city == "Lima"
    assert company.startswith("Widget")
    assert body == "Office of Salt"


def test_with_a_share_of_none_nothing_changes(names: FixedNames) -> None:
    assert augment.swap(DOCUMENT, names, random.Random(1), 0.0) == DOCUMENT


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (augment.in_capitals, "KARI NORDMANN LEFT OSLO FOR"),
        (augment.as_headline, "Kari Nordmann Left Oslo for"),
    ],
)
def test_case_changes_and_spans_do_not(make: Callable[[Document], Document], wanted: str) -> None:
    made = make(DOCUMENT)
    assert made.text.startswith(wanted)
    assert [name.lower() for name, _ in quoted(made)] == [name.lower() for name, _ in quoted(DOCUMENT)][
        : len(made.spans)
    ]


def test_a_dateline_is_names_too(names: FixedNames) -> None:
    for seed in range(20):
        made = augment.with_dateline(DOCUMENT, names, random.Random(seed))
        assert quoted(made)[-len(DOCUMENT.spans) :] == quoted(DOCUMENT)
        assert quoted(made)[0][0].upper() == "LIMA"


def test_templates_are_filled_with_what_their_slots_say(names: FixedNames) -> None:
    for made in augment.filled(names, random.Random(1), 200):
        assert "{" not in made.text
        assert all(kind in {"PERSON", "ORG", "LOC"} and name in made.text for name, kind in quoted(made))
