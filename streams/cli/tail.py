"""`newsmill tail`: follow a topic, readable by a person."""

import asyncio
from contextlib import suppress

import click
from aiokafka import ConsumerRecord

from schemas.headers import Headers
from streams.cli.common import with_brokers
from streams.clients.reader import reader
from streams.clients.shown import as_json
from streams.outputs import PUBLIC, Output
from streams.render import Seen, console, render_event, render_line
from streams.render.text import safe_json
from streams.settings import Settings
from streams.topics import topics


@click.command("tail")
@click.argument("kind", type=click.Choice([output.value for output in PUBLIC]), default="enriched")
@click.option("--from-beginning", is_flag=True, help="Show what is already there as well.")
@click.option("--limit", type=click.IntRange(1), help="End after so many events.")
@click.option("--json", "json_", is_flag=True, help="One JSON object a line: topic, key, headers, value.")
@click.option("--short", is_flag=True, help="One line an event.")
def command(kind: str, from_beginning: bool, limit: int | None, json_: bool, short: bool) -> None:
    """Follow the events of one kind until Ctrl-C; committed ones only."""
    settings, _ = with_brokers()
    with suppress(KeyboardInterrupt):
        asyncio.run(_tail(settings, Output(kind), from_beginning, limit, json_, short))


async def _tail(
    settings: Settings,
    output: Output,
    from_beginning: bool,
    limit: int | None,
    json_: bool,
    short: bool,
) -> None:
    topic = topics(settings)[output].name
    screen, seen, count = console(lines=short), Seen(), 0
    async with reader(settings.connection, [topic], from_beginning=from_beginning) as consumer:
        async for record in consumer:
            if json_:
                click.echo(safe_json(as_json(record)))
            elif short:
                screen.print(render_line(output, headers(record), record.value))
            else:
                screen.print(render_event(output, headers(record), record.value, record.key, seen))
            count += 1
            if count == limit:
                return


def headers(record: "ConsumerRecord[bytes | None, bytes | None]") -> Headers:
    """The record's headers, as the renderers want them."""
    return list(record.headers)
