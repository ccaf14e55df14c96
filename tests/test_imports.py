"""Imports point one way, outside things have one door each, and what decides knows neither clock nor Kafka."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYERS = [
    {"schemas", "streams.languages", "streams.language_tags", "streams.nulls", "streams.tables"}
    | {"streams.exits", "streams.metrics", "streams.outputs"},
    {"streams.kafka", "streams.meter", "streams.raw_topics", "streams.variables"},
    {"streams.transport"},
    {"streams.furniture"},
    {"streams.formats"},
    {"streams.dedup", "streams.entities", "streams.inputs", "streams.logs", "streams.money", "streams.repair"},
    {"streams.render"},
    {"streams.samples", "streams.setting_values", "streams.steps"},
    {"streams.settings"},
    {"streams.broker", "streams.rules", "streams.topics"},
    {"streams.doctor"},
    {"streams.acls", "streams.check", "streams.clients", "streams.contracts", "streams.local", "streams.supervisor"},
    {"streams.demo"},
    {"streams.ops"},
    {"streams.docs", "streams.stages"},
    {"streams.app"},
    {"streams.cli"},
]
"""Every package. It imports only itself and layers before its own; packages of one layer do not know each other."""

PURE = (
    *(
        "streams/dedup",
        "streams/entities",
        "streams/formats",
        "streams/furniture",
        "streams/money",
        "streams/steps",
        "streams/render",
        "streams/repair",
        "streams/doctor",
        "streams/contracts",
    ),
    *("streams/exits.py", "streams/languages.py", "streams/language_tags.py", "streams/tables.py"),
    *("streams/raw_topics.py", "streams/acls.py", "streams/metrics.py", "streams/outputs.py", "streams/topics.py"),
)
IMPURE = {"faust", "aiokafka", "mode", "logging", "time", "random", "asyncio", "socket", "requests"}

DOORS = {
    "orjson": {"schemas/codec.py"},
    "faust": {"streams/transport"},
    "aiokafka": {
        "streams/kafka",
        "streams/transport",
        "streams/clients",
        "streams/broker/ready.py",
        "streams/demo.py",
    },
    "pydantic_settings": {"streams/settings.py"},
}

ALONE = {"streams.transport": {"streams.exits", "streams.kafka", "streams.meter", "streams.metrics", "streams.nulls"}}
"""What could stand in a repository of its own: the package, and all of ours that it may import."""

CIRCLES: dict[frozenset[str], str] = {}
"""Modules that import each other, in a circle, and why they may. There are none."""

CLIENTS = {"AIOKafkaClient", "AIOKafkaConsumer", "AIOKafkaProducer", "AIOKafkaAdminClient", "create_conn"}
"""What reaches Kafka. Only streams/kafka makes one, so that none is made without the settings of security."""

SOURCES = sorted(path for package in ("schemas", "streams") for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The full name of every module that a file imports; of `from a import b` both a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_in(path: Path, places: set[str] | tuple[str, ...]) -> bool:
    relative = path.relative_to(ROOT).as_posix()
    return any(relative == place or relative.startswith(f"{place}/") for place in places)


def test_every_package_has_a_layer() -> None:
    packages = {".".join(module(path).split(".")[:2]) for path in SOURCES} - {"streams"}
    packages = {"schemas" if within(name, "schemas") else name for name in packages}
    assert {name for layer in LAYERS for name in layer} == packages


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_imports_point_one_way(path: Path) -> None:
    for level, packages in enumerate(LAYERS):
        for package in packages:
            if not within(module(path), package):
                continue
            forbidden = {other for layer in LAYERS[level:] for other in layer} - {package}
            wrong = {name for name in imported(path) for other in forbidden if within(name, other)}
            assert not wrong, f"{module(path)} imports {wrong}"


@pytest.mark.parametrize("package", ALONE)
def test_what_could_stand_alone_imports_no_more_of_ours_than_named(package: str) -> None:
    for path in SOURCES:
        if within(module(path), package):
            ours = {name for name in imported(path) if within(name, "streams") or within(name, "schemas")}
            wrong = {name for name in ours if not any(within(name, to) for to in ALONE[package] | {package})}
            assert not wrong - {"streams"}, f"{module(path)} imports {wrong}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {module(path) for path in SOURCES}
    assert circles({module(path): modules_imported(path, names) for path in SOURCES}) == set(CIRCLES)


def test_a_circle_is_found_however_it_is_hidden(tmp_path: Path) -> None:
    texts = {
        "p.a": "if TYPE_CHECKING:\n    from p.b import B\n",
        "p.b": "def late():\n    from p import c\n",
        "p.c": "import p.a\nimport p.d\n",
        "p.d": "import json\n",
        "p": "from p.a import A\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert circles({name: modules_imported(tmp_path / name, set(texts)) for name in texts}) == {
        frozenset({"p.a", "p.b", "p.c"})
    }


def modules_imported(path: Path, modules: set[str]) -> set[str]:
    """Those of `modules` that a file names; of `from a import b` a.b where that is one, and a else."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if name in modules else node.module for name in names}
    return found & modules


def circles(graph: dict[str, set[str]]) -> set[frozenset[str]]:
    """The sets of modules of which each reaches each other by imports. `graph`: what each imports."""
    reached = {start: reachable(graph, start) for start in graph}
    return {
        frozenset(other for other in reached[start] if start in reached[other])
        for start in graph
        if start in reached[start]
    }


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    """Every module that importing `start` imports, directly or not."""
    found: set[str] = set()
    todo = graph[start]
    while todo:
        found |= todo
        todo = {name for one in todo for name in graph[one]} - found
    return found


@pytest.mark.parametrize("path", [path for path in SOURCES if is_in(path, PURE)], ids=module)
def test_what_decides_is_pure(path: Path) -> None:
    wrong = {name for name in imported(path) if name.partition(".")[0] in IMPURE or within(name, "streams.meter")}
    assert not wrong, f"{module(path)} imports {wrong}"


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_outside_things_have_one_door_each(path: Path) -> None:
    tops = {name.partition(".")[0] for name in imported(path)}
    wrong = {name for name, doors in DOORS.items() if name in tops and not is_in(path, doors)}
    assert not wrong, f"{module(path)} imports {wrong} beside its door"


@pytest.mark.parametrize("path", [path for path in SOURCES if not is_in(path, ("streams/kafka",))], ids=module)
def test_every_client_of_kafka_is_made_at_its_door(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    assert not {name(call.func) for call in calls} & CLIENTS
    assert not [call.lineno for call in calls if any(given.arg == "bootstrap_servers" for given in call.keywords)]


def name(function: ast.expr) -> str:
    """The last part of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
