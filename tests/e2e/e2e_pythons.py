"""The later versions of Python that the package names: the tests that need no broker, and the demo from the wheel."""

import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.support import pythons
from tests.support.wheels import build

ROOT = Path(__file__).parents[2]
PREFIX = "Programming Language :: Python :: "
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMED = [line.removeprefix(PREFIX) for line in PROJECT["classifiers"] if line.startswith(f"{PREFIX}3.")]
OLDEST = PROJECT["requires-python"].removeprefix(">=")

pytestmark = [pytest.mark.broker, pytest.mark.timeout(1200)]


def test_the_oldest_is_the_one_that_is_required() -> None:
    assert NAMED[0] == OLDEST


@pytest.mark.parametrize("version", NAMED[1:])
def test_tests_and_demo_run(version: str, tmp_path: Path) -> None:
    python = pythons.find(version)
    if python is None:
        pytest.skip(f"Python {version} is neither on PATH nor in pyenv")
    (tmp_path / "wheel").mkdir()
    commands = pythons.environment(
        python, ROOT / "requirements-dev.lock", build(ROOT, tmp_path / "wheel"), tmp_path / "venv"
    )
    of_its_own = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    options = ["-n", "2", "--dist", "loadfile", "-p", "no:cacheprovider", "-m"]
    subprocess.run([commands / "pytest", *options, "not broker"], cwd=ROOT, env=of_its_own, check=True)
    subprocess.run([commands / "newsmill", "demo"], cwd=tmp_path, env=of_its_own, check=True)
