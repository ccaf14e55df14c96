"""`newsmill status`: how far every stage is behind."""

import asyncio

import click
from rich.console import Console
from rich.table import Table

from streams.cli.common import with_brokers
from streams.clients.admin import admin
from streams.clients.lag import StageLag, stage_lags
from streams.topics import topics


@click.command("status")
def command() -> None:
    """Show the lag of each stage: records published to its topic and not yet done."""
    settings, brokers = with_brokers()
    named = topics(settings)
    stages = {"screen": named.raw.name, "dedupe": named.screened.name, "enrich": named.unique.name}

    async def run() -> list[StageLag]:
        async with admin(brokers) as client:
            return await stage_lags(client, brokers, settings.app_id, list(stages.values()))

    Console().print(_table(dict(zip(stages, asyncio.run(run()), strict=True))))


def _table(lags: dict[str, StageLag]) -> Table:
    table = Table(title=None, header_style="bold")
    table.add_column("stage")
    table.add_column("topic")
    table.add_column("partitions", justify="right")
    table.add_column("behind", justify="right")
    for stage, lag in lags.items():
        table.add_row(stage, lag.topic, str(lag.partitions), f"{lag.behind:,}")
    return table
