"""`newsmill status`: who is at work, and how far every stage is behind."""

import asyncio
from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Table

from schemas.codec import encode
from streams.cli.common import with_brokers
from streams.clients.admin import admin, demand_topics
from streams.clients.group import living_members
from streams.clients.lag import StageLag, stage_lags
from streams.kafka import Connection
from streams.outputs import BETWEEN, SINKS
from streams.settings import Settings
from streams.topics import topics


@dataclass(frozen=True, slots=True)
class Status:
    """The consumer group, its members (one for each worker that is alive), and the lag of each stage on each topic."""

    group: str
    workers: int
    stages: list[tuple[str, StageLag]]

    def as_json(self) -> str:
        """The shape that docs/status.md describes; fields may be added to it, none goes."""
        stages = [
            {
                "stage": name,
                "topic": lag.topic,
                "partitions": lag.partitions,
                "end": lag.end,
                "behind": lag.behind,
            }
            for name, lag in self.stages
        ]
        return encode({"group": self.group, "workers": self.workers, "stages": stages}).decode()


@click.command("status")
@click.option("--json", "json_", is_flag=True, help="One JSON object: group, workers, stages.")
def command(json_: bool) -> None:
    """Show the workers alive and the lag of each stage: records published to its topic and not yet done.

    Exit status 1 where no worker is alive.
    """
    status = asyncio.run(_status(*with_brokers()))
    if json_:
        click.echo(status.as_json())
    else:
        Console().print(_table(status.stages))
        click.echo(f"workers alive in the group {status.group}: {status.workers}")
    if not status.workers:
        raise click.ClickException(f"no worker is alive: nobody is in the group {status.group}. Start 'newsmill run'")


async def _status(settings: Settings, connection: Connection) -> Status:
    named, group = topics(settings), settings.app_id
    stages = [("screen", spec.name) for spec in named.raws]
    stages += [(SINKS[output].read_by, named[output].name) for output in BETWEEN]
    read = [topic for _, topic in stages]
    async with admin(connection) as client:
        await demand_topics(read, client.list_topics)
        workers = await living_members(client, group)
        lags = await stage_lags(client, connection, group, read)
    return Status(group, workers, [(name, lag) for (name, _), lag in zip(stages, lags, strict=True)])


def _table(lags: list[tuple[str, StageLag]]) -> Table:
    table = Table(title=None, header_style="bold")
    table.add_column("stage")
    table.add_column("topic")
    table.add_column("partitions", justify="right")
    table.add_column("behind", justify="right")
    for stage, lag in lags:
        table.add_row(stage, lag.topic, str(lag.partitions), f"{lag.behind:,}")
    return table
