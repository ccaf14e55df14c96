"""What is made from the code is as the code would make it, and is told where it is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import BaseModel

from schemas import MoneyRecord
from streams import docs
from streams.docs import generated, main

GENERATED = generated()


def test_what_is_committed_is_as_the_code_would_make_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(check=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", GENERATED, ids=str)
def test_an_old_file_is_told_and_made_anew(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docs, "generated", lambda: GENERATED)  # once is enough
    main(check=False, root=tmp_path)
    (tmp_path / path).write_bytes((tmp_path / path).read_bytes().replace(b"e", b"E", 1))
    assert main(check=True, root=tmp_path) == 1
    assert capsys.readouterr().out == f"{path} is not as the code would make it: run 'make docs'\n"
    assert main(check=False, root=tmp_path) == 0
    assert main(check=True, root=tmp_path) == 0


def test_a_schema_of_no_model_is_told_and_taken_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(check=False, root=tmp_path)
    left = tmp_path / docs.CONTRACTS / "news.old/v1/Old.json"
    left.parent.mkdir(parents=True)
    left.write_text("{}")
    assert main(check=True, root=tmp_path) == 1
    assert "news.old/v1/Old.json" in capsys.readouterr().out
    main(check=False, root=tmp_path)
    assert not left.exists()


def test_a_model_that_changes_makes_all_that_is_made_of_it_old(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(check=False, root=tmp_path)
    with meaning(MoneyRecord, "per", "Another meaning."):
        assert main(check=True, root=tmp_path) == 1
    told = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
    contracts = {f"{docs.CONTRACTS}/{name}" for name in ("news.money/v1/MoneyRecord.json", "asyncapi.json")}
    assert told == contracts | {"docs/events.html"}


@contextmanager
def meaning(model: type[BaseModel], field: str, words: str) -> Iterator[None]:
    """The model with other words about one of its fields, for a while."""
    told = model.model_fields[field]
    before, told.description = told.description, words
    model.model_rebuild(force=True)
    yield
    told.description = before
    model.model_rebuild(force=True)
