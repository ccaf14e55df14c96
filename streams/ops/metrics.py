"""The metrics of `streams.metrics` as Prometheus has them."""

from collections.abc import Callable, Iterator, Mapping

import prometheus_client
from prometheus_client import CollectorRegistry, ProcessCollector, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily

from streams.metrics import Counter, Gauge, Histogram, Metric
from streams.ops.labels import closed, known

Look = Callable[[], Mapping[tuple[str, ...], float]]
"""What a gauge stands at now, by the values of its labels."""


class Metrics:
    """The metrics of one worker, in a registry of their own, so that several can stand side by side in tests.

    `labels` are in the order of the metric's own. Raises ValueError where they are more or fewer.
    """

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._added = dict[Metric, prometheus_client.Counter]()
        self._observed = dict[Metric, prometheus_client.Histogram]()
        # By labels that stand in their lists, which spares prometheus_client's own look-up.
        self._counters = dict[tuple[Metric, tuple[str, ...]], prometheus_client.Counter]()
        self._histograms = dict[tuple[Metric, tuple[str, ...]], prometheus_client.Histogram]()
        self._gauges = Gauges()
        for metric in Metric:
            self._register(metric)
        self.registry.register(self._gauges)
        ProcessCollector(registry=self.registry)

    def _register(self, metric: Metric) -> None:
        match metric.value:
            case Counter(name, meaning, labels):
                self._added[metric] = prometheus_client.Counter(name, meaning, labels, registry=self.registry)
                for values in known(labels):
                    self.add(metric, 0, *values)
            case Histogram(name, meaning, labels, buckets):
                self._observed[metric] = prometheus_client.Histogram(
                    name, meaning, labels, registry=self.registry, buckets=buckets
                )

    def add(self, metric: Metric, number: float = 1, *labels: str) -> None:
        """Add to a counter."""
        (self._counters.get((metric, labels)) or self._counter(metric, labels)).inc(number)

    def observe(self, metric: Metric, number: float, *labels: str) -> None:
        """Put a number into a histogram."""
        (self._histograms.get((metric, labels)) or self._histogram(metric, labels)).observe(number)

    def _counter(self, metric: Metric, labels: tuple[str, ...]) -> prometheus_client.Counter:
        values, parent = closed(metric.value.labels, labels), self._added[metric]
        return self._counters.setdefault((metric, values), parent.labels(*values) if values else parent)

    def _histogram(self, metric: Metric, labels: tuple[str, ...]) -> prometheus_client.Histogram:
        values, parent = closed(metric.value.labels, labels), self._observed[metric]
        return self._histograms.setdefault((metric, values), parent.labels(*values) if values else parent)

    def show(self, metric: Metric, look: Look) -> None:
        """From now on a gauge stands at what `look` finds whenever the page is asked for."""
        self._gauges.looks[metric] = look

    def page(self) -> bytes:
        """What Prometheus scrapes."""
        return generate_latest(self.registry)


class Gauges:
    """Every gauge, as a collector of prometheus_client: what is gone since the last look is not shown any more."""

    def __init__(self) -> None:
        self.looks: dict[Metric, Look] = {}

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for metric in Metric:
            if isinstance(metric.value, Gauge):
                yield self._family(metric, metric.value)

    def _family(self, metric: Metric, gauge: Gauge) -> GaugeMetricFamily:
        family = GaugeMetricFamily(gauge.name, gauge.meaning, labels=gauge.labels)
        look = self.looks.get(metric)
        for values, number in (look() if look else {}).items():
            family.add_metric(closed(gauge.labels, values), number)
        return family
