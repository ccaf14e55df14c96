"""The metrics of `streams.metrics` as Prometheus has them."""

from collections.abc import Mapping

import prometheus_client
from prometheus_client import CollectorRegistry, disable_created_metrics, generate_latest

from streams.metrics import Counter, Gauge, Histogram, Metric


class Metrics:
    """The metrics of one worker, in a registry of their own, so that several can stand side by side in tests.

    `labels` are in the order of the metric's own. Raises ValueError where they are more or fewer.
    """

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._added = dict[Metric, prometheus_client.Counter | prometheus_client.Gauge]()
        self._observed = dict[Metric, prometheus_client.Histogram]()
        for metric in Metric:
            self._register(metric)

    def _register(self, metric: Metric) -> None:
        match metric.value:
            case Counter(name, meaning, labels):
                self._added[metric] = prometheus_client.Counter(name, meaning, labels, registry=self.registry)
            case Gauge(name, meaning, labels):
                self._added[metric] = prometheus_client.Gauge(name, meaning, labels, registry=self.registry)
            case Histogram(name, meaning, labels, buckets):
                self._observed[metric] = prometheus_client.Histogram(
                    name, meaning, labels, registry=self.registry, buckets=buckets
                )

    def add(self, metric: Metric, number: float = 1, *labels: str) -> None:
        """Add to a counter or gauge."""
        found = self._added[metric]
        (found.labels(*labels) if labels else found).inc(number)

    def observe(self, metric: Metric, number: float, *labels: str) -> None:
        """Put a number into a histogram."""
        found = self._observed[metric]
        (found.labels(*labels) if labels else found).observe(number)

    def set_lags(self, lags: Mapping[tuple[str, int], int]) -> None:
        """The lag of every assigned partition; a partition that was revoked is no longer shown."""
        gauge = self._added[Metric.LAG_RECORDS]
        gauge.clear()
        for (topic, partition), lag in lags.items():
            gauge.labels(topic, str(partition)).inc(lag)

    def page(self) -> bytes:
        """What Prometheus scrapes."""
        return generate_latest(self.registry)
