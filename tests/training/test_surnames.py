"""Surnames alone, put right by full names elsewhere."""

from training.corpora import Document, Span
from training.surnames import surnames_missed, surnames_mistaken, with_surnames


def document(text: str, **names: str) -> Document:
    spans: list[Span] = []
    for name, kind in names.items():
        name = name.replace("_", " ")
        spans.append((text.index(name), text.index(name) + len(name), kind))
    return Document("d", text, tuple(spans))


FULL = document("Kari Nordmann left.", Kari_Nordmann="PERSON")
ALONE = document("Then Nordmann said no.", Nordmann="PERSON")
MISTAKEN = document("Then Nordmann said no.", Nordmann="ORG")
LEFT = document("Then Nordmann said no.")


def test_a_surname_known_by_full_names_is_a_person() -> None:
    assert surnames_mistaken([FULL] * 20 + [MISTAKEN]) == {"Nordmann": "PERSON"}


def test_a_name_that_is_mostly_something_else_is_left() -> None:
    assert surnames_mistaken([FULL] * 20 + [MISTAKEN] * 10) == {}
    assert surnames_mistaken([FULL] * 5 + [MISTAKEN]) == {}


def test_a_surname_left_out_now_and_then_is_missed() -> None:
    assert surnames_missed([FULL] * 40 + [ALONE] * 10 + [LEFT] * 5) == {"Nordmann"}
    assert surnames_missed([FULL] * 40 + [LEFT] * 30) == frozenset()


def test_missed_surnames_are_tagged_where_they_stand_alone() -> None:
    text = "Nordmann spoke. President Nordmann and Nordmann Airlines; Oslo Nordmann left."
    made = with_surnames(document(text), frozenset({"Nordmann"}))
    assert [start for start, _, _ in made.spans] == [0, text.index("Nordmann and")]
    assert {kind for _, _, kind in made.spans} == {"PERSON"}
