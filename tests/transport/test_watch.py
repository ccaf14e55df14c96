"""What has work to do has to move; what has none, or waits for a broker that is away, may stand."""

from typing import Any

import pytest

from streams.transport.errors import StalledError
from streams.transport.watch import Watch


def watch(*looks: dict[str, Any], every: float = 5.0, limit: float = 12.0) -> None:
    """Compare these one after the other, `every` seconds apart."""
    watching = Watch(app=None, stall_seconds=limit)
    for number, standing in enumerate(looks):
        watching.compare(standing, number * every)


@pytest.mark.parametrize(
    "looks",
    [
        [{"in/0": 1}] * 3,
        [{"in/0": 1}, {"in/0": 1}, {"in/0": 2}, {"in/0": 2}, {"in/0": 2}],
        [{"in/0": 1}, {"in/0": 1}, {}, {"in/0": 1}, {"in/0": 1}, {"in/0": 1}],
    ],
    ids=["not for long", "moved in between", "idle in between"],
)
def test_what_moves_now_and_then_is_left_alone(looks: list[dict[str, Any]]) -> None:
    watch(*looks)


def test_one_partition_that_stands_is_named_though_others_move() -> None:
    with pytest.raises(StalledError, match=r"in/1 stands still for 15 s although the broker answers: 7"):
        watch(*({"in/0": number, "in/1": 7} for number in range(4)))
