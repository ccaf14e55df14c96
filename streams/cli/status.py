"""`newsmill status`: who is at work, and how far every stage is behind."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from schemas.codec import encode
from schemas.headers import rfc3339
from streams.cli.common import with_brokers
from streams.clients.admin import admin, demand_topics
from streams.clients.group import living_members
from streams.clients.lag import StageLag, stage_lags
from streams.clients.unread import UnknownAgeError, oldest_of_each
from streams.kafka import Connection
from streams.kafka.errors import KafkaUnavailableError
from streams.outputs import BETWEEN, SINKS
from streams.settings import Settings
from streams.topics import topics

BEYOND = 3
"""Exit status where a stage is further behind than allowed; 1 is for what is down, 2 is click's, for a slip."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and a topic that it reads: how many records are not done, and the time (ms) of the oldest of them."""

    name: str
    lag: StageLag
    oldest: int | None

    def age(self, now: int) -> float:
        """Seconds since that record was appended, 0 where all is done. `now` in ms."""
        return 0.0 if self.oldest is None else max(0, now - self.oldest) / 1000


@dataclass(frozen=True, slots=True)
class Status:
    """The consumer group, its members (one for each worker that is alive), and the lag of each stage on each topic."""

    group: str
    workers: int
    stages: list[Stage]
    now: int

    def as_json(self) -> str:
        """The shape that docs/status.md describes; fields may be added to it, none goes."""
        stages = [
            {
                "stage": stage.name,
                "topic": stage.lag.topic,
                "partitions": stage.lag.partitions,
                "end": stage.lag.end,
                "behind": stage.lag.behind,
                "oldest": None if stage.oldest is None else rfc3339(stage.oldest),
                "age_seconds": stage.age(self.now),
            }
            for stage in self.stages
        ]
        told = {"group": self.group, "workers": self.workers, "stages": stages, "time": rfc3339(self.now)}
        return encode(told).decode()

    def beyond(self, max_lag: int | None, max_age: float | None) -> Iterator[str]:
        """A sentence for each limit that a stage has passed."""
        for stage in self.stages:
            if max_lag is not None and stage.lag.behind > max_lag:
                yield f"{stage.name} is {stage.lag.behind:,} records behind on {stage.lag.topic}, {max_lag:,} allowed"
            if max_age is not None and (age := stage.age(self.now)) > max_age:
                yield f"{stage.name} has a record of {age:,.0f} s on {stage.lag.topic}, {max_age:,.0f} s allowed"


@click.command("status")
@click.option("--json", "json_", is_flag=True, help="One JSON object: group, workers, stages, time.")
@click.option(
    "--max-lag", type=click.IntRange(0), metavar="RECORDS", help="Exit status 3 where a stage has more to do."
)
@click.option(
    "--max-age", type=click.FloatRange(0), metavar="SECONDS", help="Exit status 3 where a record waits longer."
)
@click.option(
    "--watch", type=click.FloatRange(1), metavar="SECONDS", help="Look again after each so many, until Ctrl-C."
)
def command(json_: bool, max_lag: int | None, max_age: float | None, watch: float | None) -> None:
    """Show the workers alive and the lag of each stage: records published to its topic and not yet done.

    Exit status 1 where no worker is alive, 3 where a stage is further behind than allowed.
    """
    settings, connection = with_brokers()

    def look() -> int:
        status = asyncio.run(_status(settings, connection))
        return _tell(status, json_, list(status.beyond(max_lag, max_age)))

    if code := look() if watch is None else _watch(look, watch, clear=not json_):
        raise SystemExit(code)


def _watch(look: Callable[[], int], seconds: float, *, clear: bool) -> int:
    """The exit status of the last look. A broker that is away is told of and looked for again."""
    code = 0
    try:
        while True:
            if clear:
                click.clear()  # nothing where standard output is no terminal
            try:
                code = look()
            except KafkaUnavailableError as error:
                click.echo(f"Error: {error}", err=True)
                code = 1
            time.sleep(seconds)
    except KeyboardInterrupt:
        return code


def _tell(status: Status, json_: bool, beyond: list[str]) -> int:
    """Print it; the exit status that it means."""
    if json_:
        click.echo(status.as_json())
    else:
        Console().print(_table(status))
        click.echo(f"workers alive in the group {status.group}: {status.workers}")
    for line in beyond:
        click.echo(line, err=True)
    if status.workers:
        return BEYOND if beyond else 0
    click.echo(f"Error: no worker is alive: nobody is in the group {status.group}. Start 'newsmill run'", err=True)
    return 1


async def _status(settings: Settings, connection: Connection) -> Status:
    named, group = topics(settings), settings.app_id
    stages = [("screen", spec.name) for spec in named.raws]
    stages += [(SINKS[output].read_by, named[output].name) for output in BETWEEN]
    read = [topic for _, topic in stages]
    async with admin(connection) as client:
        await demand_topics(read, client.list_topics)
        workers = await living_members(client, group)
        lags = await stage_lags(client, connection, group, read)
    try:
        oldest = await oldest_of_each(connection, group, *read)
    except UnknownAgeError as error:
        raise KafkaUnavailableError(f"it cannot be told how old the oldest record is: {error}") from error
    now = int(datetime.now(UTC).timestamp() * 1000)
    found = [Stage(name, lag, oldest[lag.topic]) for (name, _), lag in zip(stages, lags, strict=True)]
    return Status(group, workers, found, now)


def _table(status: Status) -> Table:
    table = Table(title=None, header_style="bold")
    table.add_column("stage")
    table.add_column("topic")
    for name in ("partitions", "behind", "oldest"):
        table.add_column(name, justify="right")
    for stage in status.stages:
        oldest = "" if stage.oldest is None else f"{stage.age(status.now):,.1f} s"
        table.add_row(stage.name, stage.lag.topic, str(stage.lag.partitions), f"{stage.lag.behind:,}", oldest)
    return table
