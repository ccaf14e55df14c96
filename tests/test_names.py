"""A test file is found from what it tests: by its name, or in the table of CONTRIBUTING.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LISTED = re.findall(r"^\| `(tests/\S+)` \|", CONTRIBUTING, re.MULTILINE)
FILES = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py"))


def homes(file: Path) -> Iterator[Path]:
    """Where the module may lie that the file is named after: the package that the folder of tests is named after."""
    folder = Path(*file.parts[1:2]) if len(file.parts) > 2 else Path()
    return (place for place in (ROOT / "streams" / folder, ROOT / folder, ROOT / "tests" / folder) if place.is_dir())


def named_after_a_module(file: Path) -> bool:
    """Whether there is a module or package of that name; `tests/X/test_X.py` is about the package X."""
    name = file.stem.removeprefix("test_")
    wanted = (f"{name}.py", name)
    return name == file.parent.name or any(
        path.name in wanted for home in homes(file) if home != ROOT for path in home.rglob(f"{name}*")
    )


@pytest.mark.parametrize("file", FILES, ids=str)
def test_its_name_or_the_table_tells_what_it_tests(file: Path) -> None:
    assert named_after_a_module(file) or any(file.match(listed) for listed in LISTED)


@pytest.mark.parametrize("listed", LISTED)
def test_the_table_names_nothing_that_is_gone(listed: str) -> None:
    assert any(file.match(listed) for file in FILES)
