"""Figures and what they are rounded to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.money import FoundAmount
from streams.money.model import Bound
from streams.money.rounding import is_rounded, roughly


def amount(figure: str | Decimal, bound: Bound | None = None) -> FoundAmount:
    return FoundAmount("body", 0, 1, "$", Decimal(figure), None, None, "USD", "explicit", bound=bound)


@pytest.mark.parametrize(
    ("rough", "bound", "fine", "wanted"),
    [
        ("1.2e9", None, "1.24e9", True),
        ("1.2e9", None, "1.25e9", True),
        ("1.2e9", None, "1.26e9", False),
        ("1.2e9", "more_than", "1.26e9", True),
        ("1.2e9", "more_than", "1.19e9", False),
        ("1.3e9", "less_than", "1.26e9", True),
        ("1.3e9", "at_most", "1.31e9", False),
        ("2e9", None, "1.98e9", True),
        ("1e9", None, "1.24e9", False),
        ("1e9", "more_than", "1.24e9", False),
        ("1.2e9", None, "1.3e9", False),
        ("-5.2", None, "-5.24", True),
        ("-5.2", None, "5.24", False),
        ("0", None, "0.01", False),
    ],
)
def test_the_rougher_figure_is_the_finer_one_at_the_digits_that_it_shows(
    rough: str, bound: Bound | None, fine: str, wanted: bool
) -> None:
    assert is_rounded(amount(rough, bound), amount(fine)) is wanted
    assert is_rounded(amount(fine), amount(rough, bound)) is wanted


@given(
    st.decimals(min_value="0.01", max_value="1e15", places=2),
    st.integers(-2, 13),
    st.sampled_from([None, "more_than", "less_than"]),
)
def test_a_rounded_figure_is_found_near_the_other(figure: Decimal, places: int, bound: Bound | None) -> None:
    """Only what shares a key is compared at all."""
    fine, rough = amount(figure), amount(round(figure, -places), bound)
    if is_rounded(fine, rough):
        assert roughly(rough)[0] in roughly(fine)
        assert roughly(fine)[0] in roughly(rough)
