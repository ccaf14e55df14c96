"""`newsmill schemas`: the contracts are written, and what breaks readers is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from streams.cli import main

MONEY = "news.money/v1/MoneyRecord.json"


def newsmill(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["schemas", *arguments], catch_exceptions=False)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    assert newsmill("export", "--to", str(tmp_path)).exit_code == 0
    return tmp_path


def edit(path: Path, **changes: Any) -> None:
    schema = json.loads(path.read_text())
    path.write_text(json.dumps(schema | changes))


def test_export_writes_a_schema_for_each_model_and_one_document_for_all(exported: Path) -> None:
    assert json.loads((exported / MONEY).read_text())["title"] == "MoneyRecord"
    assert json.loads((exported / "asyncapi.json").read_text())["asyncapi"] == "3.0.0"


def test_export_names_the_topics_as_the_settings_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_TOPIC_PREFIX", "desk.")
    newsmill("export", "--to", str(tmp_path))
    assert "desk.news.money" in (tmp_path / "asyncapi.json").read_text()


def test_no_reader_of_the_last_release_is_broken() -> None:
    result = newsmill("check")
    assert (result.exit_code, result.output) == (
        0,
        "no reader is broken: 10 schemas compared, and topics, keys and headers\n",
    )


def test_what_was_exported_breaks_nobody(exported: Path) -> None:
    assert newsmill("check", "--against", str(exported)).exit_code == 0


def test_a_break_is_a_line_with_topic_model_field_and_rule(exported: Path) -> None:
    properties = json.loads((exported / MONEY).read_text())["properties"]
    edit(exported / MONEY, properties=properties | {"amount": {"type": "string"}, "per": {"type": "null"}})
    result = newsmill("check", "--against", str(exported))
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "news.money MoneyRecord.amount: need not have the pattern ^-?\\d+(\\.\\d+)?$, BACKWARD",
        "news.money MoneyRecord.amount: may be null, FORWARD",
        "news.money MoneyRecord.per: may be a text, FORWARD",
    ]


def test_a_model_that_is_gone_or_has_another_type_is_told(exported: Path) -> None:
    (exported / "news.money/v1/Gone.json").write_text("{}")
    edit(exported / MONEY, **{"$id": "urn:newsmill:news.money:other"})
    gone, other = newsmill("check", "--against", str(exported)).output.splitlines()
    assert gone == "news.money Gone: is gone, BACKWARD"
    assert other.startswith("news.money MoneyRecord: $id is urn:newsmill:news.money:org.newsmill.money.v1 and was ")


def test_a_schema_that_cannot_be_compared_is_no_schema_that_fits(exported: Path) -> None:
    edit(exported / MONEY, patternProperties={"^x": {}})
    result = newsmill("check", "--against", str(exported))
    assert result.exit_code == 1
    assert "cannot be compared: the keyword patternProperties beside the type object, BACKWARD" in result.output


def test_a_stage_of_the_release_before_reads_what_travels_between_stages(exported: Path) -> None:
    """Both ways, since workers are exchanged one after the other."""
    path = exported / "news.articles.unique/v1/Judged.json"
    edit(path, required=["kind", "shard", "article"])
    assert newsmill("check", "--against", str(exported)).output.splitlines() == [
        "news.articles.unique Judged.article: may be missing, FORWARD",
    ]


def test_a_field_with_a_default_may_be_added_and_one_without_may_not(exported: Path) -> None:
    path = exported / "news.articles.unique/v1/Judged.json"
    schema = json.loads(path.read_text())
    removed = schema["$defs"]["Removed"]
    del schema["properties"]["repairs"], removed["properties"]["reason"]
    removed["required"].remove("reason")
    path.write_text(json.dumps(schema))
    assert newsmill("check", "--against", str(exported)).output.splitlines() == [
        "news.articles.unique Judged.removed[].reason: may be missing, BACKWARD",
    ]


def test_another_default_of_what_is_read_means_another_thing(exported: Path) -> None:
    path = exported / "news.articles.unique/v1/Judged.json"
    path.write_text(path.read_text().replace('"default": "flat"', '"default": "html"'))
    assert newsmill("check", "--against", str(exported)).output.splitlines() == [
        "news.articles.unique Judged: default of /properties/format is flat and was html, BACKWARD and FORWARD",
    ]


def set_in(document: Any, value: object, *at: str) -> None:
    for key in at[:-1]:
        document = document[key]
    document[at[-1]] = value


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        (("channels", "gone"), {"address": "news.gone", "messages": {}}, "gone: is gone, BACKWARD"),
        (("channels", "money", "address"), "news.sums", "money: address is news.money and was news.sums, BACKWARD and"),
        (("channels", "money", "messages", "Gone"), {}, "money Gone: is gone, BACKWARD"),
        (
            ("components", "messages", "MoneyRecord", "headers", "properties", "ce_type", "const"),
            "other",
            "money MoneyRecord headers.ce_type: ",
        ),
        (
            ("components", "messages", "MoneyRecord", "headers", "required"),
            ["ce_id", "ce_subject"],
            "money MoneyRecord headers.ce_subject: may be missing, FORWARD",
        ),
        (
            ("components", "messages", "RejectedRecord", "headers", "properties", "newsmill_reason", "enum"),
            ["too_large", "not_utf8"],
            "rejected RejectedRecord headers.newsmill_reason: ",
        ),
        (
            ("components", "messages", "MoneyRecord", "bindings", "kafka", "key", "description"),
            "the id",
            "money MoneyRecord: bindings is ",
        ),
        (("components", "messages", "MoneyRecord", "contentType"), "text/plain", "money MoneyRecord: contentType is "),
    ],
)
def test_topics_keys_and_headers_are_compared_too(
    exported: Path, at: tuple[str, ...], value: object, told: str
) -> None:
    path = exported / "asyncapi.json"
    document = json.loads(path.read_text())
    set_in(document, value, *at)
    path.write_text(json.dumps(document))
    result = newsmill("check", "--against", str(exported))
    assert result.exit_code == 1
    assert any(line.startswith(told) for line in result.output.splitlines()), result.output


def test_a_folder_without_schemas_is_an_error(tmp_path: Path) -> None:
    result = newsmill("check", "--against", str(tmp_path))
    assert result.exit_code == 1
    assert "holds no schemas" in result.output
