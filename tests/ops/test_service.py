"""Ready is a worker that has its partitions: a deployment goes on to the next one then."""

from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from streams.ops.metrics import Metrics
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


class Partition(NamedTuple):
    """What is looked at of a task; `behind` as the app would tell."""

    behind: int
    reached_ms: int | None
    at_work: bool = False
    topic: str = "raw"
    partition: int = 0


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def seconds(vitals: WorkerVitals, app: NewsmillApp, partition: Partition) -> float | None:
    stand_in = cast(Any, app)
    stand_in.partition_tasks, stand_in.behind = [partition], lambda task: task.behind
    return vitals.lag_seconds().get(("raw", "0"))


def test_lag_in_seconds_is_the_age_of_the_record_in_hand(app: NewsmillApp) -> None:
    vitals = WorkerVitals(app, clock := Clock())
    assert seconds(vitals, app, Partition(5, None)) is None, "nothing is known of a record that nobody has begun with"
    assert seconds(vitals, app, Partition(5, 940_000, at_work=True)) == 60
    assert seconds(vitals, app, Partition(0, 940_000)) == 0
    clock.now += 30
    assert seconds(vitals, app, Partition(1, 940_000, at_work=True)) == 90


def test_between_records_it_is_no_more_than_the_time_since_all_was_done(app: NewsmillApp) -> None:
    vitals = WorkerVitals(app, clock := Clock())
    assert seconds(vitals, app, Partition(0, 100_000)) == 0
    clock.now += 15
    assert seconds(vitals, app, Partition(1, 100_000)) == 15, "not the 915 s since the record before"


def test_a_broker_whose_clock_is_ahead_makes_no_lag_below_zero(app: NewsmillApp) -> None:
    assert seconds(WorkerVitals(app, Clock()), app, Partition(1, 2_000_000, at_work=True)) == 0


def test_all_gauges_of_the_worker_can_be_looked_up_before_it_has_started(app: NewsmillApp) -> None:
    metrics = Metrics()
    WorkerVitals(app).show_in(metrics)
    page = metrics.page().decode()
    for line in ("newsmill_ready 0.0", "newsmill_queue_bytes 0.0", "newsmill_recovering_seconds 0.0"):
        assert line in page
