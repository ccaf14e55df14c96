"""Every metric of a worker: one typed list, after Prometheus' conventions and in base units; docs/metrics.md is made of
it."""

from dataclasses import dataclass
from enum import Enum

STAGE_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
END_TO_END_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)


@dataclass(frozen=True, slots=True)
class Counter:
    """A number that only rises: its name without `_total`, what it tells, by what it is told apart."""

    name: str
    meaning: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number that rises and falls."""

    name: str
    meaning: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often a number was within each of `buckets`, which are told by their upper ends."""

    name: str
    meaning: str
    labels: tuple[str, ...]
    buckets: tuple[float, ...]


class Metric(Enum):
    """What is measured. Labels are few closed lists, never what a sender has written."""

    ARTICLES_IN = Counter("newsmill_articles_in", "Records that a stage began to handle", ("stage",))
    ARTICLES_OUT = Counter(
        "newsmill_articles_out",
        "Records that a stage has handled, by what became of them (a verdict, a rejection's reason)",
        ("stage", "outcome"),
    )
    STAGE_SECONDS = Histogram(
        "newsmill_stage_seconds",
        "Time a stage takes for one record, without waiting for the broker",
        ("stage",),
        STAGE_BUCKETS,
    )
    END_TO_END_SECONDS = Histogram(
        "newsmill_end_to_end_seconds",
        "Time from the raw record's timestamp until its event was sent",
        ("outcome",),
        END_TO_END_BUCKETS,
    )
    DEFECTS = Counter(
        "newsmill_defects",
        "Articles on which a part of Newsmill failed, and that went on without it (screen: that were rejected)",
        ("part",),
    )
    SET_ASIDE = Counter(
        "newsmill_set_aside",
        "Records that ended three workers in a stage: rejected as poison, or published without what failed",
        ("stage",),
    )
    CROWDED_OUT = Counter(
        "newsmill_crowded_out",
        "Articles that dedupe forgot for want of room though copies may still come, see NEWSMILL_MAX_REMEMBERED",
    )
    OVER_SHARE = Counter(
        "newsmill_over_share",
        "Of these, articles forgotten before older ones: their source held more than a quarter of what is remembered",
    )
    LAG_RECORDS = Gauge(
        "newsmill_lag_records",
        "Records of an assigned partition that are published and not yet committed",
        ("topic", "partition"),
    )
