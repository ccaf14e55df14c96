"""`newsmill doctor` on a real broker: what is broken there is found, and what is not is left alone."""

import asyncio
import json
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete
from click.testing import CliRunner

from schemas.codec import encode
from streams.broker import Broker
from streams.cli import main
from streams.clients.admin import admin, check_topics, create_topics, delete_topics
from streams.inputs import InputRecord
from streams.outputs import Output
from streams.settings import Settings
from tests.support.worker import Installation

pytestmark = pytest.mark.broker
CHECKS = {"versions", "settings", "kafka", "topics", "replicas", "workers", "offsets", "changelog", "clock"}
ARTICLE = {"source": "wire", "id": "1", "body": "The harbour board met on Tuesday and heard how far the dredging is."}


def found(code: int) -> dict[str, list[dict[str, str]]]:
    """What is found by its level."""
    result = CliRunner().invoke(main, ["doctor", "--json"], catch_exceptions=False)
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == code, result.output
    assert {one["check"] for one in told} == CHECKS
    return {level: [one for one in told if one["level"] == level] for level in ("ok", "warn", "bad")}


def checks(findings: list[dict[str, str]]) -> list[str]:
    return [one["check"] for one in findings]


@pytest.fixture
def newsmill(broker: Broker, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """One whose settings the commands have too, and that has done an article and ended."""
    settings = Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=0, raw_partitions=1)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    newsmill = Installation(settings, tmp_path)
    newsmill.create_topics()
    newsmill.publish([InputRecord(b"wire/1", encode(ARTICLE), (), "here")])
    with newsmill.worker():
        assert len(newsmill.events(["enriched"], 1)["enriched"]) == 1, newsmill.log()
        assert not found(0)["bad"]
    return newsmill


def test_what_is_broken_is_found(newsmill: Installation) -> None:
    assert checks(found(1)["bad"]) == ["workers"]
    newsmill.publish([InputRecord(b"wire/1", encode(ARTICLE), (), "here")] * 30)
    asyncio.run(_break(newsmill))
    told = found(1)["bad"]
    assert checks(told) == ["topics", "workers", "offsets", "changelog"]
    assert told[0]["told"] == f"{newsmill.topics[Output.MONEY].name}: missing"
    assert "deleted before they were read" in told[2]["told"]
    assert "its changelog is empty" in told[3]["told"]


async def _break(newsmill: Installation) -> None:
    """One topic less, a record deleted unread, and a changelog that was made anew."""
    named = newsmill.topics
    async with admin(newsmill.settings.connection) as client:
        await delete_topics(client, [named[Output.MONEY], named.changelog])
        await client.delete_records({TopicPartition(named.raw.name, 0): RecordsToDelete(before_offset=30)})
        while not await create_topics(client, [named.changelog], 1):  # noqa: ASYNC110 - a broker has no event for it
            await asyncio.sleep(0.2)
        while await check_topics(client, [named.changelog], 1):  # noqa: ASYNC110
            await asyncio.sleep(0.2)


def test_a_broker_that_is_away_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_BROKERS", "127.0.0.1:9")
    result = CliRunner().invoke(main, ["doctor"], catch_exceptions=False)
    assert result.exit_code == 1
    assert "bad   kafka      no Kafka broker answers at 127.0.0.1:9" in result.stdout
