"""Counting where nobody hands a meter in."""

import pytest

from streams import meter
from streams.metrics import Metric
from streams.ops.metrics import Metrics


def test_what_is_counted_anywhere_stands_on_the_page_of_the_last_meter(counted: Metrics) -> None:
    meter.count_with(Metrics())
    meter.count_with(counted)
    meter.count(Metric.SET_ASIDE, 2, "enrich")
    meter.observe(Metric.STAGE_SECONDS, 0.002, "enrich")
    page = counted.page().decode()
    assert 'newsmill_set_aside_total{stage="enrich"} 2.0' in page
    assert 'newsmill_stage_seconds_count{stage="enrich"} 1.0' in page


def test_without_a_worker_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "_meters", [])
    meter.count(Metric.CROWDED_OUT)


def test_a_label_more_than_the_metric_has_is_an_error(counted: Metrics) -> None:
    with pytest.raises(ValueError, match="label count"):
        meter.count(Metric.SET_ASIDE, 1, "enrich", "first")
