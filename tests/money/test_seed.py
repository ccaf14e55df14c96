"""The page that the project began with holds three amounts."""

from decimal import Decimal
from pathlib import Path

import pytest

from streams.money import find_money

SEED = Path(__file__).parents[3] / "shared" / "data" / "seed"


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not part of the project")
def test_seed_page_gives_its_three_amounts() -> None:
    """The page holds the article twice; either copy gives the same three amounts."""
    amounts = find_money({"body": next(SEED.glob("*.txt")).read_text("utf-8")})
    euros, dollars, rebuilding = amounts[:3]
    assert [(one.currency, one.amount) for one in amounts] == 2 * [
        ("EUR", Decimal("90000000000")),
        ("USD", Decimal("105410000000")),
        ("USD", Decimal("524000000000")),
    ]
    assert (dollars.equivalent_of, dollars.implied_rate, dollars.approximate) == (0, Decimal("1.1712"), True)
    assert euros.equivalent_of is None
    assert rebuilding.equivalent_of is None
