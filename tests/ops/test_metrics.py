"""Metrics as Prometheus has them: nothing that a sender writes becomes a series."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from streams.metrics import Counter, Gauge, Histogram, Metric
from streams.ops.labels import LABELS, OTHER, Bounded
from streams.ops.metrics import Metrics

WORDS = st.text(string.printable, max_size=20)
COUNTERS = [metric for metric in Metric if isinstance(metric.value, Counter)]
HISTOGRAMS = [metric for metric in Metric if isinstance(metric.value, Histogram)]
GAUGES = [metric for metric in Metric if isinstance(metric.value, Gauge)]
MOST = 130
"""Series of one label set: stages by outcomes are the most."""


def samples(metrics: Metrics) -> list[tuple[str, dict[str, str], float]]:
    families = text_string_to_metric_families(metrics.page().decode())
    return [(one.name, one.labels, one.value) for family in families for one in family.samples]


def test_every_label_has_its_values() -> None:
    assert {label for metric in Metric for label in metric.value.labels} == set(LABELS)


def test_names_are_unique_and_in_base_units() -> None:
    names = [metric.value.name for metric in Metric]
    assert len(set(names)) == len(names)
    assert not [
        name for name in names if not name.startswith("newsmill_") or name.endswith(("_ms", "_total", "_count"))
    ]


@pytest.mark.parametrize("metric", Metric, ids=lambda metric: metric.name.lower())
def test_a_metric_has_few_series_but_for_what_the_installation_makes_of_it(metric: Metric) -> None:
    series = 1
    for label in metric.value.labels:
        values = LABELS[label]
        series *= 1 if isinstance(values, Bounded) else len(values) + 1
    assert series <= MOST


@given(st.data())
def test_whatever_is_given_as_a_label_stands_in_its_list(data: st.DataObject) -> None:
    metrics = Metrics()
    metric = data.draw(st.sampled_from([*COUNTERS, *HISTOGRAMS, *GAUGES]))
    labels = tuple(data.draw(WORDS) for _ in metric.value.labels)
    if metric in COUNTERS:
        metrics.add(metric, 1, *labels)
    elif metric in HISTOGRAMS:
        metrics.observe(metric, 1, *labels)
    else:
        metrics.show(metric, lambda: {labels: 1})
    for name, told, _ in samples(metrics):
        if name.startswith("newsmill_"):
            for label, value in told.items():
                listed = LABELS.get(label, Bounded("buckets"))
                assert isinstance(listed, Bounded) or value in (*listed, OTHER)


def test_what_is_in_no_list_takes_no_memory() -> None:
    metrics = Metrics()
    before = len(metrics._counters)
    for number in range(100):
        metrics.add(Metric.REJECTED, 1, f"reason {number}")
    assert len(metrics._counters) == before + 1
    assert ("newsmill_rejected_total", {"reason": OTHER}, 100.0) in samples(metrics)


def test_what_has_a_closed_list_begins_at_zero() -> None:
    """Prometheus' `increase` sees no rise from a series that is not there."""
    found = {name: told for name, told, _ in samples(Metrics()) if name == "newsmill_set_aside_total"}
    assert found
    assert ("newsmill_rejected_total", {"reason": "not_json"}, 0.0) in samples(Metrics())


def test_a_gauge_shows_what_is_there_now() -> None:
    metrics = Metrics()
    there: dict[tuple[str, ...], float] = {("raw", "0"): 1.0, ("raw", "1"): 1.0}
    metrics.show(Metric.LAG_RECORDS, lambda: there)
    assert 'partition="0"' in metrics.page().decode()
    del there["raw", "0"]
    assert 'partition="0"' not in metrics.page().decode()


def test_the_process_tells_of_itself() -> None:
    assert {"process_start_time_seconds", "process_resident_memory_bytes"} <= {name for name, *_ in samples(Metrics())}
