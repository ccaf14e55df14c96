"""What runs, what development adds and what training adds are locked apart, and hold the same versions."""

import re
import tomllib
from collections.abc import Set
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME, DEV, TRAINING = "requirements.lock", "requirements-dev.lock", "requirements-training.lock"


def pins(lock: str) -> dict[str, str]:
    """The locked version of each package; the last one where versions of Python have several."""
    return dict(
        re.findall(r"^([a-z0-9-]+)(?:\[.*?\])?==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    )


def names(requirements: list[str]) -> Set[str]:
    found = (re.match(r"[A-Za-z0-9_-]+", requirement) for requirement in requirements)
    return {name[0].lower().replace("_", "-") for name in found if name}


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        (RUNTIME, PROJECT["project"]["dependencies"]),
        (DEV, PROJECT["dependency-groups"]["dev"]),
        (TRAINING, PROJECT["dependency-groups"]["training"]),
    ],
)
def test_a_lock_holds_all_that_is_asked_of_it(lock: str, asked: list[str]) -> None:
    assert names(asked) - pins(lock).keys() == set()


@pytest.mark.parametrize("lock", [DEV, TRAINING])
def test_what_runs_is_the_same_everywhere(lock: str) -> None:
    assert pins(RUNTIME).items() - pins(lock).items() == set()


def test_what_runs_needs_no_tool() -> None:
    tools = names(PROJECT["dependency-groups"]["dev"] + PROJECT["dependency-groups"]["training"])
    assert tools & pins(RUNTIME).keys() == set()
