"""The oldest Kafka that is supported: the short campaigns of `make test` find nothing lost or twice on it, either."""

import asyncio
import re
from pathlib import Path

import pytest

from streams.broker import BrokerError, default_data_dir, jars
from tests.chaos.campaign import run
from tests.chaos.test_campaign import FAULTS, plan

OLDEST = "4.0.0"

pytestmark = [pytest.mark.broker, pytest.mark.timeout(900)]


@pytest.fixture
def on_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brokers that are started from jars are of that version."""
    pom, version = tmp_path / "pom.xml", r"(?<=<kafka.version>)[^<]+"
    pom.write_text(re.sub(version, OLDEST, jars.pom().read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.setattr(jars, "pom", lambda: pom)
    try:
        jars.java()
        found = jars.kafka_jars(default_data_dir()).glob("kafka_2.13-*")
    except BrokerError as missing:
        pytest.skip(str(missing))
    assert [path.name for path in found] == [f"kafka_2.13-{OLDEST}.jar"]


async def test_nothing_is_lost_or_twice_under_faults(
    on_the_oldest: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outcomes = await asyncio.gather(*(run(plan(mode), print, tmp_path_factory.mktemp(mode)) for mode in FAULTS))
    for mode, outcome in zip(FAULTS, outcomes, strict=True):
        assert outcome.findings == []
        assert len(outcome.faults) == len(FAULTS[mode])
