"""What the dashboard shows, as values: rows of panels, each with its queries and a sentence on how to read it.

`$job` is chosen at the top of the dashboard; Grafana fills in `$__rate_interval` by its resolution.
"""

from dataclasses import dataclass

JOB = 'job=~"$job"'
SHORT, SECONDS, BYTES, SHARE, PER_SECOND = "short", "s", "bytes", "percentunit", "cps"


@dataclass(frozen=True, slots=True)
class Query:
    """PromQL, and what its series are called: `{{label}}` stands for a label's value."""

    expression: str
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """`single`: the last value as a number, else lines over time. `bad_from`: red from this value on."""

    title: str
    meaning: str
    unit: str
    queries: tuple[Query, ...]
    single: bool = False
    bad_from: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Panels under a heading."""

    title: str
    panels: tuple[Panel, ...]


def rate(name: str, by: str, more: str = "") -> str:
    """By the second, summed up by labels; `more` are further conditions."""
    return f"sum by ({by}) (rate({name}{{{JOB}{more}}}[$__rate_interval]))"


def quantile(share: float, name: str, by: str) -> str:
    """Of a histogram the value below which this share of its numbers lies."""
    return f"histogram_quantile({share}, sum by (le, {by}) (rate({name}_bucket{{{JOB}}}[$__rate_interval])))"


WELL = Row(
    "Is it well?",
    (
        Panel(
            "Workers ready",
            "Workers that have their partitions. Fewer than you run: docs/alerts.md, NewsmillNotReady.",
            SHORT,
            (Query(f"sum(newsmill_ready{{{JOB}}})"),),
            single=True,
        ),
        Panel(
            "Oldest article not done",
            "Its age. NewsmillLag alarms from five minutes on.",
            SECONDS,
            (Query(f"max(newsmill_lag_seconds{{{JOB}}})"),),
            single=True,
            bad_from=300,
        ),
        Panel(
            "Records that wait",
            "Published and not yet committed, of all stages.",
            SHORT,
            (Query(f"sum(newsmill_lag_records{{{JOB}}})"),),
            single=True,
        ),
        Panel(
            "Later than 60 s",
            "Share of events of the last hour; the objective allows 1 %.",
            SHARE,
            (Query(f"max(job:newsmill_late:ratio_rate1h{{{JOB}}})"),),
            single=True,
            bad_from=0.01,
        ),
        Panel(
            "Rejected",
            "Share of raw records of the last half hour. NewsmillRejects alarms from 5 % on.",
            SHARE,
            (Query(f"max(job:newsmill_rejected:ratio_rate30m{{{JOB}}})"),),
            single=True,
            bad_from=0.05,
        ),
        Panel(
            "Set aside, deleted unread",
            "Records of the last day for which somebody has to do something.",
            SHORT,
            (
                Query(f"sum(increase(newsmill_set_aside_total{{{JOB}}}[1d]))", "set aside"),
                Query(f"sum(increase(newsmill_deleted_unread_total{{{JOB}}}[1d]))", "deleted unread"),
            ),
            single=True,
            bad_from=1,
        ),
    ),
)

FLOW = Row(
    "What comes in and goes out",
    (
        Panel(
            "Into each stage",
            "Records a second that a stage begins with.",
            PER_SECOND,
            (Query(rate("newsmill_articles_in_total", "stage"), "{{stage}}"),),
        ),
        Panel(
            "What dedupe finds",
            "By verdict.",
            PER_SECOND,
            (Query(rate("newsmill_articles_out_total", "outcome", ',stage="dedupe"'), "{{outcome}}"),),
        ),
        Panel(
            "Rejected, by reason",
            "docs/events.html tells when each applies.",
            PER_SECOND,
            (Query(rate("newsmill_rejected_total", "reason"), "{{reason}}"),),
        ),
        Panel(
            "Share of copies",
            "Of what dedupe judged in the last hour.",
            SHARE,
            (Query(f"job:newsmill_duplicates:ratio_rate1h{{{JOB}}}", "{{job}}"),),
        ),
        Panel(
            "Left out of events",
            "By part and why: limit and budget are the text's doing, defect and poison ours.",
            PER_SECOND,
            (Query(rate("newsmill_omitted_total", "part, lack"), "{{part}}: {{lack}}"),),
        ),
        Panel(
            "Defects",
            "Our own code failed; the log says where.",
            PER_SECOND,
            (Query(rate("newsmill_defects_total", "part"), "{{part}}"),),
        ),
    ),
)

TIME = Row(
    "How long it takes",
    (
        Panel(
            "From raw record to event",
            "Of half of the events, and of 99 in 100.",
            SECONDS,
            (
                Query(quantile(0.5, "newsmill_end_to_end_seconds", "job"), "half"),
                Query(quantile(0.99, "newsmill_end_to_end_seconds", "job"), "99 %"),
            ),
        ),
        Panel(
            "Seconds a stage takes",
            "For one record, 99 in 100; without waiting for Kafka.",
            SECONDS,
            (Query(quantile(0.99, "newsmill_stage_seconds", "stage"), "{{stage}}"),),
        ),
        Panel(
            "Seconds a part takes",
            "Entities is the tagger, joining and linking; 99 in 100.",
            SECONDS,
            (Query(quantile(0.99, "newsmill_part_seconds", "part"), "{{part}}"),),
        ),
        Panel(
            "Age of the oldest article, by topic",
            "That is not done.",
            SECONDS,
            (Query(f"max by (topic) (newsmill_lag_seconds{{{JOB}}})", "{{topic}}"),),
        ),
        Panel(
            "Records that wait, by topic",
            "Published and not committed.",
            SHORT,
            (Query(f"sum by (topic) (newsmill_lag_records{{{JOB}}})", "{{topic}}"),),
        ),
        Panel(
            "Fetched and waiting",
            "Bytes in a worker's queues; 64 MiB at most.",
            BYTES,
            (Query(f"newsmill_queue_bytes{{{JOB}}}", "{{instance}} {{worker}}"),),
        ),
    ),
)

DEDUPE = Row(
    "What dedupe remembers",
    (
        Panel(
            "Articles",
            "By shard; NEWSMILL_MAX_REMEMBERED is the most.",
            SHORT,
            (Query(f"sum by (shard) (newsmill_remembered_articles{{{JOB}}})", "shard {{shard}}"),),
        ),
        Panel(
            "Bytes",
            "Rows and the index over them.",
            BYTES,
            (Query(f"sum by (shard, held) (newsmill_remembered_bytes{{{JOB}}})", "shard {{shard}}: {{held}}"),),
        ),
        Panel(
            "Forgotten early",
            "For want of room, though copies may still come.",
            PER_SECOND,
            (
                Query(rate("newsmill_crowded_out_total", "job"), "for want of room"),
                Query(rate("newsmill_over_share_total", "job"), "of these out of turn"),
            ),
        ),
    ),
)

WORKERS = Row(
    "Workers and Kafka",
    (
        Panel(
            "Committed",
            "Commits a second, by topic.",
            PER_SECOND,
            (Query(rate("newsmill_commits_total", "topic"), "{{topic}}"),),
        ),
        Panel(
            "Rebalances, aborts, fencings",
            "In an hour. Taken over: from a worker that ended without a word.",
            SHORT,
            tuple(
                Query(f"sum(increase(newsmill_{name}_total{{{JOB}}}[1h]))", name.replace("_", " "))
                for name in ("rebalances", "aborts", "fenced", "taken_over")
            ),
        ),
        Panel(
            "Recovery",
            "Seconds that one takes now and that all took on average, and rows a second that are read back.",
            SHORT,
            (
                Query(f"max(newsmill_recovering_seconds{{{JOB}}})", "seconds now"),
                Query(
                    f"sum(newsmill_recovery_seconds_sum{{{JOB}}}) / sum(newsmill_recovery_seconds_count{{{JOB}}})",
                    "seconds on average",
                ),
                Query(rate("newsmill_recovered_rows_total", "job"), "rows a second"),
            ),
        ),
        Panel(
            "Memory",
            "Resident, by worker.",
            BYTES,
            (Query(f"process_resident_memory_bytes{{{JOB}}}", "{{instance}} {{worker}}"),),
        ),
        Panel(
            "Processor",
            "Cores, by worker; one is the most.",
            SHORT,
            (Query(f"rate(process_cpu_seconds_total{{{JOB}}}[$__rate_interval])", "{{instance}} {{worker}}"),),
        ),
        Panel(
            "Runs for",
            "Since its process started; what falls again and again flaps.",
            SECONDS,
            (Query(f"time() - process_start_time_seconds{{{JOB}}}", "{{instance}} {{worker}}"),),
        ),
        Panel(
            "What runs",
            "Release, pipeline and model, by how many workers.",
            SHORT,
            (
                Query(
                    f"sum by (release, pipeline, model) (newsmill_info{{{JOB}}})",
                    "{{release}}, {{pipeline}}, {{model}}",
                ),
            ),
        ),
    ),
)

ROWS = (WELL, FLOW, TIME, DEDUPE, WORKERS)


def queries() -> list[str]:
    """Every query of the dashboard."""
    return [query.expression for row in ROWS for panel in row.panels for query in panel.queries]
