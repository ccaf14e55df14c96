"""`newsmill topics`: create the topics, or tell what differs."""

import asyncio

import click

from streams.cli.common import with_brokers
from streams.clients.admin import admin, check_topics, create_topics, mend_timestamps
from streams.topics import TIMESTAMP_TYPE, TIMESTAMPS, topics


@click.group("topics")
def command() -> None:
    """Create the topics and changelogs, or check them."""


@command.command("create")
def create() -> None:
    """Create every topic that is missing, with its partitions, replication, retention and sizes; mend timestamps."""
    settings, brokers = with_brokers()
    wanted = topics(settings).all()

    async def run() -> tuple[list[str], list[str]]:
        async with admin(brokers) as client:
            created = await create_topics(client, wanted, settings.replication)
            return created, await mend_timestamps(client, wanted)

    created, mended = asyncio.run(run())
    for name in created:
        click.echo(f"created {name}")
    for name in mended:
        click.echo(f"{name}: {TIMESTAMPS} is {TIMESTAMP_TYPE} now")
    if not created:
        click.echo("all topics are there")


@command.command("check")
def check() -> None:
    """Compare every topic with what it has to be; exit status 1 where one differs."""
    settings, brokers = with_brokers()

    async def run() -> list[str]:
        async with admin(brokers) as client:
            return await check_topics(client, topics(settings).all(), settings.replication)

    differences = asyncio.run(run())
    for line in differences:
        click.echo(line)
    if differences:
        raise SystemExit(1)
    click.echo("all topics are as they have to be")
