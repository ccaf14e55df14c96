"""What a line is told to be by the phrases that pages are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.furniture.kinds import Kind, fold, is_lead, is_notice, kinds_of, recurs, stands_anywhere

ANYWHERE = (
    "Advertisement",
    "ANZEIGE",
    "Publicité",
    "Skip to main content",
    "Sign up for our newsletter: the coast daily",
)
NOWHERE_ALONE = (
    "Advertising",
    "Advertisements for the ferry rose to 12",
    "Shares",
    "Sign up for our sakes, she said, " + "and he did, " * 12,
    "Anzeigen",
    "Related",
    "",
)


@pytest.mark.parametrize("line", ANYWHERE)
def test_the_pages_own_wherever_it_stands(line: str) -> None:
    assert stands_anywhere(fold(line))


@pytest.mark.parametrize("line", NOWHERE_ALONE)
def test_not_the_pages_own_by_itself(line: str) -> None:
    assert not stands_anywhere(fold(line))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share", Kind.BUTTON),
        ("Comments (12)", Kind.BUTTON),
        ("S’abonner", Kind.BUTTON),
        ("5 min", Kind.BUTTON),
        ("» Wirtschaft", Kind.MENU),
        ("Contact us", Kind.MENU),
        ("WhatsApp", Kind.PLATFORM),
        ("Home > Business > Ports", Kind.LINE),
        ("News · Sport · Lamu", Kind.LINE),
        ("Home News World Business Sport", Kind.LINE),
        ("Share: Facebook | X | Email", Kind.LINE),
    ],
)
def test_beside_others_a_line_is_of_a_kind(line: str, kind: Kind) -> None:
    assert kind in kinds_of(fold(line))


@pytest.mark.parametrize(
    "line",
    ["Grain terminal reopens", "http://harbour.example/news/world", "Lerwin 3 | Osmark 2", "world news of the harbour",
     "Ida Brekke / Jonas Petersen / Ada Lund", "12.4", "x" * 200],
)  # fmt: skip
def test_other_lines_are_of_none(line: str) -> None:
    assert not kinds_of(fold(line))


@pytest.mark.parametrize(
    ("line", "notice"),
    [
        ("We use cookies to measure how this site is read. By clicking “Accept” you agree.", True),
        ("© 2025 Harbour Daily", True),
        ("Nachdruck verboten. Alle Rechte vorbehalten.", True),
        ("The photograph is © Ada Lund.", False),
        ('"We use cookies," he said, "and our privacy policy says so."', False),
        ("The company said that its privacy policy had been drawn up in terms and conditions of 1998.", False),
    ],
)
def test_notices_are_in_the_pages_words(line: str, notice: bool) -> None:
    assert is_notice(fold(line)) == notice


@pytest.mark.parametrize(("line", "again"), [("Read more: Fish prices fall", True), ("Readers want more", False),
                                              ("Costa Ricans: ₡1000 Foreigners: $15", False), ("Q:", False),
                                              ("Image: Nora Lund", False), ("Club P W D L", False)])  # fmt: skip
def test_what_goes_where_it_recurs(line: str, again: bool) -> None:
    assert recurs(fold(line)) == again


@pytest.mark.parametrize(("line", "lead"), [("Most read", True), ("Mehr zum Thema:", True), ("More from Lamu", True),
                                             ("Most read books of the year", False)])  # fmt: skip
def test_what_leads_a_list_of_other_articles_in(line: str, lead: bool) -> None:
    assert is_lead(fold(line)) == lead


@given(st.text(max_size=200))
def test_any_line_has_an_answer(text: str) -> None:
    line = fold(text)
    assert kinds_of(line) <= set(Kind)
    assert {type(ask(line)) for ask in (stands_anywhere, is_notice, recurs, is_lead)} == {bool}
