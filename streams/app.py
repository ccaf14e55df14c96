"""The worker, put together: an article's way from raw to enriched, in one place."""

from functools import partial

from streams.clients.origin import raw_record
from streams.clients.unread import oldest_unread
from streams.ops.metrics import Metrics
from streams.ops.service import WebService
from streams.rules import enrich_rules, screen_rules, warm_up
from streams.settings import Settings
from streams.stages.dedupe import add_dedupe
from streams.stages.enrich import add_enrich
from streams.stages.horizon import Horizon
from streams.stages.screen import add_screen
from streams.stages.station import Station, one_at_a_time
from streams.topics import ROOM, topics
from streams.transport import NewsmillApp, create_app, run_worker


def build_app(settings: Settings) -> NewsmillApp:
    """A Faust app with the three stages; nothing runs yet. Raises SettingsError or TaggerUnavailable."""
    named, metrics = topics(settings), Metrics()
    enriching = enrich_rules(settings)
    screening = screen_rules(settings, enriching)
    warm_up(screening)
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
    horizon = Horizon(partial(oldest_unread, settings.connection, settings.app_id, *(spec.name for spec in named.raws)))
    station = partial(Station, topics=named, metrics=metrics, aside=one_at_a_time())
    add_screen(app, station("screen"), screening, horizon)
    add_dedupe(app, station("dedupe"), settings, partial(raw_record, settings.connection))
    add_enrich(app, station("enrich"), enriching)
    app.add_dependency(WebService(app, metrics, settings.web_host, settings.web_port))
    return app


def run(settings: Settings) -> int:
    """Run a worker until it is told to stop or cannot go on; the exit status of the process."""
    return run_worker(build_app(settings))
