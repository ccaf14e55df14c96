"""`newsmill rejected`: what was rejected, looked at and sent again."""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import click

from streams.cli.common import milliseconds, with_brokers
from streams.cli.rejected_replay import replay_command
from streams.cli.rejections import PlaceType, chosen, places_of, print_json, rejected_topic, table_of, tell_strange
from streams.clients.rejections import read, records_at, survey
from streams.render import console
from streams.render.rejection import as_fields, render_rejection, rows
from streams.repair import Rejection, Wanted


@click.group("rejected")
def command() -> None:
    """Look at what was rejected, and send it again once what was wrong is mended."""


command.add_command(replay_command)


@command.command("list")
@chosen
@click.option("--limit", type=click.IntRange(1), help="Only the last so many.")
@click.option("--count", is_flag=True, help="Only how many there are, by reason and source.")
@click.option("--json", "json_", is_flag=True, help="One JSON object a line.")
def list_(
    reasons: tuple[str, ...],
    sources: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
    count: bool,
    json_: bool,
) -> None:
    """Show what was rejected: where it stands, when, why, and whose it is."""
    settings, connection = with_brokers()
    wanted = Wanted(reasons, sources, milliseconds(since), milliseconds(until))
    found = asyncio.run(survey(connection, rejected_topic(settings), wanted))
    shown = found.wanted[-limit if limit else 0 :]
    fields = counted(shown) if count else list(map(as_fields, shown)) if json_ else rows(shown)
    if json_:
        print_json(fields)
    else:
        columns = ("count", "reason", "source") if count else ("place", "time", "reason", "source", "bytes", "message")
        console().print(table_of(columns, fields))
        click.echo(f"{len(found.wanted)} rejections" + (f", the last {len(shown)} shown" if limit else ""))
    tell_strange(found)


def counted(found: Sequence[Rejection]) -> list[dict[str, object]]:
    """How many there are by reason and source, the most first."""
    told = Counter((one.reason, one.source) for one in found)
    return [{"count": count, "reason": reason, "source": source} for (reason, source), count in told.most_common()]


@command.command("show")
@click.argument("places", nargs=-1, required=True, type=PlaceType())
@click.option("--raw", is_flag=True, help="Write the bytes of one, and nothing else, to standard output.")
def show(places: tuple[tuple[int, int], ...], raw: bool) -> None:
    """Show rejections whole: why, all headers and all bytes. A PLACE is PARTITION/OFFSET, as `list` prints it."""
    settings, connection = with_brokers()
    if raw and len(places) > 1:
        raise click.UsageError("--raw writes the bytes of one")

    async def run() -> None:
        async for record in records_at(connection, places_of(settings, places)):
            if raw:
                sys.stdout.buffer.write(record.value or b"")
                continue
            try:
                rejection = read(record)
            except ValueError as error:
                raise click.ClickException(f"{record.partition}/{record.offset}: {error}") from error
            console().print(render_rejection(rejection, record.key, record.value, record.headers))

    asyncio.run(run())
