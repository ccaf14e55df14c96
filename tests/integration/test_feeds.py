"""Documents of several formats on a real broker: split where they are published, told of where they come out."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from schemas.codec import decode
from streams.broker import Broker
from streams.cli import main
from streams.settings import Settings
from tests.support.worker import OUTPUTS, Installation

ROOT = Path(__file__).parents[2]
FEEDS = ROOT / "tests" / "inputs" / "feeds"


@pytest.fixture
def newsmill(broker: Broker, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    settings = Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=0)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    made = Installation(settings, tmp_path)
    made.create_topics()
    return made


def test_what_files_hold_comes_out_as_what_it_was_read_from(newsmill: Installation) -> None:
    folder, record = str(FEEDS), str(FEEDS / "ninjs.json")
    for arguments in ([folder], ["--header", "source=desk", record]):
        published = CliRunner().invoke(main, ["publish", *arguments], catch_exceptions=False)
        assert published.exit_code == 0
    with newsmill.worker():
        found = newsmill.events(OUTPUTS, 5)
    events = [decode(event.value or b"") for event in found["enriched"]]
    articles = {event["article"]["id"]: event for event in events if "article" in event}
    assert articles["tw-4101"]["format"] == "rss"
    assert articles["tw-4101"]["repairs"] == []
    assert articles["tw-4102"]["repairs"] == [{"field": "published_at", "reason": "left_out"}]
    assert {money["amount"] for money in articles["tw-4101"]["money"]} == {"31000000"}
    # The same document, split and as it stands on the topic, reads the same, so the second is a copy.
    assert [decode(event.value or b"")["kind"] for event in found["duplicates"]] == ["exact"]
    assert len(events) == 4, newsmill.log()


def test_the_example_feeds_a_topic_from_rss_and_may_run_again(newsmill: Installation, tmp_path: Path) -> None:
    feed = str(FEEDS / "tidewire.xml")
    (tmp_path / "broken.xml").write_text("<rss", encoding="utf-8")
    wrong = ["nowhere.xml", "http://a b/", str(tmp_path / "broken.xml")]
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "examples/rss_to_kafka.py", feed, feed, *wrong],
            cwd=ROOT,
            env={**newsmill.settings.environment(), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout == "published 2 articles\n"
        assert [line.partition(": ")[0] for line in run.stderr.splitlines()] == [
            "nowhere.xml",
            "http://a b/",
            f"{tmp_path / 'broken.xml'}:1",
        ]
    with newsmill.worker():
        found = newsmill.events(OUTPUTS, 4)
    assert len(found["enriched"]) == 2, newsmill.log()
    assert [decode(event.value or b"")["kind"] for event in found["duplicates"]] == ["resent", "resent"]
