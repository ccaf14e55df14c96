"""The wheel holds what the worker needs at run time, data included, and nothing of the tests."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = {".tsv", ".txt", ".npz", ".json", ".jsonl", ".xml", ".typed", ".gz", ".bin"}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a wheel that is built from the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_every_module_and_data_file_of_both_packages_is_in_it(names: set[str]) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in ("schemas", "streams")
        for path in (ROOT / package).rglob("*")
        if path.suffix in DATA | {".py"} and "__pycache__" not in path.parts
    }
    assert wanted <= names


def test_kafkas_jars_can_be_resolved_from_it(names: set[str]) -> None:
    assert "streams/broker/pom.xml" in names


def test_nothing_else_is_in_it(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"schemas", "streams"}
