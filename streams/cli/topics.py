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
    """Create every topic that is missing, with its partitions, replication, retention and sizes.

    A topic that is there is left as it is, and what differs from what has to be is told on standard error.
    """
    settings, brokers = with_brokers()

    async def run() -> tuple[list[str], list[str]]:
        async with admin(brokers) as client:
            created = await create_topics(client, topics(settings).all(), settings.replication)
            old = [spec for spec in topics(settings).all() if spec.name not in created]
            return created, await check_topics(client, old, settings.replication)

    created, differences = asyncio.run(run())
    for name in created:
        click.echo(f"created {name}")
    if not created:
        click.echo("all topics are there")
    for line in differences:  # to be changed with Kafka's own tools, and seldom without thought
        click.echo(f"left as it is, {line}", err=True)


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
