"""Several brokers: a short campaign on three, and a coordinator that dies right after its answer on four."""

import asyncio
from pathlib import Path

import pytest

from tests.chaos.campaign import run
from tests.chaos.plan import Plan

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]

PLANS = {
    "three brokers": Plan(seed=31, faults=4, brokers=3, rate=10, only=("roll-brokers", "kill-worker", "freeze-broker")),
    "four brokers with slow sessions": Plan(
        seed=32, faults=2, brokers=4, rate=3, overlap=0, only=("kill-coordinator-after-end",)
    ),
    "a late end of a transaction": Plan(seed=33, faults=3, rate=10, overlap=0, only=("hold-back-end",)),
    "a backlog longer than the window": Plan(
        seed=34, faults=2, minutes=3, days=6, window=24, backlog=1500, only=("kill-worker",)
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_lost_or_twice(name: str, tmp_path: Path) -> None:
    outcome = asyncio.run(run(PLANS[name], print, tmp_path))
    assert outcome.findings == []
    assert outcome.faults
