"""A short campaign in each mode, on a broker of its own: what CI can afford. `make chaos` runs longer ones."""

import asyncio
from pathlib import Path

import pytest

from streams.broker import BrokerError, default_data_dir, jars
from streams.settings import Guarantee
from tests.chaos.campaign import run
from tests.chaos.plan import Plan
from tests.chaos.report import write

# One of each sort, so that a slip in any of the worker's defences shows within two minutes.
FAULTS = {
    Guarantee.EXACTLY_ONCE: ("kill-before-commit", "kill-broker", "freeze-past-the-session", "output-too-large"),
    Guarantee.AT_LEAST_ONCE: ("kill-after-send", "raise-after-send", "network-reset"),
}


@pytest.fixture(scope="module", autouse=True)
def kafka_from_jars() -> None:
    """A campaign kills its broker, so it needs one of its own, from Kafka's jars."""
    try:
        jars.java()
        jars.kafka_jars(default_data_dir())
    except BrokerError as missing:
        pytest.skip(str(missing))


@pytest.mark.broker
@pytest.mark.timeout(600)  # two minutes on an idle machine; a loaded one recovers slowly
@pytest.mark.parametrize("guarantee", FAULTS)
def test_nothing_is_lost_or_twice_under_faults(guarantee: Guarantee, tmp_path: Path) -> None:
    only = FAULTS[guarantee]
    plan = Plan(seed=20, faults=len(only), guarantee=guarantee, rate=12, overlap=0.25, only=only, session_timeout=6)
    outcome = asyncio.run(run(plan, print, tmp_path))
    assert outcome.findings == []
    assert len(outcome.faults) == len(only)
    assert outcome.counts["records"] > 300
    assert "Nothing lost" in write(outcome, tmp_path, "report").read_text()
