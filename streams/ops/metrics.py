"""The worker's metrics: one typed list of names, Prometheus conventions, base units."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

STAGE_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
END_TO_END_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)


class Metrics:
    """The metrics of one worker, in a registry of their own, so that several can stand side by side in tests."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self.articles_in = Counter(
            "newsmill_articles_in",
            "Records that a stage began to handle",
            ["stage"],
            registry=self.registry,
        )
        self.articles_out = Counter(
            "newsmill_articles_out",
            "Records that a stage has handled, by what became of them (a verdict, a rejection's reason)",
            ["stage", "outcome"],
            registry=self.registry,
        )
        self.stage_seconds = Histogram(
            "newsmill_stage_seconds",
            "Time a stage takes for one record, without waiting for the broker",
            ["stage"],
            buckets=STAGE_BUCKETS,
            registry=self.registry,
        )
        self.end_to_end_seconds = Histogram(
            "newsmill_end_to_end_seconds",
            "Time from the raw record's timestamp until its event was sent",
            ["outcome"],
            buckets=END_TO_END_BUCKETS,
            registry=self.registry,
        )
        self.defects = Counter(
            "newsmill_defects",
            "Articles on which a part of Newsmill failed, and that went on without it (screen: that were rejected)",
            ["part"],
            registry=self.registry,
        )
        self.set_aside = Counter(
            "newsmill_set_aside",
            "Records that ended three workers in a stage: rejected as poison, or published without what failed",
            ["stage"],
            registry=self.registry,
        )
        self.crowded_out = Counter(
            "newsmill_crowded_out",
            "Articles that dedupe forgot for want of room though copies may still come, see NEWSMILL_MAX_REMEMBERED",
            registry=self.registry,
        )
        self.lag_records = Gauge(
            "newsmill_lag_records",
            "Records of an assigned partition that are published and not yet committed",
            ["topic", "partition"],
            registry=self.registry,
        )

    def set_lags(self, lags: Mapping[tuple[str, int], int]) -> None:
        """The lag of every assigned partition; a partition that was revoked is no longer shown."""
        self.lag_records.clear()
        for (topic, partition), lag in lags.items():
            self.lag_records.labels(topic, str(partition)).set(lag)

    def page(self) -> bytes:
        """What Prometheus scrapes."""
        return generate_latest(self.registry)
