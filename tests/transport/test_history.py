"""A record is blamed when it was marked at three ends without a word, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.transport.history import WORKING, CrashHistory

offsets = st.none() | st.integers(0, 2**40)
histories = st.builds(
    CrashHistory,
    at_work=st.booleans(),
    ends=st.integers(0, 99),
    marked=offsets,
    struck=offsets,
    strikes=st.integers(0, 9),
)


@given(histories)
def test_what_is_written_is_read(history: CrashHistory) -> None:
    assert CrashHistory.read(history.written()) == history


@pytest.mark.parametrize("foreign", [None, "", "somebody else's words", "newsmill/1 at work ends=x"])
def test_what_others_have_written_says_nothing(foreign: str | None) -> None:
    assert CrashHistory.read(foreign) == CrashHistory()


def test_ends_that_say_why_are_not_counted() -> None:
    history = CrashHistory()
    for _ in range(10):
        history = history.taken_over().ended()
    assert not history.taken_over().suspicious


def test_from_the_second_end_without_a_word_the_next_record_is_handled_alone() -> None:
    first = CrashHistory().taken_over()
    second = first.taken_over()
    assert (first.suspicious, second.suspicious, second.taken_over().suspicious) == (False, False, True)


def test_a_record_that_was_marked_at_three_ends_is_blamed() -> None:
    history = CrashHistory().taken_over().taken_over().taken_over()
    for strikes in range(3):
        assert (history.poison, history.strikes) == (None, strikes)
        history = history.marking(105).taken_over()
    assert history.poison == 105


def test_strikes_of_different_records_do_not_add_up() -> None:
    history = CrashHistory().taken_over().taken_over().taken_over()
    for offset in (7, 8, 7, 8, 7, 8):
        history = history.marking(offset).taken_over()
        assert history.poison is None


def test_an_end_that_says_why_while_a_record_is_marked_is_no_strike() -> None:
    history = CrashHistory().taken_over().taken_over().taken_over()
    for _ in range(5):
        history = history.marking(105).ended().taken_over()
    assert (history.poison, history.strikes) == (None, 0)


def test_a_record_that_kills_behind_others_is_found_while_each_is_handled_alone() -> None:
    history = CrashHistory().taken_over().taken_over().taken_over().marking(100)
    for strikes in range(3):
        history = history.done(careful=True).marking(105)  # those before it ended nobody
        assert history.strikes == 0
        for again in range(strikes + 1):
            history = history.taken_over()
            assert history.suspicious
            assert history.strikes == again + 1
            history = history.marking(105)
    assert history.poison == 105


def test_what_was_done_makes_all_forgotten() -> None:
    assert (WORKING.suspicious, WORKING.poison, WORKING.ends) == (False, None, 0)
