"""`newsmill topics`: create the topics, or tell what differs."""

import asyncio

import click

from streams.cli.common import with_brokers
from streams.clients.admin import admin, check_topics, create_topics, mend_timestamps
from streams.topics import TIMESTAMP_TYPE, TIMESTAMPS, Difference, topics


@click.group("topics")
def command() -> None:
    """Create the topics and changelogs, or check them."""


@command.command("create")
def create() -> None:
    """Create every topic that is missing, with its partitions, replication, retention and sizes.

    Of a topic that is there only the kind of its timestamps is mended, without which records could be lost; what else
    differs from what has to be is told on standard error.
    """
    settings, connection = with_brokers()
    wanted = topics(settings).all()

    async def run() -> tuple[list[str], list[str], list[Difference]]:
        async with admin(connection) as client:
            created = await create_topics(client, wanted, settings.replication)
            old = [spec for spec in wanted if spec.name not in created]
            mended = await mend_timestamps(client, old)
            return created, mended, await check_topics(client, old, settings.replication)

    created, mended, differences = asyncio.run(run())
    for name in created:
        click.echo(f"created {name}")
    for name in mended:
        click.echo(f"{name}: {TIMESTAMPS} is {TIMESTAMP_TYPE} now")
    if not created:
        click.echo("all topics are there")
    for line in differences:  # to be changed with Kafka's own tools, and seldom without thought
        click.echo(f"left as it is, {line}", err=True)


@command.command("check")
def check() -> None:
    """Compare every topic with what it has to be; exit status 1 where one differs."""
    settings, connection = with_brokers()

    async def run() -> list[Difference]:
        async with admin(connection) as client:
            return await check_topics(client, topics(settings).all(), settings.replication)

    differences = asyncio.run(run())
    for line in differences:
        click.echo(line)
    if differences:
        raise SystemExit(1)
    click.echo("all topics are as they have to be")
