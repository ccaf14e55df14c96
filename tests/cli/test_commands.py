"""The command line as a person uses it: help at once, files in, JSON lines out, and mistakes in one line."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.cli.group import COMMANDS

ARTICLE = {
    "source": "wire",
    "id": "1",
    "title": "Port of Mombasa to replace two cranes",
    "body": "The port authority of Mombasa said on Tuesday that it would pay $9 million for two new cranes.",
    "published_at": "2026-03-02T07:30:00Z",
}


def newsmill(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)


@pytest.fixture
def feed(tmp_path: Path) -> str:
    path = tmp_path / "feed.jsonl"
    again = ARTICLE | {"source": "other", "body": str(ARTICLE["body"]).upper()}
    path.write_text("\n".join([json.dumps(ARTICLE), "{broken", json.dumps(again)]), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(command: str) -> None:
    result = newsmill(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


def test_enrich_prints_an_event_a_line_and_tells_what_it_rejects(feed: str) -> None:
    result = newsmill("enrich", feed)
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["article"]["id"], second["article"]["source"]) == ("1", "other")
    assert [money["amount"] for money in first["money"]] == ["9000000"]
    assert "feed.jsonl:2: rejected as not_json" in result.stderr
    assert result.exit_code == 1


def test_dedupe_prints_a_verdict_a_line_in_order(feed: str) -> None:
    first, second = map(json.loads, newsmill("dedupe", feed).stdout.splitlines())
    assert list(first) == [
        *("source", "id", "verdict", "kind", "duplicate_of", "extends", "develops", "revision_of"),
        *("similarity", "containment", "cluster_id"),
    ]
    assert (first["verdict"], second["verdict"], second["kind"]) == ("first", "duplicate", "exact")
    assert second["duplicate_of"] == first["cluster_id"] == second["cluster_id"]


def test_a_dash_reads_json_lines_from_standard_input() -> None:
    result = newsmill("enrich", "-", stdin=json.dumps(ARTICLE) + "\n")
    assert json.loads(result.stdout)["article"]["title"] == ARTICLE["title"]


@pytest.mark.parametrize(
    "published_at", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+05:30", "9999-12-31T23:59:59-05:30"]
)
def test_an_article_may_be_of_any_year(published_at: str) -> None:
    lines = json.dumps(ARTICLE) + "\n" + json.dumps(ARTICLE | {"id": "2", "published_at": published_at}) + "\n"
    result = newsmill("dedupe", "-", stdin=lines)
    assert json.loads(result.stdout.splitlines()[0])["verdict"] == "first"
    assert len(result.stdout.splitlines()) == 2
    assert newsmill("enrich", "-", stdin=lines).exit_code == 0


ESCAPE = "\x1b[2J\u202e\x9b"


def test_what_feeds_write_sends_nothing_to_the_terminal(tmp_path: Path) -> None:
    feed = tmp_path / f"feed{ESCAPE}.jsonl"
    canceled = ARTICLE | {"source": ESCAPE, "status": "canceled"}
    lines = [ARTICLE | {"title": ESCAPE}, canceled, ARTICLE | {ESCAPE: 1, "id": ""}, ARTICLE | {"published_at": ESCAPE}]
    feed.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n{", encoding="utf-8")
    for command in ("enrich", "dedupe"):
        result = newsmill(command, str(feed))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.output)
        assert "a retraction" in result.stderr or command == "dedupe"
    assert json.loads(newsmill("enrich", str(feed)).stdout.splitlines()[0])["article"]["title"] == ESCAPE
    assert "\x1b" not in newsmill("enrich", f"{ESCAPE}.jsonl").output


@pytest.mark.parametrize("command", ["enrich", "dedupe"])
def test_an_endless_line_is_told_and_left_out(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_MAX_ARTICLE_BYTES", "2000")
    article = json.dumps(ARTICLE)
    result = newsmill(command, "-", stdin=f"{article}\n{'x' * 1_000_000}\n{article}\n")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "<stdin>:2: longer than 2000 bytes, left out (NEWSMILL_MAX_ARTICLE_BYTES)\n"
    assert result.exit_code == 1


MISTAKES = [
    (["enrich", "nowhere.jsonl"], "nowhere.jsonl"),
    (["enrich"], "FILE"),
    (["publish", "a.jsonl"], "NEWSMILL_BROKERS is not set"),
    (["status"], "NEWSMILL_BROKERS is not set"),
    (["topics", "create"], "NEWSMILL_BROKERS is not set"),
    (["run"], "NEWSMILL_BROKERS is not set"),
    (["tail", "nothing"], "nothing"),
    (["enrich", "--at", "yesterday", "a.txt"], "yesterday"),
    (["enrich", "--at", "2026-03-02T07:30:00", "a.txt"], "offset"),
    (["wrong"], "wrong"),
    (["publish", "--json", "a.jsonl"], "--json goes with --check"),
    (["publish", "--check", "--content-type", "rss", "a.xml"], "'rss' is no media type"),
    (["publish", "--check", "--header", "tidewire", "a.xml"], "wanted is NAME=VALUE"),
    (["publish", "--check", "--source", " ", "a.xml"], "' ' is no name"),
    (["publish", "--check", "--map", "headline=titel", "a.json"], "did you mean 'title'?"),
    (["enrich", "--map", "a=title", "--header", "id=1", "a.json"], "--header has a file published as it stands"),
    (["dedupe", "there.json", "nowhere.json"], "there.json: No such file"),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES)
def test_a_mistake_is_one_line_that_says_what_is_wrong(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSMILL_BROKERS", raising=False)
    result = newsmill(*arguments)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_broker_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch, feed: str) -> None:
    monkeypatch.setenv("NEWSMILL_BROKERS", "127.0.0.1:9")
    for arguments in (["publish", feed], ["tail"], ["topics", "check"]):
        result = newsmill(*arguments)
        assert result.exit_code == 1
        assert "no Kafka broker answers at 127.0.0.1:9" in result.output
        assert len(result.output.strip().splitlines()) == 1


def test_a_wrong_setting_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, feed: str) -> None:
    monkeypatch.setenv("NEWSMILL_SHARDS", "none")
    result = newsmill("dedupe", feed)
    assert result.exit_code == 1
    assert result.output.startswith("Error: NEWSMILL_SHARDS: ")
