"""Legal removal, step by step as docs/operations.md has it: afterwards no topic holds a word of the article."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete
from click.testing import CliRunner

from schemas.codec import encode
from streams.broker import Broker
from streams.cli import main
from streams.cli.tail import KINDS
from streams.clients.admin import admin
from streams.inputs import InputRecord
from streams.settings import Settings
from tests.support.worker import Installation

pytestmark = pytest.mark.broker
GONE = "Marlowe Quint paid the harbour master of Tobermory £40,000 for a berth, a letter seen by this paper says."
STAYS = "The lighthouse on Ardnamurchan gets a new lamp this spring, and the old one goes to a museum in Oban for £900."


@pytest.fixture
def newsmill(broker: Broker, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """One with a worker at work, whose settings the commands have too."""
    settings = Settings(
        brokers=broker.bootstrap, topic_prefix=prefix, web_port=0, raw_partitions=2, unique_partitions=2
    )
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    newsmill = Installation(settings, tmp_path)
    newsmill.create_topics()
    with newsmill.worker():
        yield newsmill


def call(*arguments: str, given: str = "", code: int = 0) -> str:
    result = CliRunner().invoke(main, arguments, input=given, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def article(number: int, text: str) -> InputRecord:
    fields = {"source": "wire", "id": f"{number}", "title": text[:30], "body": text}
    return InputRecord(f"wire/{number}".encode(), encode(fields), (), "here")


def test_an_article_vanishes_from_every_topic(newsmill: Installation) -> None:
    newsmill.publish([article(1, GONE), article(2, GONE)])
    assert len(newsmill.events(["enriched", "duplicates"], 2)["enriched"]) == 1, newsmill.log()
    # Its copies come by what they hold, not by its key.
    keys = {json.loads(line)["key"] for line in call(*tail("--grep", "Marlowe Quint", "--json")).splitlines()}
    assert {"wire/1", "wire/2"} <= keys
    tombstones = [{"$tombstone": {"source": "wire", "id": key.partition("/")[2]}} for key in ("wire/1", "wire/2")]
    call("publish", "-", given="".join(f"{json.dumps(one)}\n" for one in tombstones))
    newsmill.publish([article(3, STAYS)])
    assert len(newsmill.events(["enriched"], 4)["enriched"]) == 4, newsmill.log()
    while any(stage["behind"] for stage in json.loads(call("status", "--json"))["stages"]):
        pass

    found = [json.loads(line) for line in call(*tail("--grep", "Marlowe Quint", "--json")).splitlines()]
    asyncio.run(delete_up_to(newsmill, found))

    assert call(*tail("--grep", "Marlowe|Quint|Tobermory", "--count")) == "0\n"
    assert not [row for row in newsmill.events(["changelog"], 1)["changelog"] if b"Marlowe" in (row.value or b"")]
    newsmill.publish([article(4, STAYS)])
    assert len(newsmill.events(["duplicates"], 1)["duplicates"]) == 1, newsmill.log()
    call("doctor")


def tail(*arguments: str) -> list[str]:
    return ["tail", *KINDS, "--until-end", *arguments]


async def delete_up_to(newsmill: Installation, found: list[dict[str, int]]) -> None:
    """What kafka-delete-records.sh does."""
    before = dict[TopicPartition, RecordsToDelete]()
    for record in sorted(found, key=lambda one: one["offset"]):
        tp = TopicPartition(record["topic"], record["partition"])
        before[tp] = RecordsToDelete(before_offset=record["offset"] + 1)
    async with admin(newsmill.settings.connection) as client:
        await client.delete_records(before)
