"""`newsmill run`: the worker."""

import asyncio
import signal
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import click

from streams.cli.common import with_brokers
from streams.clients.prepare import prepare
from streams.kafka.patience import patiently
from streams.logs import set_up_logging, unheard
from streams.settings import Settings
from streams.supervisor import Supervisor

PAUSE_SECONDS = 5.0
"""Between looks for a broker that is away when a worker starts."""


@click.command("run")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes on this machine.")
@click.option(
    "--socket", type=click.Path(path_type=Path), hidden=True, help="Where a worker of several shows its pages."
)
def command(workers: int, socket: Path | None) -> None:
    """Run the worker until it is told to stop; exit status 0 after a clean stop, else not."""
    signal.signal(signal.SIGTERM, _stop_before_it_began)
    settings, connection = with_brokers()
    set_up_logging(settings.log_level)
    with unheard("aiokafka"):
        asyncio.run(patiently(partial(prepare, settings, connection), PAUSE_SECONDS))
    if workers > 1:
        sys.exit(_run_several(workers, settings))
    from streams.app import run  # what a worker needs takes a second to load

    sys.exit(run(settings, socket))


def _run_several(workers: int, settings: Settings) -> int:
    """Workers under one address, each at a socket in a folder that nobody else may enter; the exit status."""
    from streams.meter import count_with
    from streams.ops.crew import Crew
    from streams.ops.metrics import Metrics

    with TemporaryDirectory(prefix="newsmill-") as folder:
        sockets = [Path(folder) / str(number) for number in range(workers)]
        metrics = Metrics()
        count_with(metrics)
        beside = Crew(sockets, metrics).served(settings.web_host, settings.web_port)
        try:
            return Supervisor([("--socket", str(socket)) for socket in sockets], beside).run()
        except OSError as error:
            raise click.ClickException(str(error)) from None


def _stop_before_it_began(_number: int, _frame: FrameType | None) -> None:
    """Until the worker has handlers of its own there is nothing to finish: told to stop, it has stopped cleanly."""
    sys.exit(0)
