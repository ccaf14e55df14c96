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
        ("Commodity Systems", ", Co-founder Jane Doe", ""),
        ("Commodity Systems", ", AG Jane Doe said", ""),
        ("Commodity Systems", ", SA's largest", ""),
        ("Commodity Systems", ", AG, said", ", AG"),
        ("Commodity Systems", ", Inc.'s rise", ", Inc."),
        ("Commodity Systems", ", Co. said", ", Co."),
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
        ("Jane Doe", "-mania", ""),
        ("Jane Doe", "-hater", ""),
        ("Jane Doe", "-style", ""),
        ("Jane Doe", "-fan", ""),
    ],
)
def test_a_syllable_after_a_hyphen_belongs_to_a_full_name(name: str, rest: str, taken: str) -> None:
    assert person_end(name + rest, 0, len(name)) == len(name + taken)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("São Paulo 😀", "São Paulo"),
        ("Paris", "Paris"),
        ("😀", "😀"),
        ("Yahoo!", "Yahoo!"),
        ("Ann \u2764\ufe0f", "Ann"),
        ("Jose\u0301😀", "Jose\u0301"),
        ("Ann 👩\u200d💻", "Ann"),
        ("Jose\u0301", "Jose\u0301"),
    ],
)
def test_symbols_at_the_end_are_no_part_of_a_name(name: str, kept: str) -> None:
    assert name[: without_symbols(name, 0, len(name))] == kept


def test_a_legal_form_is_no_mention_beside_its_company() -> None:
    text = "The suit names Acme Holdings, LLC, and Northern Widget Holdings, Inc., of Boston."
    names = [mention.text for mention in load_builtin().tag({"body": text})]
    assert {"Acme Holdings, LLC", "Northern Widget Holdings, Inc."} <= set(names)
    assert not {"LLC", "Inc."} & set(names)


@pytest.mark.parametrize(
    "syllable",
    [
        "un",
        "yeol",
        "hyun",
        "hyeok",
        "kyung",
        "byeong",
        "seok",
        "jae",
        "ho",
        "kwan",
        "ching",
        "tzu",
        "hsien",
        "yuan",
        "zhen",
        "shek",
        "ming",
        "woo",
        "sook",
        "eun",
        "ryul",
        "pyo",
        "ngor",
        "sze",
        "siu",
        "jeou",
        "yew",
        "loong",
        "te",
        "hwa",
    ],
)
def test_syllables_of_names_are_known_by_their_sounds(syllable: str) -> None:
    text = f"Jane Doe-{syllable} said"
    assert person_end(text, 0, 8) == len(text) - 5
