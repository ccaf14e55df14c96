"""`newsmill tail`: follow topics, readable by a person."""

import asyncio
import re
from collections.abc import Callable
from contextlib import aclosing, suppress
from datetime import datetime
from typing import Any

import click

from schemas.headers import Headers
from streams.cli.common import Moment, milliseconds, with_brokers
from streams.clients.follow import Sought, Stretch, follow
from streams.clients.scan import Record
from streams.clients.shown import as_json
from streams.kafka import Connection
from streams.outputs import BETWEEN, PUBLIC, Output
from streams.render import Seen, console, render_event, render_line, render_record_line
from streams.render.text import safe_json
from streams.settings import Settings
from streams.topics import topics

RAW = "raw"
"""What came, beside what was made of it."""

KINDS = (*(output.value for output in (*PUBLIC, *BETWEEN)), RAW)


class Pattern(click.ParamType):
    """A regular expression of Python's."""

    name = "pattern"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> re.Pattern[str]:
        if isinstance(value, re.Pattern):
            return value
        try:
            return re.compile(value)
        except re.error as error:
            self.fail(f"{value!r} is no regular expression: {error}", param, ctx)


@click.command("tail")
@click.argument("kinds", nargs=-1, type=click.Choice(KINDS), metavar="[KIND]...")
@click.option("--from-beginning", is_flag=True, help="Show what is already there as well.")
@click.option("--since", type=Moment(), help="Show what was appended at this time or later, and go on.")
@click.option("--until-end", is_flag=True, help="Show what is there (or there --since a time), and end.")
@click.option("--key", help="Only records with this key: SOURCE/ID of an article.")
@click.option("--grep", type=Pattern(), help="Only records with a match of PATTERN in value, key or a header's value.")
@click.option("--limit", type=click.IntRange(1), help="End after so many events.")
@click.option("--count", is_flag=True, help="Print nothing but how many there were.")
@click.option("--json", "json_", is_flag=True, help="One JSON object a line: topic, key, headers, value.")
@click.option("--short", is_flag=True, help="One line an event.")
def command(
    kinds: tuple[str, ...],
    from_beginning: bool,
    since: datetime | None,
    until_end: bool,
    key: str | None,
    grep: re.Pattern[str] | None,
    limit: int | None,
    count: bool,
    json_: bool,
    short: bool,
) -> None:
    """Follow the events of some kinds until Ctrl-C; committed ones only.

    KINDs are enriched (if none is given), duplicates, rejected, entities and money; raw, which feeds have sent; and
    screened and unique, which lie between the stages: these three a line each.
    """
    settings, connection = with_brokers()
    named = _topics(settings, kinds or (Output.ENRICHED.value,))
    show: Callable[[Record], None]
    if count:
        show = _nothing
    elif json_:
        show = _json
    else:
        show = _shown(named, short=short)
    shown = Shown(show, limit)
    sought = Sought(None if key is None else key.encode(), grep)
    with suppress(KeyboardInterrupt):
        asyncio.run(shown.all(connection, list(named), Stretch(from_beginning, milliseconds(since), until_end), sought))
    if count:
        click.echo(shown.count)


class Shown:
    """What was shown, and how many records that were."""

    def __init__(self, show: Callable[[Record], None], limit: int | None) -> None:
        self._show, self._limit = show, limit
        self.count = 0

    async def all(self, connection: Connection, names: list[str], stretch: Stretch, sought: Sought) -> None:
        """Show what is sought, up to the limit."""
        async with aclosing(follow(connection, names, stretch, sought)) as records:
            async for record in records:
                self._show(record)
                self.count += 1
                if self.count == self._limit:
                    return


def _topics(settings: Settings, kinds: tuple[str, ...]) -> dict[str, Output | None]:
    """The topics of these kinds by their names; None for raw, which may be several."""
    found, all_ = dict[str, Output | None](), topics(settings)
    for kind in kinds:
        found |= dict.fromkeys(settings.raws) if kind == RAW else {all_[Output(kind)].name: Output(kind)}
    return found


def _nothing(_record: Record) -> None:
    pass


def _json(record: Record) -> None:
    click.echo(safe_json(as_json(record)))


def _shown(named: dict[str, Output | None], *, short: bool) -> Callable[[Record], None]:
    """For a person: a line or a block; a line is whole, whatever the width of a pipe."""
    screen, line, seen = console(lines=short), console(lines=True), Seen()

    def show(record: Record) -> None:
        output, told = named[record.topic], headers(record)
        if output is None or output in BETWEEN:
            place = f"{record.topic}/{record.partition}/{record.offset}"
            kind = RAW if output is None else output.value
            line.print(render_record_line(kind, place, record.timestamp, record.key, record.value))
        elif short:
            screen.print(render_line(output, told, record.value))
        else:
            screen.print(render_event(output, told, record.value, record.key, seen))

    return show


def headers(record: Record) -> Headers:
    """The record's headers, as the renderers want them."""
    return list(record.headers)
