"""The work grows with the text and no faster. Calls are counted, not time, which benchmarks/ measures."""

from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.money_texts import PIECES
from streams.money import find_money, read_money
from streams.money.scan import MARKS, MOST_MARKS, most_marks
from tests.support.work import calls

SHORT, LONG = 1_200, 4_800
GROWTH = LONG / SHORT
SLACK = 1.3
"""Windows at both ends and dictionaries that are built on the way."""
SETTLING = 2_000
"""Calls that any text may cost."""


def repeated(pieces: tuple[str, ...], length: int) -> str:
    """A text of that length that says the pieces over and over."""
    return "".join(islice(cycle("".join(pieces)), length))


def is_linear(pieces: tuple[str, ...]) -> bool:
    """Whether four times the text costs about four times the calls."""
    short, long = (calls(lambda n=n: find_money({"body": repeated(pieces, n)})) for n in (SHORT, LONG))  # type: ignore[misc]
    return long <= GROWTH * SLACK * short + SETTLING


@pytest.fixture(autouse=True, scope="module")
def tables() -> None:
    """Tables are built on the first use; that is not the text's work."""
    find_money({"body": "$5 or 3 francs (about 4 euros)"})


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_that_repeats_one_thing_costs_what_its_length_says(piece: str) -> None:
    assert is_linear((piece,))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=4).map(tuple))
def test_no_mixture_of_pieces_costs_more_than_its_length_says(pieces: tuple[str, ...]) -> None:
    assert is_linear(pieces)


def test_an_article_has_so_many_marks_of_money_and_no_more() -> None:
    """What bounds a hostile text: marks behind the first few hundred are not looked at, in whatever field they are."""
    fields = {"title": "$1 " * 100, "body": "$1 " * 10_000}
    most = most_marks(sum(map(len, fields.values())))
    findings = read_money(fields)
    assert most <= len(findings.amounts) < most + 100
    assert not findings.whole


def test_an_article_with_as_many_marks_as_the_budget_has_is_read_whole() -> None:
    assert read_money({"title": "$1 " * 10, "body": "$1 " * (MARKS - 10)}).whole


def test_a_longer_article_has_more_marks_up_to_a_most() -> None:
    assert [most_marks(length) for length in (0, 10_000, 10_000_000)] == [MARKS, 300, MOST_MARKS]
