"""What the commands of `newsmill rejected` share: which are meant, and how they are printed."""

from collections.abc import Callable, Iterable
from typing import Any

import click
from rich.table import Table

from schemas import Reason
from schemas.codec import encode
from streams.cli.common import Moment
from streams.clients.rejections import Survey
from streams.outputs import Output
from streams.render.text import safe_json
from streams.repair import Place
from streams.settings import Settings
from streams.topics import topics


class PlaceType(click.ParamType):
    """Where a rejection stands, as `rejected list` prints it."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        partition, slash, offset = str(value).partition("/")
        if not (slash and partition.isdecimal() and offset.isdecimal()):
            self.fail(
                f"{value!r} is no place; wanted is PARTITION/OFFSET, as 'newsmill rejected list' has it", param, ctx
            )
        return int(partition), int(offset)


Command = Callable[..., None]


def chosen(command: Command) -> Command:
    """The options that say which rejections are meant."""
    for option in (
        click.option("--until", type=Moment(), help="Rejected before this time."),
        click.option("--since", type=Moment(), help="Rejected at this time or later, such as 2026-11-24T08:30:00Z."),
        click.option("--source", "sources", multiple=True, help="Of this source; may be given several times."),
        click.option(
            "--reason",
            "reasons",
            multiple=True,
            metavar="REASON",
            type=click.Choice([reason.value for reason in Reason]),
            help="For this reason; may be given several times.",
        ),
    ):
        command = option(command)
    return command


def rejected_topic(settings: Settings) -> str:
    """Its name."""
    return topics(settings)[Output.REJECTED].name


def places_of(settings: Settings, places: Iterable[tuple[int, int]]) -> list[Place]:
    """The places on the topic of rejections."""
    return [Place(rejected_topic(settings), *place) for place in places]


def print_json(fields: Iterable[dict[str, object]]) -> None:
    """One JSON object a line."""
    for one in fields:
        click.echo(safe_json(encode(one).decode()))


def table_of(columns: tuple[str, ...], found: Iterable[dict[str, object]]) -> Table:
    """A row for each, numbers to the right."""
    table = Table(header_style="bold")
    for name in columns:
        table.add_column(name, justify="right" if name in ("count", "bytes") else "left", overflow="fold")
    for one in found:
        table.add_row(*(str(one[name]) for name in columns))
    return table


def tell_strange(found: Survey) -> None:
    """On standard error, how many records on the topic are no rejections."""
    if found.strange:
        click.echo(f"{found.strange} records there are no rejections of Newsmill's", err=True)
