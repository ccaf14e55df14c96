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
    assert (result.exit_code, result.output) == (0, "no reader is broken: 10 schemas compared\n")


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
    assert other.startswith("news.money MoneyRecord: is urn:newsmill:news.money:org.newsmill.money.v1 and was ")


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


def test_a_field_that_stages_ignore_may_be_added_and_one_that_they_refuse_may_not(exported: Path) -> None:
    path = exported / "news.articles.unique/v1/Judged.json"
    schema = json.loads(path.read_text())
    removed = schema["$defs"]["Removed"]
    del schema["properties"]["repairs"], removed["properties"]["reason"]
    removed["required"].remove("reason")
    path.write_text(json.dumps(schema))
    assert newsmill("check", "--against", str(exported)).output.splitlines() == [
        "news.articles.unique Judged.removed[].reason: may be missing, BACKWARD",
        "news.articles.unique Judged.removed[].reason: may be there, where no other fields are allowed, FORWARD",
    ]


def test_a_folder_without_schemas_is_an_error(tmp_path: Path) -> None:
    result = newsmill("check", "--against", str(tmp_path))
    assert result.exit_code == 1
    assert "holds no schemas" in result.output
