"""`newsmill publish`: articles from files to the raw topic."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from streams.cli.common import Problems, with_brokers
from streams.cli.files import Files, files_argument
from streams.clients.publisher import publish, publisher
from streams.inputs import InputRecord
from streams.kafka import Connection
from streams.raw_topics import topic_of
from streams.topics import ROOM


@click.command("publish")
@files_argument
@click.option("--check", is_flag=True, help="Say what each article would become, and publish nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --check: a line of JSON for each article.")
def command(files: Files, check: bool, as_json: bool) -> None:
    """Publish the articles of files and folders; '-' is standard input, JSON lines unless --content-type tells.

    Read are Newsmill's own JSON and JSON lines, ninjs, JSON-LD, JSON Feed, NewsML-G2, RSS, Atom and pages, in HTML or
    saved as text; as CloudEvents, in Confluent's frame, gzipped. docs/publishing.md tells of each.
    """
    if check:
        # Imported here because the model that it loads is nothing that publishing needs.
        from streams.cli.check import check_files

        check_files(files, as_json=as_json)
    elif as_json:
        raise click.UsageError("--json goes with --check")
    else:
        _publish_files(files)


def _publish_files(files: Files) -> None:
    settings, connection = with_brokers()
    problems, sent = Problems(), Counter[str]()

    def raw(record: InputRecord) -> str:
        name = topic_of(record.key, settings.raws)
        sent[name] += 1
        return name

    records = files.read(settings, problems.left_out)
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
