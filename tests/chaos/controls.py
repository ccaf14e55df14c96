"""The harness against workers that are broken on purpose: it must catch each. Takes a quarter of an hour, so it is
run by name: `python -m pytest tests/chaos/controls.py`."""

import asyncio
from pathlib import Path

import pytest

from tests.chaos.campaign import run
from tests.chaos.ledger import RULES
from tests.chaos.mutants import MUTANTS
from tests.chaos.plan import Plan


@pytest.mark.broker
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", MUTANTS)
def test_the_harness_catches(name: str, tmp_path: Path) -> None:
    plan = Plan(seed=6, faults=4, only=MUTANTS[name].faults, mutant=name, rate=15, overlap=0, patience=40)
    outcome = asyncio.run(run(plan, print, tmp_path))
    assert MUTANTS[name].stops or outcome.counts["events"] > 100, "it does not work at all, so nothing was learned"
    found = {finding.rule for finding in outcome.findings} & RULES.keys()
    assert found
    print(f"{name}: found as {', '.join(sorted(found))}")


@pytest.mark.broker
@pytest.mark.timeout(900)
def test_the_harness_lets_the_worker_as_it_is_pass(tmp_path: Path) -> None:
    plan = Plan(seed=6, faults=5, only=("kill-worker", "kill-before-send"), rate=15, overlap=0, patience=60)
    assert asyncio.run(run(plan, print, tmp_path)).findings == []
