"""The worker, put together: an article's way from raw to enriched, in one place."""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from streams.clients.origin import raw_record
from streams.clients.unread import oldest_unread
from streams.entities.tagging import model_name
from streams.meter import count_with
from streams.metrics import Metric
from streams.ops.metrics import Metrics
from streams.ops.service import WebService
from streams.outputs import Output
from streams.rules import enrich_rules, screen_rules, warm_up
from streams.settings import Settings
from streams.stages.context import StageContext, one_at_a_time
from streams.stages.dedupe import add_dedupe
from streams.stages.enrich import add_enrich
from streams.stages.horizon import Horizon
from streams.stages.screen import add_screen
from streams.steps import PIPELINE_VERSION
from streams.topics import ROOM, Topics, TopicSpec, topics
from streams.transport import NewsmillApp, create_app, run_worker


class Row(NamedTuple):
    """A stage: what it reads, the agent that moves its records, to which outputs its step sends."""

    stage: str
    reads: tuple[TopicSpec, ...]
    add: Callable[[NewsmillApp, StageContext], None]
    writes: tuple[Output, ...]


def way(settings: Settings, named: Topics) -> tuple[Row, ...]:
    """An article's way, in the order in which it travels. Raises SettingsError or TaggerUnavailable."""
    enriching = enrich_rules(settings)
    screening = screen_rules(settings, enriching)
    warm_up(screening)
    horizon = Horizon(partial(oldest_unread, settings.connection, settings.app_id, *(raw.name for raw in named.raws)))
    fetch = partial(raw_record, settings.connection)
    return (
        Row(
            stage="screen",
            reads=named.raws,
            add=partial(add_screen, rules=screening, horizon=horizon),
            writes=(Output.SCREENED, Output.REJECTED),
        ),
        Row(
            stage="dedupe",
            reads=(named[Output.SCREENED],),
            add=partial(add_dedupe, settings=settings, fetch=fetch),
            writes=(Output.UNIQUE, Output.DUPLICATES, Output.REJECTED),  # rejected: poison alone
        ),
        Row(
            stage="enrich",
            reads=(named[Output.UNIQUE],),
            add=partial(add_enrich, rules=enriching),
            writes=(Output.ENRICHED, Output.ENTITIES, Output.MONEY),
        ),
    )


def build_app(settings: Settings, socket: Path | None = None) -> NewsmillApp:
    """A Faust app with the stages of the way; nothing runs yet. Raises SettingsError or TaggerUnavailable.

    Its pages are at `socket` rather than at a port where another process shows them.
    """
    named, metrics, aside = topics(settings), Metrics(), one_at_a_time()
    count_with(metrics)
    runs = version("newsmill"), PIPELINE_VERSION, model_name(settings.tagger)
    metrics.show(Metric.INFO, lambda: {runs: 1})
    app = create_app(
        app_id=settings.app_id,
        brokers=settings.connection.bootstrap.split(","),
        security=settings,
        guarantee=settings.guarantee.value,
        datadir=settings.data_dir,
        commit_interval=settings.commit_interval,
        session_timeout=settings.session_timeout,
        max_record_bytes=settings.max_event_bytes + ROOM,
    )
    for row in way(settings, named):
        reads = [spec.name for spec in row.reads]
        sinks = {output: named[output].name for output in row.writes}
        row.add(app, StageContext(row.stage, reads, sinks, metrics, aside))
    app.add_dependency(WebService(app, metrics, socket or (settings.web_host, settings.web_port)))
    return app


def run(settings: Settings, socket: Path | None = None) -> int:
    """Run a worker until it is told to stop or cannot go on; the exit status of the process."""
    return run_worker(build_app(settings, socket))
