"""`newsmill run`: the worker."""

import asyncio
import logging
import signal
import sys
from functools import partial
from types import FrameType

import click

from streams.cli.common import with_brokers
from streams.clients.admin import admin, check_shards, check_topics, create_topics, mend_timestamps
from streams.clients.patience import patiently
from streams.kafka import Connection
from streams.logs import set_up_logging, unheard
from streams.settings import Settings
from streams.supervisor import Supervisor
from streams.topics import TIMESTAMP_TYPE, TIMESTAMPS, topics

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0
"""Between looks for a broker that is away when a worker starts."""


@click.command("run")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes on this machine.")
def command(workers: int) -> None:
    """Run the worker until it is told to stop; exit status 0 after a clean stop, else not."""
    signal.signal(signal.SIGTERM, _stop_before_it_began)
    settings, connection = with_brokers()
    set_up_logging(settings.log_level)
    with unheard("aiokafka"):
        asyncio.run(patiently(partial(_prepare, settings, connection), PAUSE_SECONDS))
    if workers > 1:
        sys.exit(Supervisor(workers).run())
    from streams.app import run  # what a worker needs takes a second to load

    sys.exit(run(settings))


def _stop_before_it_began(_number: int, _frame: FrameType | None) -> None:
    """Until the worker has handlers of its own there is nothing to finish: told to stop, it has stopped cleanly."""
    sys.exit(0)


async def _prepare(settings: Settings, connection: Connection) -> None:
    """Create the topics that are missing, and tell what differs in those that are there."""
    named = topics(settings)
    async with admin(connection) as client:
        await create_topics(client, named.all(), settings.replication)
        await check_shards(client, (named.screened, named.changelog))
        for name in await mend_timestamps(client, named.written()):
            log.warning(
                "topic %s: %s is %s now, else what is under way could be deleted unread",
                name,
                TIMESTAMPS,
                TIMESTAMP_TYPE,
            )
        for difference in await check_topics(client, named.all(), settings.replication):
            log.warning("topic %s", difference)
