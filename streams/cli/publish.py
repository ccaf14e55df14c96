"""`newsmill publish`: articles from files to the raw topic."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import unquote

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from streams.cli.common import Problems, files_argument, read_files, with_brokers
from streams.clients.publisher import publish, publisher
from streams.inputs import InputRecord
from streams.kafka import Connection
from streams.raw_topics import topic_for
from streams.topics import ROOM


@click.command("publish")
@files_argument
def command(files: tuple[str, ...], reference_time: datetime | None) -> None:
    """Publish the articles of .jsonl, .json or .txt files; '-' reads JSON lines from standard input."""
    settings, connection = with_brokers()
    problems, sent = Problems(), Counter[str]()

    def raw(record: InputRecord) -> str:
        source = None if record.key is None else unquote(record.key.partition(b"/")[0].decode("utf-8", "replace"))
        name = topic_for(source, settings.raws)
        sent[name] += 1
        return name

    records = read_files(files, reference_time, settings, problems)
    count = asyncio.run(_publish(connection, raw, records, settings.max_event_bytes + ROOM))
    names = ", ".join(sent) or next(iter(settings.raws))
    click.echo(f"published {count} records to {names}")
    problems.end()


async def _publish(
    connection: Connection, topic: Callable[[InputRecord], str], records: Iterable[InputRecord], largest: int
) -> int:
    count = 0
    shown = (SpinnerColumn(), TextColumn("{task.completed} published"), TimeElapsedColumn())
    async with publisher(connection, largest) as producer:
        with Progress(*shown, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("publish", total=None)
            async for _ in publish(producer, topic, records):
                count += 1
                progress.advance(task)
    return count
