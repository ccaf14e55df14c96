"""`newsmill rejected` on a real broker: what was rejected is found, shown and sent again, once."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from schemas.codec import encode
from schemas.headers import LEFT_OUT
from streams.broker import Broker
from streams.cli import main
from streams.inputs import InputRecord
from streams.repair import REPLAYED
from streams.settings import Settings
from tests.support.worker import Installation

pytestmark = pytest.mark.broker
LONG = "The harbour board met on Tuesday and heard how far the dredging has come. " * 20
ARTICLE = {"source": "wire", "id": "1", "title": "Dredging goes on", "body": LONG}
NOT_JSON = InputRecord(b"wire/2", b'{"source": "wire\x1b[2J', (("x", b"\xff"),), "here")
TOMBSTONE = InputRecord(None, None, (("source", b"\xff"), ("id", b"1")), "here")
LEFT = InputRecord(b"wire/1", None, (("source", b"wire"), ("id", b"1"), (LEFT_OUT, b"value")), "here")


def call(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["rejected", *arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def lines(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in call(*arguments, "--json").stdout.splitlines()]


@pytest.fixture
def newsmill(broker: Broker, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """One whose settings the commands have too; a worker that reads 1,024 bytes at most has rejected four."""
    settings = Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=0, raw_partitions=2)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    strict = Installation(settings.model_copy(update={"max_article_bytes": 1024}), tmp_path)
    strict.create_topics()
    with strict.worker():
        article = InputRecord(b"wire/1", encode(ARTICLE), (("x", b"1"), ("x", None)), "here")
        strict.publish([article, NOT_JSON, TOMBSTONE, LEFT])
        assert len(strict.events(["rejected"], 4)["rejected"]) == 4, strict.log()
    return Installation(settings, tmp_path)


def test_a_rejection_is_brought_back_once_and_nothing_is_retracted(newsmill: Installation) -> None:
    told = {(one["reason"], one["source"]): one for one in lines("list")}
    assert set(told) == {
        ("too_large", "wire"),
        ("not_json", "wire"),
        ("not_utf8", "\ufffd"),
        ("unnamed_tombstone", "wire"),
    }
    assert lines("list", "--count", "--reason", "not_json") == [{"count": 1, "reason": "not_json", "source": "wire"}]
    assert len(lines("list", "--since", "2999-01-01T00:00:00Z")) == 0
    assert "too_large" in call("list", "--source", "wire").stdout
    not_json = str(told["not_json", "wire"]["place"])
    shown = call("show", not_json).stdout
    assert "\x1b" not in shown
    assert '{"source": "wire␛[2J' in shown
    assert "x: \\xff" in shown
    assert call("show", not_json, "--raw").stdout_bytes == NOT_JSON.value

    assert "say which" in call("replay", code=2).stderr
    tried = call("replay", "--reason", "too_large", "--dry-run").stdout
    assert tried.endswith("would send 1 of 1 rejections\n")
    with newsmill.worker():
        sent = call("replay", "--all").stdout
        assert sent.splitlines()[-1].startswith("sent 2 of 4 rejections, left ")
        assert "1 (retraction)" in sent
        assert "1 (left out)" in sent
        events = newsmill.events(["enriched", "rejected"], 6)
        (enriched,) = events["enriched"]
        assert enriched.key == b"wire/1"
        assert len(events["rejected"]) == 5, newsmill.log()
        # Once more nothing goes: the one is in raw, and the other came back.
        again = call("replay", "--all").stdout.splitlines()
        assert again[-1].startswith("sent 0 of 5 rejections")
        # Asked for, both go again, the second one once; and the article that comes twice is told to be a copy.
        states = {(one["reason"], one["state"]): one["sent"] for one in lines("replay", "--all", "--again")}
        assert states == {
            ("too_large", "replayed"): True,
            ("not_json", "superseded"): False,
            ("not_json", "came back"): True,
            ("not_utf8", "retraction"): False,
            ("unnamed_tombstone", "left out"): False,
        }
        after = newsmill.events(["enriched", "duplicates", "rejected"], 8)
        assert [json.loads(one.value or b"")["kind"] for one in after["duplicates"]] == ["resent"]
        assert (len(after["enriched"]), len(after["rejected"])) == (1, 6), newsmill.log()
    raw = newsmill.events(["raw"], 7, more=0)["raw"]
    (first, second, third) = [record for record in raw if record.key == b"wire/1" and record.value is not None]
    assert first.value == second.value == third.value == encode(ARTICLE)
    assert first.partition == second.partition
    assert first.headers == (("x", b"1"), ("x", None))
    assert (
        second.headers
        == third.headers
        == (*first.headers, (REPLAYED, f"{first.topic}/{first.partition}/{first.offset}".encode()))
    )


def test_a_place_without_a_rejection_is_one_line(newsmill: Installation) -> None:
    for place, wrong in (("0/99999", "no record stands there"), ("99/0", "no such partition"), ("x", "is no place")):
        result = CliRunner().invoke(main, ["rejected", "show", place])
        assert result.exit_code in (1, 2)
        assert wrong in result.stderr
        assert "Traceback" not in result.stderr
