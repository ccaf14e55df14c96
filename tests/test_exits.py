"""How a worker's process ended, in a word."""

import pytest

from streams.exits import how


@pytest.mark.parametrize(
    ("status", "told"),
    [(0, "clean"), (1, "failed"), (2, "failed"), (3, "state_lost"), (4, "fenced"), (77, "failed"), (-9, "killed")],
)
def test_every_status_has_a_word(status: int, told: str) -> None:
    assert how(status) == told
