"""The examples in docstrings and pages are true."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SIGN = ">" * 3


def holding_examples(folder: str, suffix: str) -> list[Path]:
    """The files that have an example, relative to the repository."""
    paths = sorted((ROOT / folder).rglob(f"*{suffix}"))
    return [path.relative_to(ROOT) for path in paths if SIGN in path.read_text(encoding="utf-8")]


MODULES = [path for package in ("schemas", "streams") for path in holding_examples(package, ".py")]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_what_docstrings_show_is_what_comes_back(path: Path) -> None:
    module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize("path", holding_examples("docs", ".md"), ids=str)
def test_what_pages_show_is_what_comes_back(path: Path) -> None:
    found = doctest.testfile(str(ROOT / path), module_relative=False, encoding="utf-8")
    assert found.attempted
    assert not found.failed
