"""`newsmill --version`: release, pipeline and model, whatever the settings are, and at once."""

import os
import subprocess
import sys
from importlib.metadata import version

import pytest
from click.testing import CliRunner

from streams.cli import main
from streams.entities.tagging import load_tagger
from streams.steps import PIPELINE_VERSION

RELEASE = f"newsmill {version('newsmill')}, pipeline {PIPELINE_VERSION}"


def said() -> str:
    result = CliRunner().invoke(main, ["--version"], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output.strip()


def test_it_says_release_pipeline_and_model_as_events_do() -> None:
    assert said() == f"{RELEASE}, model {load_tagger().name}"


def test_the_model_is_the_one_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_TAGGER", "onnx:/models/large")
    assert said() == f"{RELEASE}, model onnx-large"


@pytest.mark.parametrize("wrong", [("NEWSMILL_TAGGER", "flair"), ("NEWSMILL_SHARDS", "none"), ("NEWSMILL_SHRADS", "2")])
def test_settings_that_are_wrong_leave_out_the_model(wrong: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(*wrong)
    assert said() == RELEASE


def test_neither_faust_nor_the_model_is_loaded_for_it() -> None:
    script = (
        "import sys, streams.entities.tagging.builtin as builtin; from streams.cli.version import version_line; "
        "version_line(); sys.exit('faust' in sys.modules or builtin.load_builtin.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", script], env=os.environ, check=False).returncode == 0
