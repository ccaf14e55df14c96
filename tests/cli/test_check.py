"""`publish --check`: what each article would become, told as the worker would have it, with nothing published."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from streams.cli import main

FEEDS = Path(__file__).parents[1] / "inputs" / "feeds"
URL = "https://www.tidewire.example/ports/4104"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Crane falls in Odesa</title></head><body><article>
<h1>Crane falls in Odesa</h1>{"<p>A crane fell at the grain terminal of Odesa on Sunday, and nobody was hurt.</p>" * 3}
</article></body></html>"""


def check(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    given = ("publish", "--check", *map(str, arguments))
    return CliRunner().invoke(main, given, input=stdin, catch_exceptions=False)


def told(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSMILL_BROKERS", raising=False)


def test_a_person_sees_a_line_for_each_article_of_all_files() -> None:
    result, wire = check(FEEDS), "tidewire.example"
    assert result.stdout.splitlines() == [
        f"{FEEDS}/ninjs.json:1: ninjs: {wire}/urn:newsml:{wire}:20260302:4103: “Mombasa buys cranes for $9 million”",
        f"{FEEDS}/tidewire.xml:1: rss: {wire}/tw-4101: “Lisbon orders two ferries for €31 million”",
        f"{FEEDS}/tidewire.xml:2: rss: {wire}/tw-4102: “Crane falls in Odesa, nobody hurt”; published_at left out",
        f"{FEEDS}/withdrawn.json:1: ninjs: {wire}/https://www.tidewire.example/ports/4099: a retraction",
        "4 accepted, 0 rejected; nothing is published",
    ]
    assert result.exit_code == 0


def test_json_tells_the_article_as_its_event_would_have_it() -> None:
    [ferries, crane] = told(check("--json", FEEDS / "tidewire.xml"))
    assert list(ferries) == ["file", "outcome", "reason", "message", "format", "article", "repairs"]
    assert (ferries["file"], ferries["outcome"], ferries["reason"]) == (str(FEEDS / "tidewire.xml"), "accepted", None)
    assert (ferries["format"], ferries["repairs"]) == ("rss", [])
    assert ferries["article"]["byline"] == "Inês Duarte"
    assert ferries["article"]["body"].splitlines() == [
        "Lisbon has ordered two electric ferries for €31 million, the city said on Monday.",
        "They are to sail to Barreiro from 2028.",
    ]
    assert crane["repairs"] == [{"field": "published_at", "reason": "left_out"}]
    assert "published_at" not in crane["article"]


def test_of_what_would_be_rejected_the_reason_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    names = {"frame.bin": b"\0\0\0", "photo.jpg": b"\xff\xd8\xff", "feed.json.gz": gzip.compress(b"{}")[:-9]}
    for name, content in names.items():
        (tmp_path / name).write_bytes(content)
    result = check("--json", *(tmp_path / name for name in names), FEEDS / "ninjs.json")
    assert [(Path(one["file"]).name, one["outcome"], one["reason"]) for one in told(result)] == [
        ("frame.bin", "rejected", "unreadable"),
        ("photo.jpg", "rejected", "unsupported_format"),
        ("feed.json.gz", "rejected", "unreadable"),
        ("ninjs.json", "accepted", None),
    ]
    assert all(one["article"] is None and one["message"] for one in told(result)[:3])
    assert result.exit_code == 1
    assert "3 rejected" in check(*(tmp_path / name for name in names)).stdout


def test_headers_stand_for_a_records_and_make_the_document_one(tmp_path: Path) -> None:
    (tmp_path / "crane.html").write_text(PAGE)
    [page] = told(check("--json", "--header", f"url={URL}", "--header", "source=desk", tmp_path / "crane.html"))
    assert (page["article"]["url"], page["article"]["source"], page["format"]) == (URL, "desk", "html")
    [feed] = told(check("--json", "--header", "source=desk", FEEDS / "tidewire.xml"))
    assert (feed["outcome"], feed["reason"]) == ("rejected", "many_articles")


def test_a_retraction_tells_what_is_taken_back() -> None:
    [one] = told(check("--json", FEEDS / "withdrawn.json"))
    assert one["article"] == {
        "source": "tidewire.example",
        "id": "https://www.tidewire.example/ports/4099",
        "version": 3,
        "status": "canceled",
    }


def test_standard_input_may_be_a_document() -> None:
    feed = (FEEDS / "tidewire.xml").read_bytes()
    assert len(told(check("--json", "--content-type", "application/rss+xml", "-", stdin=feed))) == 2


def test_other_peoples_json_is_read_by_a_map(tmp_path: Path) -> None:
    theirs = {
        "nr": 4103,
        "title": {"rendered": "Mombasa buys cranes &amp; a tug"},
        "content": {"rendered": "<p>The port pays $9&nbsp;million.</p>"},
        "modified": "2 March 2026 09:15 +0100",
    }
    (tmp_path / "posts.json").write_text(json.dumps([theirs]))
    fields = "nr=id,title.rendered=title,content.rendered=body,modified=published_at"
    [one] = told(check("--json", "--map", fields, "--source", "tidewire", tmp_path / "posts.json"))
    assert one["article"] == {
        "source": "tidewire",
        "id": "4103",
        "title": "Mombasa buys cranes & a tug",
        "body": "The port pays $9 million.",
        "language": "en",
        "published_at": "2026-03-02T09:15:00+01:00",
        "version": 1,
        "status": "usable",
    }
    assert {repair["field"] for repair in one["repairs"]} == {"title", "body", "published_at"}


def test_a_zone_that_is_set_is_whose_clock_a_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p.txt").write_text("Crane falls in Odesa\n2 March 2026, 09:15\n\nNobody was hurt, its master said.\n")
    [one] = told(check("--json", tmp_path / "p.txt"))
    assert (one["format"], one["repairs"]) == ("page", [{"field": "published_at", "reason": "left_out"}])
    monkeypatch.setenv("NEWSMILL_DEFAULT_TIMEZONE", "Europe/Kyiv")
    [one] = told(check("--json", tmp_path / "p.txt"))
    assert (one["article"]["published_at"], one["repairs"]) == ("2026-03-02T07:15:00Z", [])


def test_who_may_not_speak_on_any_topic_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_RAW_TOPICS", "news.raw.tidewire=tidewire.example;news.raw.desk=desk")
    assert {one["outcome"] for one in told(check("--json", FEEDS / "tidewire.xml"))} == {"accepted"}
    stranger, _ = told(check("--json", "--source", "stranger", FEEDS / "tidewire.xml"))
    assert (stranger["reason"], stranger["format"]) == ("not_allowed", "rss")
    assert "may not speak on news.raw.tidewire" in stranger["message"]


def test_what_is_checked_sends_nothing_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J.json"
    path.write_text(json.dumps({"source": "wire\x9b", "id": "7", "title": "a\x1b[2J\u202e", "body": "Text."}))
    for arguments in ((path,), ("--json", path)):
        assert not set("\x1b\x9b\u202e") & set(check(*arguments).output)
