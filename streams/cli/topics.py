"""`newsmill topics`: create the topics, or tell what differs."""

import asyncio

import click

from streams.cli.common import with_brokers
from streams.clients.admin import admin, check_topics, create_topics
from streams.topics import topics


@click.group("topics")
def command() -> None:
    """Create the topics and changelogs, or check them."""


@command.command("create")
def create() -> None:
    """Create every topic that is missing, with its partitions, replication, retention and sizes."""
    settings, brokers = with_brokers()

    async def run() -> list[str]:
        async with admin(brokers) as client:
            return await create_topics(client, topics(settings).all(), settings.replication)

    created = asyncio.run(run())
    for name in created:
        click.echo(f"created {name}")
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
