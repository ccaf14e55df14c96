"""A record is blamed when it was marked at three ends without a word, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.transport.trace import WORKING, Trace

offsets = st.none() | st.integers(0, 2**40)
traces = st.builds(
    Trace, at_work=st.booleans(), ends=st.integers(0, 99), marked=offsets, struck=offsets, strikes=st.integers(0, 9)
)


@given(traces)
def test_what_is_written_is_read(trace: Trace) -> None:
    assert Trace.read(trace.written()) == trace


@pytest.mark.parametrize("foreign", [None, "", "somebody else's words", "newsmill/1 at work ends=x"])
def test_what_others_have_written_says_nothing(foreign: str | None) -> None:
    assert Trace.read(foreign) == Trace()


def test_ends_that_say_why_are_not_counted() -> None:
    trace = Trace()
    for _ in range(10):
        trace = trace.taken_over().ended()
    assert not trace.taken_over().suspicious


def test_from_the_second_end_without_a_word_the_next_record_is_handled_alone() -> None:
    first = Trace().taken_over()
    second = first.taken_over()
    assert (first.suspicious, second.suspicious, second.taken_over().suspicious) == (False, False, True)


def test_a_record_that_was_marked_at_three_ends_is_blamed() -> None:
    trace = Trace().taken_over().taken_over().taken_over()
    for strikes in range(3):
        assert (trace.poison, trace.strikes) == (None, strikes)
        trace = trace.marking(105).taken_over()
    assert trace.poison == 105


def test_strikes_of_different_records_do_not_add_up() -> None:
    trace = Trace().taken_over().taken_over().taken_over()
    for offset in (7, 8, 7, 8, 7, 8):
        trace = trace.marking(offset).taken_over()
        assert trace.poison is None


def test_an_end_that_says_why_while_a_record_is_marked_is_no_strike() -> None:
    trace = Trace().taken_over().taken_over().taken_over()
    for _ in range(5):
        trace = trace.marking(105).ended().taken_over()
    assert (trace.poison, trace.strikes) == (None, 0)


def test_a_record_that_kills_behind_others_is_found_while_each_is_handled_alone() -> None:
    trace = Trace().taken_over().taken_over().taken_over().marking(100)
    for strikes in range(3):
        trace = trace.done(careful=True).marking(105)  # those before it ended nobody
        assert trace.strikes == 0
        for again in range(strikes + 1):
            trace = trace.taken_over()
            assert trace.suspicious
            assert trace.strikes == again + 1
            trace = trace.marking(105)
    assert trace.poison == 105


def test_what_was_done_makes_all_forgotten() -> None:
    assert (WORKING.suspicious, WORKING.poison, WORKING.ends) == (False, None, 0)
