"""The wheel holds what the worker needs at run time, data included, and nothing of the tests; a second one the wire."""

import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import Message
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.support.wheels import build

ROOT = Path(__file__).parents[1]
DATA = {".tsv", ".txt", ".npz", ".json", ".jsonl", ".xml", ".typed", ".gz", ".bin"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel that is built from the source tree."""
    return zipfile.ZipFile(build(ROOT, tmp_path_factory.mktemp("wheel")))


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The one of newsmill-schemas."""
    return zipfile.ZipFile(build(ROOT / "deploy" / "schemas", tmp_path_factory.mktemp("light")))


@pytest.fixture(scope="module")
def names(wheel: zipfile.ZipFile) -> set[str]:
    return set(wheel.namelist())


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


def test_without_extras_nothing_of_docker_is_installed(wheel: zipfile.ZipFile) -> None:
    wanted = set(all_needed(metadata(wheel).get_all("Requires-Dist") or []))
    assert {"faust-streaming", "aiokafka", "pydantic"} <= wanted
    assert not {name for name in wanted if "docker" in name or "testcontainers" in name}


def test_the_schemas_alone_are_the_same_files_under_the_same_release(
    wheel: zipfile.ZipFile, light: zipfile.ZipFile
) -> None:
    def files(of: zipfile.ZipFile) -> dict[str, bytes]:
        return {name: of.read(name) for name in of.namelist() if name.startswith("schemas/")}

    assert files(light) == files(wheel)
    assert "schemas/golden/news.articles.raw/v1/Article.json" in files(light)
    assert not [name for name in light.namelist() if not name.startswith(("schemas/", "newsmill_schemas-"))]
    assert metadata(light)["Version"] == metadata(wheel)["Version"]


def test_the_schemas_alone_need_pydantic_and_orjson_as_newsmill_does(light: zipfile.ZipFile) -> None:
    of_newsmill = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert (metadata(light).get_all("Requires-Dist") or []) == [
        line for line in of_newsmill if line.startswith(("orjson", "pydantic>"))
    ]


def test_the_schemas_alone_bring_their_licence(light: zipfile.ZipFile) -> None:
    (licence,) = [name for name in light.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
    assert light.read(licence) == (ROOT / "LICENSE").read_bytes()


def test_the_schemas_import_without_the_worker_and_its_libraries() -> None:
    script = """
import sys
for name in ("streams", "faust", "mode", "aiokafka", "docker", "testcontainers", "click", "numpy", "pydantic_settings"):
    sys.modules[name] = None
import importlib, pkgutil, schemas
for module in pkgutil.walk_packages(schemas.__path__, "schemas."):
    importlib.import_module(module.name)
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def metadata(of: zipfile.ZipFile) -> Message:
    (name,) = [name for name in of.namelist() if name.endswith(".dist-info/METADATA")]
    return message_from_bytes(of.read(name))


def all_needed(lines: Iterable[str], extras: Iterable[str] = ()) -> Iterator[str]:
    """The distributions that these requirements lead to, as far as they are installed here."""
    waiting, seen = [(line, frozenset(extras)) for line in lines], set()
    while waiting:
        line, asked = waiting.pop()
        wanted = Requirement(line)
        applies = any(wanted.marker.evaluate({"extra": extra}) for extra in {"", *asked}) if wanted.marker else True
        key = (wanted.name, frozenset(wanted.extras))
        if not applies or key in seen:
            continue
        seen.add(key)
        yield wanted.name
        waiting += [(further, key[1]) for further in requires(wanted.name) or []]
