"""Ready is a worker that has its partitions: a deployment goes on to the next one then."""

from pathlib import Path
from typing import Any, cast

import pytest

from streams.ops.service import WorkerVitals
from streams.transport import NewsmillApp, create_app


@pytest.fixture
def app(tmp_path: Path) -> NewsmillApp:
    return create_app(app_id="mill", brokers=["localhost:1"], guarantee="exactly_once", datadir=tmp_path)


def test_a_worker_that_was_never_given_partitions_is_not_ready(app: NewsmillApp) -> None:
    vitals = WorkerVitals(app)
    assert vitals.not_ready() == "partitions are being assigned, or what is remembered is being read back"
    assert vitals.not_alive() is None


def test_it_is_ready_while_its_partitions_flow(app: NewsmillApp) -> None:
    vitals, tables = WorkerVitals(app), cast(Any, app.tables)
    tables.recovery.completed.set()
    assert vitals.not_ready() is None
    app.rebalancing = True
    assert vitals.not_ready() is not None


def test_a_worker_that_failed_is_neither_and_says_why(app: NewsmillApp) -> None:
    app.failure = ValueError("fenced")
    assert WorkerVitals(app).not_ready() == WorkerVitals(app).not_alive() == "fenced"
