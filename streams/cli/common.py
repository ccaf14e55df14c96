"""What several commands share: settings, files as arguments, and the broker's address."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import click

from streams.inputs import InputRecord, read_file
from streams.local import Answer
from streams.settings import Settings, SettingsError, load_settings


class Moment(click.ParamType):
    """A date and time with an offset, RFC 3339."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time; wanted is one such as 2026-11-24T08:30:00Z", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} needs an offset, such as the Z in 2026-11-24T08:30:00Z", param, ctx)
        return moment


def files_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """FILE… and --at, read alike by publish, enrich and dedupe."""
    command = click.option(
        "--at",
        "reference_time",
        type=Moment(),
        help="When a saved page was read: what its “1 day ago” counts from. Without it such a page gets no date.",
    )(command)
    return click.argument("files", nargs=-1, required=True, metavar="FILE...")(command)


def read_files(files: Iterable[str], reference_time: datetime | None) -> Iterator[InputRecord]:
    """The records of all files in order. Raises InputError for a file that cannot be read."""
    for path in files:
        yield from read_file(path, reference_time=reference_time)


def print_answers(answers: Iterable[Answer]) -> None:
    """Each answer's line on standard output, each problem on standard error; exit status 1 where there was one."""
    problems = 0
    for answer in answers:
        if answer.line is not None:
            click.echo(answer.line)
        if answer.problem is not None:
            problems += 1
            click.echo(answer.problem, err=True)
    if problems:
        raise SystemExit(1)


def with_brokers() -> tuple[Settings, str]:
    """The settings and the bootstrap servers in them. Raises SettingsError where none are set."""
    settings = load_settings()
    if not settings.brokers:
        raise SettingsError(
            "NEWSMILL_BROKERS is not set: name your Kafka, as in NEWSMILL_BROKERS=127.0.0.1:9092, "
            "or start one with 'newsmill broker'"
        )
    return settings, settings.brokers
