"""Where the page's own lines stand. What becomes of whole articles is in tests/dedup/cleaning."""

from hypothesis import given
from hypothesis import strategies as st

from streams.furniture.kinds import fold
from streams.furniture.places import own_lines

TEXT = [
    "The harbour wall at Lerwin will be rebuilt in two stages, the council decided on Tuesday.",
    "Work on the northern half begins in May and is to cost 14 million kroner.",
    '"Nobody in this town has slept well since 1998," said Ida Brekke of the ferry office.',
    "Boats of more than twelve metres will have to berth at the old fish quay.",
]
MENU = ["Home", "News", "Lamu", "Business", "Sport", "Opinion"]
PAGE = [
    *MENU,
    "Share",
    "Facebook",
    "Advertisement",
    "Most read",
    "© 2025 Lerwin Post",
    "Fish prices fall",
    "By Ada Lund",
]


def own(*lines: str) -> list[str]:
    return [lines[at] for at in sorted(own_lines([fold(line) for line in lines]))]


def test_a_menu_takes_its_unknown_words_along_and_not_the_headline() -> None:
    assert own(*MENU, "Wall to be rebuilt", "By Ada Lund", *TEXT) == MENU


def test_words_of_a_menu_between_paragraphs_are_the_articles() -> None:
    assert own(*TEXT[:2], *MENU, *TEXT[2:]) == []


def test_one_button_alone_may_be_anything() -> None:
    assert own("Share", *TEXT) == []
    assert own("Share", "Save", *TEXT) == ["Share", "Save"]


def test_names_of_networks_alone_are_companies() -> None:
    assert own(*TEXT, "Facebook", "WhatsApp") == []
    assert own(*TEXT, "Facebook", "WhatsApp", "Copy") == ["Facebook", "WhatsApp", "Copy"]


def test_what_a_colon_leads_in_is_the_articles() -> None:
    assert own(*TEXT, "The paper has these parts:", "News", "Sport", "Opinion", "Weather") == []


def test_a_teaser_among_the_pages_lines_does_not_end_its_menu() -> None:
    teaser = "Two men were rescued off Lamu last night after nine hours at sea."
    assert own(*MENU, teaser, *MENU, *TEXT) == [*MENU, *MENU]


def test_a_list_of_the_articles_own_is_no_list_of_other_articles() -> None:
    box = ["Related stories", "Fish prices fall again in May", "Two men rescued off Lamu after a night at sea"]
    items = ["A crane for the northern pier", "Lamps along the whole of the wall"]
    assert own(*TEXT[:2], "The council wants three things:", *box, *items, *TEXT[2:]) == []
    assert own(*TEXT[:2], *box, "Three: Nobody asks the fishers", *TEXT[2:]) == box
    assert own(*TEXT[:2], *box, "1. Of which a third is the state's", *TEXT[2:]) == box


def test_a_figure_in_the_next_line_makes_a_table() -> None:
    assert own(*TEXT, "Advertisement", "12.4", "Print", "8.8", "Share", "14 %") == []
    assert own(*TEXT, "Related stories", "Fish prices fall", "Most read", "12.4") == [
        "Related stories",
        "Fish prices fall",
        "Most read",
    ]


def test_a_menu_has_no_figures() -> None:
    assert own(*TEXT, "News", "12", "Sport", "9", "Business", "7", "Opinion", "31") == []


def test_without_a_paragraph_all_may_be_a_list_or_verse() -> None:
    assert own("Home", "Life", "More", "Music", "Row the boat", "Share", "Save", "Most read", "Fish") == []


def test_where_nothing_else_is_left_nothing_is_the_pages() -> None:
    assert own("Advertisement", "Advertisement") == []
    assert own("Share", "Save", "Print") == []
    assert own() == []


@given(st.lists(st.sampled_from([*TEXT, *PAGE]), max_size=30))
def test_no_paragraph_is_the_pages_own(lines: list[str]) -> None:
    assert not {*own(*lines)} & {*TEXT}
    assert len(own(*lines)) < max(1, len(lines))
