"""A number and the currency beside it."""

from dataclasses import replace

import pytest

from streams.money.guards import guard
from streams.money.language import language
from streams.money.scan import lower, tokens
from streams.money.terms import terms


@pytest.mark.parametrize("text", ["3 millions de dollars", "3 millions d’euros", "3 millions d'euros"])
def test_a_languages_of_may_stand_between_number_and_noun(text: str) -> None:
    english = language("en")
    other = replace(english, words={**english.words, "filler": frozenset({"de", "d’", "d'"})})
    stretch = tokens(text, lower(text), 0, len(text), other.code)
    [term] = terms(stretch, other, guard(other))
    assert (term.first, term.last) == (0, len(stretch))
    assert term.unit
