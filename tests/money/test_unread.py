"""What was not read at a sum leaves it out, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.money import MoneyContext, cldr, find_money
from streams.money.language import language, languages

ENGLISH = language("en")
SCALES = sorted(
    word
    for word in cldr.scale_words()
    if word not in ENGLISH.numbers and word not in ENGLISH.words["unscaled"] and len(word) > 2
)
scales = st.sampled_from(SCALES)
sums = st.sampled_from(["$5", "€3,2", "R$ 7.5", "USD 20", "¥200", "₺1.5", "£40-50"])


@given(sums, scales, st.sampled_from(["en", "sv", "xx"]))
def test_a_sum_with_a_scale_that_is_not_read_is_none(money: str, scale: str, tag: str) -> None:
    """Not in any language without tables, nor in one of which the text is said to be and is not."""
    assert find_money({"body": f"x {money} {scale} x"}, MoneyContext(language=tag)) == []


@pytest.mark.parametrize("code", languages())
@given(scale=scales)
def test_no_language_gives_the_number_before_a_scale_alone(code: str, scale: str) -> None:
    for one in find_money({"body": f"x $7 {scale} x"}, MoneyContext(language=code)):
        assert one.amount is not None
        assert one.amount > 7


BROKEN = [", 000", ". 50", " .5 million", " 00", "xyz", "亿", " млн", " लाख", " 억", ". 5 million"]


@pytest.mark.parametrize("rest", BROKEN)
def test_broken_digits_and_other_letters_leave_a_sum_out(rest: str) -> None:
    assert find_money({"body": f"It cost $530{rest}"}) == []
