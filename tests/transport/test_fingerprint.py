"""A Faust that is not the one whose methods we override is noticed at start, by name."""

import json
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from mode.services import ServiceTask

from streams.transport import NewsmillApp, consumer, create_app, fingerprint, producer, thread
from streams.transport.agents import Agent, Stream
from streams.transport.errors import FaustChangedError
from streams.transport.recovery import TableManager
from streams.transport.table import Table
from streams.transport.worker import NewsmillWorker


def test_the_installed_faust_is_the_one_that_was_read() -> None:
    fingerprint.check_installed()


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("faust.transport.consumer:Consumer.getmany", "0123456789abcdef"),
        ("faust.transport.consumer:Consumer.no_longer_there", "0123456789abcdef"),
        ("faust.no_such_module:Consumer.getmany", "0123456789abcdef"),
    ],
    ids=["changed", "method gone", "module gone"],
)
def test_what_is_gone_or_changed_is_named_and_nothing_starts(
    name: str, digest: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fingerprint.json"
    path.write_text(json.dumps({name: digest}))
    monkeypatch.setattr("streams.transport.fingerprint.check_installed.__defaults__", (path,))
    with pytest.raises(FaustChangedError, match=name):
        create_app(app_id="a", brokers=["localhost:1"], guarantee="exactly_once", datadir=tmp_path)


OURS = [
    NewsmillApp,
    consumer.Consumer,
    thread.ConsumerThread,
    producer.Producer,
    producer.TransactionManager,
    TableManager,
    Table,
    Stream,
    Agent,
    NewsmillWorker,
]


@pytest.mark.parametrize("ours", OURS, ids=lambda ours: f"{ours.__module__}.{ours.__name__}")
def test_every_method_that_we_override_is_held_by_its_fingerprint(ours: Any) -> None:
    held = {name.partition(":")[2] for name in json.loads(fingerprint.PATH.read_text())}
    for name in overridden(ours):
        owners = [base.__qualname__ for base in ours.__mro__[1:] if name in vars(base)]
        assert any(f"{owner}.{name}" in held for owner in owners), f"{name} of {owners[0]} is not in fingerprint.json"


CALLED = [
    "mode.threads:MethodQueue._process_enqueued",
    "mode.threads:MethodQueue.call",
    "mode.threads:MethodQueueWorker._method_queue_do_work",
    "mode.threads:QueueServiceThread.call_thread",
    "mode.threads:ServiceThread._serve",
    "mode.threads:ServiceThread._shutdown_thread",
    "mode.threads:ServiceThread._start_thread",
    "mode.threads:ServiceThread.crash",
    "mode.threads:ServiceThread.stop",
]
"""How the consumer's thread is asked to commit, and how it ends, which mode 0.7.0 does otherwise."""


@pytest.mark.parametrize("name", CALLED)
def test_what_runs_the_consumers_thread_is_held_though_nothing_of_it_is_overridden(name: str) -> None:
    assert name in json.loads(fingerprint.PATH.read_text())


def test_the_refusal_names_the_versions_of_all_three_libraries(tmp_path: Path) -> None:
    path = tmp_path / "fingerprint.json"
    path.write_text(json.dumps({"faust.no_such_module:Gone": "0123456789abcdef"}))
    with pytest.raises(FaustChangedError, match=r"faust-streaming [\d.]+, mode-streaming [\d.]+, aiokafka [\d.]+;"):
        fingerprint.check_installed(path)


def overridden(ours: Any) -> list[str]:
    """The methods of a class that hide one of Faust's, those that Python itself calls left out."""
    others = [base for base in ours.__mro__[1:] if base.__module__.split(".")[0] in ("faust", "mode")]
    methods = [name for name, value in vars(ours).items() if isinstance(value, FunctionType | property | ServiceTask)]
    return [name for name in methods if not name.startswith("__") and any(name in vars(base) for base in others)]
