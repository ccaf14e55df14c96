"""Every metric of a worker: one typed list, after Prometheus' conventions and in base units; docs/metrics.md is made of
it. What each label may be stands in `streams.ops.labels`."""

from dataclasses import dataclass
from enum import Enum

STAGE_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
END_TO_END_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)
RECOVERY_BUCKETS = (0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)


@dataclass(frozen=True, slots=True)
class Counter:
    """A number that only rises: its name without `_total`, what it tells, by what it is told apart."""

    name: str
    meaning: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number that rises and falls: looked up when somebody asks for it."""

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
    REJECTED = Counter("newsmill_rejected", "Records that were rejected, by whichever stage", ("reason",))
    DEFECTS = Counter(
        "newsmill_defects",
        "Articles on which a part of Newsmill failed, and that went on without it (screen: that were rejected)",
        ("part",),
    )
    OMITTED = Counter(
        "newsmill_omitted",
        "Enriched events that say of a part that it is not there, or not all of it",
        ("part", "lack"),
    )
    SET_ASIDE = Counter(
        "newsmill_set_aside",
        "Records that ended three workers in a stage: rejected as poison, or published without what failed",
        ("stage",),
    )

    STAGE_SECONDS = Histogram(
        "newsmill_stage_seconds",
        "Time a stage takes for one record, without waiting for the broker",
        ("stage",),
        STAGE_BUCKETS,
    )
    PART_SECONDS = Histogram(
        "newsmill_part_seconds",
        "Of these in enrich, time that finding one part takes: entities (the tagger, joining, linking), money",
        ("part",),
        STAGE_BUCKETS,
    )
    END_TO_END_SECONDS = Histogram(
        "newsmill_end_to_end_seconds",
        "Time from the raw record's timestamp until its event was sent",
        ("outcome",),
        END_TO_END_BUCKETS,
    )

    LAG_RECORDS = Gauge(
        "newsmill_lag_records",
        "Records of an assigned partition that are published and not yet committed",
        ("topic", "partition"),
    )
    LAG_SECONDS = Gauge(
        "newsmill_lag_seconds",
        "Age of the oldest article of an assigned partition that is not done, by its raw record's time, or a little "
        "more; 0 where all are. Told from the first record on",
        ("topic", "partition"),
    )
    QUEUE_BYTES = Gauge("newsmill_queue_bytes", "Bytes of fetched records that wait for their stages")

    REMEMBERED = Gauge("newsmill_remembered_articles", "Articles that a shard of dedupe remembers", ("shard",))
    REMEMBERED_BYTES = Gauge(
        "newsmill_remembered_bytes",
        "What they take: bytes of keys and values of the table's rows, and memory of the index over them",
        ("shard", "held"),
    )
    CROWDED_OUT = Counter(
        "newsmill_crowded_out",
        "Articles that dedupe forgot for want of room though copies may still come, see NEWSMILL_MAX_REMEMBERED",
    )
    OVER_SHARE = Counter(
        "newsmill_over_share",
        "Of these, articles forgotten before older ones: their source held more than a quarter of what is remembered",
    )

    REBALANCES = Counter("newsmill_rebalances", "Times that Kafka gave this worker its partitions anew")
    RECOVERY_SECONDS = Histogram(
        "newsmill_recovery_seconds",
        "Time from such an assignment until records flow: what is remembered is read back",
        (),
        RECOVERY_BUCKETS,
    )
    RECOVERING_SECONDS = Gauge(
        "newsmill_recovering_seconds", "Time that a recovery which is not over yet has taken so far, else 0"
    )
    RECOVERED_ROWS = Counter("newsmill_recovered_rows", "Records of the changelog that were read back")
    STATE_LOST = Counter(
        "newsmill_state_lost",
        "Shards found with an emptied changelog. The worker ends of it unless NEWSMILL_ACCEPT_STATE_LOSS is set",
    )

    COMMITS = Counter("newsmill_commits", "Commits of a partition of this topic that were taken", ("topic",))
    ABORTS = Counter(
        "newsmill_aborts", "Transactions that were aborted; the worker ends then, so few are seen", ("topic",)
    )
    FENCED = Counter(
        "newsmill_fenced",
        "Times that another worker was found to have a partition of this topic; the worker ends then, so few are seen",
        ("topic",),
    )
    TAKEN_OVER = Counter(
        "newsmill_taken_over",
        "Partitions of this topic taken over from a worker that ended without saying why: killed, fenced or hung",
        ("topic",),
    )
    DELETED_UNREAD = Counter(
        "newsmill_deleted_unread", "Records that retention deleted before they were read", ("topic",)
    )

    READY = Gauge("newsmill_ready", "1 while the worker has its partitions and what it remembers, else 0")
    INFO = Gauge("newsmill_info", "Always 1; its labels say what runs", ("release", "pipeline", "model"))
    WORKER_UP = Gauge("newsmill_worker_up", "With `run --workers`: 1 where a worker answers, else 0", ("worker",))
    WORKERS_ENDED = Counter(
        "newsmill_workers_ended", "With `run --workers`: ends of workers that nobody asked for", ("worker", "how")
    )
