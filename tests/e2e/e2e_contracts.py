"""The contracts as others use them: AsyncAPI's own parser, and a consumer in another language on a real broker."""

import asyncio
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from schemas.codec import encode
from schemas.headers import Headers
from streams import samples
from streams.broker import Broker
from streams.clients.publisher import publish, publisher
from streams.contracts.asyncapi import default_settings
from streams.contracts.channels import channels
from streams.contracts.files import ASYNCAPI, contract_files
from streams.inputs import InputRecord
from streams.kafka import Connection
from streams.outputs import ENDS, PUBLIC
from streams.settings import Settings
from tests.support.node import installed, node
from tests.support.worker import Installation

pytestmark = [pytest.mark.broker, pytest.mark.timeout(400)]

ROOT = Path(__file__).parents[2]
PLACE = ("topic", "partition", "offset")

EXAMPLES = {told.name: told for channel in channels() for told in channel.messages}
MONEY = EXAMPLES["MoneyRecord"]
ENRICHED = EXAMPLES["EnrichedArticle"]
KEY = b"meridian-wire/2026-11-24-0017"


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(Path(__file__).with_name("npm"), tmp_path_factory.mktemp("parser"))


def parsed(parser: Path, document: bytes) -> dict[str, Any]:
    """What AsyncAPI's parser makes of a document."""
    (parser / "document.json").write_bytes(document)
    result = node(parser, "parse.js", "document.json")
    assert result.returncode == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def test_asyncapis_own_parser_accepts_the_document_without_an_error_or_warning(parser: Path) -> None:
    told = parsed(parser, contract_files(default_settings())[ASYNCAPI])
    assert len(told["channels"]) == 6
    # That there is an AsyncAPI 3.1 is all that it has to say.
    assert {one["code"] for one in told["diagnostics"]} <= {"asyncapi-latest-version"}, told["diagnostics"]


@pytest.mark.parametrize(
    ("told", "other"),
    [(b'"type": "boolean"', b'"type": "truth"'), (b"schemas/Origin", b"schemas/Nothing"), (b'"receive"', b'"get"')],
)
def test_asyncapis_own_parser_refuses_a_document_that_is_wrong(told: bytes, other: bytes, parser: Path) -> None:
    document = contract_files(default_settings())[ASYNCAPI].replace(told, other)
    assert 0 in {one["severity"] for one in parsed(parser, document)["diagnostics"]}


@dataclass(frozen=True, slots=True)
class Consumer:
    """The example's consumer, with the document of an installation whose topics hold what became of the samples."""

    folder: Path
    newsmill: Installation

    def read(self) -> "subprocess.CompletedProcess[str]":
        """Every topic from its beginning to its end."""
        return node(self.folder, "consumer.js", "asyncapi.json", self.newsmill.settings.brokers or "", "--to-end")

    def put(self, kind: str, key: bytes, value: Any, headers: Headers) -> None:
        """A record as nobody should write it."""
        topic = self.newsmill.topics.by_name()[kind].name
        record = InputRecord(key, encode(value), tuple((name, told or b"") for name, told in headers), "test")

        async def send() -> None:
            async with publisher(Connection(self.newsmill.settings.brokers or ""), 1_000_000) as producer:
                async for _ in publish(producer, topic, [record]):
                    pass

        asyncio.run(send())


@pytest.fixture(scope="module")
def consumer(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Consumer:
    prefix = f"c{time.time_ns():x}."
    settings = Settings(
        brokers=broker.bootstrap, topic_prefix=prefix, raw_partitions=1, unique_partitions=2, web_port=0
    )
    folder = installed(ROOT / "examples" / "consumer-javascript", tmp_path_factory.mktemp("consumer"))
    (folder / "asyncapi.json").write_bytes(contract_files(settings)[ASYNCAPI])
    newsmill = Installation(settings, tmp_path_factory.mktemp("logs"))
    newsmill.create_topics()
    records = [record for file in samples.load() for record in file]
    with newsmill.worker():
        newsmill.publish(records)
        events = newsmill.events(ENDS, len(records))
        assert sum(map(len, events.values())) == len(records), newsmill.log()
    return Consumer(folder, newsmill)


def test_a_consumer_in_another_language_reads_every_record_and_finds_each_valid(consumer: Consumer) -> None:
    result = consumer.read()
    assert result.returncode == 0, result.stdout + result.stderr
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one for one in told if one["problems"] or not one["message"]] == []
    # Each kind of message is among them, and each record is one that `newsmill tail` shows.
    assert {one["message"] for one in told} == set(EXAMPLES) - {"Article", "Document", "Tombstone"}
    for kind in PUBLIC:
        topic = consumer.newsmill.topics.by_name()[kind].name
        read = sorted(tuple(one[part] for part in PLACE) for one in told if one["topic"] == topic)
        assert read == sorted(tailed(consumer.newsmill, kind, len(read)))
        print(f"{kind}: {len(read)} records, all valid")


def tailed(newsmill: Installation, kind: str, count: int) -> list[tuple[str, int, int]]:
    """Where the records stand that `newsmill tail --json` shows: `count`, and what else comes within a second."""
    command = [sys.executable, "-m", "streams.cli", "tail", kind, "--json", "--from-beginning"]
    env = os.environ | newsmill.settings.environment()
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ended = Timer(60, process.kill)
        ended.start()
        lines = [process.stdout.readline() for _ in range(count)]
        Timer(1, process.terminate).start()
        lines += process.stdout.readlines()
        ended.cancel()
    told = [json.loads(line) for line in lines if line]
    return [(one["topic"], one["partition"], one["offset"]) for one in told]


def without(headers: Headers, name: str) -> Headers:
    return [(other, value) for other, value in headers if other != name]


def misplaced() -> dict[str, Any]:
    """The example's event with its first amount a code point further on."""
    first, *others = ENRICHED.example["money"]
    moved: dict[str, Any] = ENRICHED.example | {"money": [first | {"start": first["start"] + 1}, *others]}
    return moved


@pytest.mark.parametrize(
    ("kind", "key", "value", "headers", "problem"),
    [
        ("money", KEY, MONEY.example | {"amount": 90}, MONEY.example_headers, "value/amount: must be string"),
        ("money", KEY, MONEY.example | {"kind": "tip"}, MONEY.example_headers, "value/kind: must be equal to one of"),
        ("money", KEY, MONEY.example, without(MONEY.example_headers, "ce_time"), "required property 'ce_time'"),
        ("money", b"else", MONEY.example, MONEY.example_headers, "the key is else"),
        ("enriched", KEY, misplaced(), ENRICHED.example_headers, 'and not "€90 million"'),
    ],
)  # fmt: skip
def test_a_record_that_breaks_its_contract_is_reported(
    kind: str, key: bytes, value: Any, headers: Headers, problem: str, consumer: Consumer
) -> None:
    consumer.put(kind, key, value, headers)
    result = consumer.read()
    assert result.returncode == 1
    told = [words for line in result.stdout.splitlines() for words in json.loads(line)["problems"]]
    assert any(problem in words for words in told), told


def test_an_event_of_a_type_to_come_is_no_break(consumer: Consumer) -> None:
    before = consumer.read()
    headers = [*without(MONEY.example_headers, "ce_type"), ("ce_type", b"org.newsmill.story.v1")]
    consumer.put("money", KEY, {"of": "another kind"}, headers)
    after = consumer.read()
    assert broken(after) == broken(before)
    assert "1 of unknown type" in after.stderr


def broken(result: "subprocess.CompletedProcess[str]") -> int:
    return sum('"problems":[]' not in line for line in result.stdout.splitlines())
