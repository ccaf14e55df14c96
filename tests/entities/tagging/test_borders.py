"""Where names end: a legal form after a comma and a syllable after a hyphen belong to them, other words do not."""

import pytest

from streams.entities.tagging.borders import company_end, person_end, without_symbols
from streams.entities.tagging.builtin import load_builtin


@pytest.mark.parametrize(
    ("name", "rest", "taken"),
    [
        ("Marsh & Oduya", ", LLP, has moved.", ", LLP"),
        ("Commodity Systems", ", Inc. (CSI).", ", Inc."),
        ("Commodity Systems", ", Inc said so.", ", Inc"),
        ("Commodity Systems", ", Incheon and others", ""),
        ("Commodity Systems", ", the broker", ""),
    ],
)
def test_a_legal_form_after_a_comma_belongs_to_the_company(name: str, rest: str, taken: str) -> None:
    assert company_end(name + rest, len(name)) == len(name + taken)


@pytest.mark.parametrize(
    ("name", "rest", "taken"),
    [
        ("Seo Min", "-jae said", "-jae"),
        ("Carmen Ho Ka", "-man, who", "-man"),
        ("Jane Doe", "-led talks", ""),
        ("Jane Doe", "-era law", ""),
        ("Jane Doe", "-appointed judge", ""),
        ("Doe", "-san bowed", ""),
        ("Jane Doe", "-Smith", ""),
    ],
)
def test_a_syllable_after_a_hyphen_belongs_to_a_full_name(name: str, rest: str, taken: str) -> None:
    assert person_end(name + rest, 0, len(name)) == len(name + taken)


@pytest.mark.parametrize(
    ("name", "kept"), [("São Paulo 😀", "São Paulo"), ("Paris", "Paris"), ("😀", "😀"), ("Yahoo!", "Yahoo!")]
)
def test_symbols_at_the_end_are_no_part_of_a_name(name: str, kept: str) -> None:
    assert name[: without_symbols(name, 0, len(name))] == kept


def test_a_legal_form_is_no_mention_beside_its_company() -> None:
    text = "The suit names Acme Holdings, LLC, and Northern Widget Holdings, Inc., of Boston."
    names = [mention.text for mention in load_builtin().tag({"body": text})]
    assert {"Acme Holdings, LLC", "Northern Widget Holdings, Inc."} <= set(names)
    assert not {"LLC", "Inc."} & set(names)
