"""The commands that speak to Kafka, on a real broker: what an operator in a hurry gets wrong is one line, at once."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.broker import Broker
from streams.cli import main
from streams.inputs import InputRecord
from streams.settings import Settings
from tests.support.worker import Installation

pytestmark = pytest.mark.broker


@pytest.fixture
def newsmill(broker: Broker, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """One whose settings the commands have too."""
    settings = Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=0)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    return Installation(settings, tmp_path)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.usefixtures("newsmill")
@pytest.mark.timeout(60)  # a client that waits for a topic waits for forty seconds, each time
def test_what_needs_topics_says_how_to_create_them(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"source": "wire", "id": "1", "body": "Nothing much."}\n', encoding="utf-8")
    for arguments in (["publish", str(feed)], ["status"], ["tail"]):
        result = call(*arguments)
        assert result.exit_code == 1
        (line,) = result.output.strip().splitlines()
        assert line.startswith("Error: no topic ")
        assert line.endswith("create it with 'newsmill topics create'")


def test_creating_topics_tells_what_differs_in_those_that_are_there(
    newsmill: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsmill.create_topics()
    monkeypatch.setenv("NEWSMILL_RAW_PARTITIONS", "16")
    result = call("topics", "create")
    assert result.exit_code == 0
    assert f"left as it is, {newsmill.topics.raw.name}: 8 partitions, 16 wanted" in result.stderr


def test_status_says_that_no_worker_is_alive(newsmill: Installation) -> None:
    newsmill.create_topics()
    newsmill.publish([InputRecord(b"k", b"{}", (), "here")])
    result = call("status", "--max-age", "0")
    assert result.exit_code == 1
    assert "no worker is alive" in result.stderr
    assert "screen has a record of " in result.stderr
    assert newsmill.topics.raw.name in result.stdout
    stages = json.loads(call("status", "--json").stdout)["stages"]
    assert [(stage["behind"], stage["oldest"] is None) for stage in stages] == [(1, False), (0, True), (0, True)]


def test_status_as_json_keeps_its_shape(newsmill: Installation) -> None:
    newsmill.create_topics()
    with newsmill.worker() as worker:
        alive = call("status", "--json")
        while not json.loads(alive.stdout)["workers"] and worker.poll() is None:
            alive = call("status", "--json")
        assert alive.exit_code == 0, newsmill.log()
    told = json.loads(alive.stdout)
    assert list(told) == ["group", "workers", "stages", "time"]
    assert (told["group"], told["workers"]) == (newsmill.settings.app_id, 1)
    assert [stage["stage"] for stage in told["stages"]] == ["screen", "dedupe", "enrich"]
    assert told["stages"][0] == {
        "stage": "screen",
        "topic": newsmill.topics.raw.name,
        "partitions": 8,
        "end": 0,
        "behind": 0,
        "oldest": None,
        "age_seconds": 0.0,
    }
    gone = call("status", "--json")
    assert (gone.exit_code, json.loads(gone.stdout)["workers"]) == (1, 0)
