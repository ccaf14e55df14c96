"""Reading a page is work that grows with its length. It is not timed."""

import pytest

from streams.inputs.page import parse_page
from streams.inputs.page_lines import MAX_PIECES
from tests.support.work import calls


@pytest.mark.parametrize(
    "page",
    [
        " " * 900_000,
        "\t" * 900_000 + "a",
        "\u00a0" * 500_000 + "\na",
        "A title\n" + " " * 900_000,
        " \n" * 300_000,
        "a" + " |" * 200_000 + "\nb",
        "x | " * 200_000 + "\nx\n",
    ],
    ids=lambda page: f"{page[:8]!r}…",
)
def test_a_page_is_read_whatever_it_repeats(page: str) -> None:
    """A quadratic search would not come back from half a million characters."""
    assert parse_page(page, source="a", article_id="1")["source"]


def test_so_many_pieces_of_the_first_lines_are_taken_for_dates_and_no_more() -> None:
    """To rule a date out takes long: twelve lines of forty pieces took half a second."""
    line = "May 1 | " * (MAX_PIECES // 2 - 2) + "\n"
    few, many = (f"A headline of a page\n{line * count}Text." for count in (2, 10))
    least, most = (calls(lambda page=page: parse_page(page, source="a", article_id="1")) for page in (few, many))  # type: ignore[misc]
    assert most < 1.5 * least
