"""Spans of a teacher, trimmed to what a name is here."""

import pytest

from training.teacher import trim, trimmed

CASES = [
    ("the European Union", "European Union"),
    ("The Bank", "Bank"),
    ("Trump's", "Trump"),
    ("Trump’s", "Trump"),
    ("Workers'", "Workers"),
    ('"Acme Corp."', "Acme Corp."),
    ("Theodore", "Theodore"),
    ("A New York", "New York"),
    ("Acme,", "Acme"),
    ("Oslo", "Oslo"),
]


@pytest.mark.parametrize(("span", "name"), CASES)
def test_what_does_not_belong_to_a_name_is_cut_off(span: str, name: str) -> None:
    text = f"xx {span} yy"
    start, end = trim(text, 3, 3 + len(span))
    assert text[start:end] == name


def test_only_the_three_types_are_kept_in_order_and_within_a_line() -> None:
    text = "Oslo and Kari\nNordmann of Acme on Monday"
    spans = [(26, 30, "ORG"), (0, 4, "GPE"), (9, 22, "PERSON"), (34, 40, "DATE")]
    assert [(text[start:end], kind) for start, end, kind in trimmed(text, spans)] == [("Oslo", "LOC"), ("Acme", "ORG")]
