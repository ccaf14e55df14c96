"""`pipeline.version` rises when what is published changes, and only then."""

from pathlib import Path

import pytest

from streams.steps import PIPELINE_VERSION
from tests.pipeline import golden


@pytest.fixture(scope="module")
def now() -> list[str]:
    """The file as it would be written now."""
    return golden.lines()


def test_what_is_published_about_the_samples_is_what_this_version_of_the_pipeline_publishes(now: list[str]) -> None:
    """After an intended change: raise PIPELINE_VERSION, then `python -m tests.pipeline.golden`."""
    assert now == golden.kept()


def test_the_samples_come_to_every_topic(now: list[str]) -> None:
    assert {line.split('"')[3] for line in now[1:]} == {"enriched", "duplicates", "rejected", "entities", "money"}


def test_another_output_under_the_same_version_is_not_kept(
    now: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = golden.kept()
    monkeypatch.setattr(golden, "lines", lambda: [*now[:-1], now[-1].replace("a", "b")])
    assert golden.main() == 1
    assert "raise PIPELINE_VERSION" in capsys.readouterr().out
    assert golden.kept() == before


def test_it_is_kept_under_another_version(now: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = [now[0].replace(f'"{PIPELINE_VERSION}"', '"next"'), *now[1:-1]]
    monkeypatch.setattr(golden, "lines", lambda: other)
    monkeypatch.setattr(golden, "KEPT", tmp_path / "published.jsonl")
    assert golden.main() == 0
    assert golden.kept() == other
