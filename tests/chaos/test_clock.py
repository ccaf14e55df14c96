"""The feed's clock and where its records go."""

import time
from collections import Counter

from tests.chaos.clock import DAY_SECONDS, Clock
from tests.chaos.publisher import unevenly

TEN_DAYS_MS = 10 * DAY_SECONDS * 1000
MINUTE_MS = 60_000


def ago(milliseconds: int) -> float:
    """How long ago that was, in ms."""
    return time.time() * 1000 - milliseconds


def test_a_clock_of_days_ago_is_not_ours() -> None:
    assert Clock().is_ours
    assert not Clock(days=10).is_ours
    assert abs(ago(Clock().now())) < MINUTE_MS
    assert abs(ago(Clock(days=10).now()) - TEN_DAYS_MS) < MINUTE_MS


def test_a_fast_clock_stops_at_the_present() -> None:
    clock = Clock(days=10, speed=1e9)
    time.sleep(0.01)  # at least: so long it takes to catch up, and ours may not have moved yet
    assert abs(ago(clock.now())) < MINUTE_MS


def test_a_backlog_is_spread_over_the_days_and_ends_now() -> None:
    clock = Clock(days=10)
    stamps = list(clock.backlog(100))
    assert stamps == sorted(stamps)
    assert abs(ago(stamps[0]) - TEN_DAYS_MS) < MINUTE_MS
    assert abs(ago(stamps[50]) - TEN_DAYS_MS / 2) < MINUTE_MS
    assert abs(ago(clock.now())) < MINUTE_MS
    assert not clock.is_ours


def test_partitions_are_filled_unevenly_and_all_of_them() -> None:
    filled = Counter(unevenly(f"wire/{number}".encode(), 8) for number in range(8000))
    assert sorted(filled) == list(range(8))
    assert filled[0] > 4 * filled[7] > 0
