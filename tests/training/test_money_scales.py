"""The shipped table of scale words is what its maker gives."""

from streams.tables import Tables
from training.money_scales import scale_words


def test_the_table_is_made_of_cldr_as_it_is_installed() -> None:
    assert set(Tables("streams.money").words("scales.txt")) == scale_words()
