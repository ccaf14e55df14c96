"""A short campaign in each mode, on a broker of its own: what CI can afford. `make chaos` runs longer ones."""

import asyncio
from pathlib import Path

import pytest

from streams.broker import BrokerError, default_data_dir, jars
from streams.settings import Guarantee
from tests.chaos.campaign import run
from tests.chaos.plan import Outcome, Plan
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


def plan(guarantee: Guarantee) -> Plan:
    only = FAULTS[guarantee]
    return Plan(seed=20, faults=len(only), guarantee=guarantee, rate=12, overlap=0.25, only=only, session_timeout=6)


@pytest.fixture(scope="module")
def outcomes(kafka_from_jars: None, tmp_path_factory: pytest.TempPathFactory) -> dict[Guarantee, Outcome]:
    """Both campaigns, side by side: most of the time each waits for what it has broken."""

    async def both() -> list[Outcome]:
        return await asyncio.gather(*(run(plan(mode), print, tmp_path_factory.mktemp(mode)) for mode in FAULTS))

    return dict(zip(FAULTS, asyncio.run(both()), strict=True))


@pytest.mark.broker
@pytest.mark.timeout(600)  # two minutes on an idle machine; a loaded one recovers slowly
@pytest.mark.parametrize("guarantee", FAULTS)
def test_nothing_is_lost_or_twice_under_faults(
    guarantee: Guarantee, outcomes: dict[Guarantee, Outcome], tmp_path: Path
) -> None:
    outcome = outcomes[guarantee]
    assert outcome.findings == []
    assert len(outcome.faults) == len(FAULTS[guarantee])
    assert outcome.counts["records"] > 300
    assert "Nothing lost" in write(outcome, tmp_path, "report").read_text()
