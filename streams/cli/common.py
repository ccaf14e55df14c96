"""What several commands share: times, problems with single records, and the broker's address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import click

from schemas import RejectionError
from streams.kafka import Connection
from streams.local import Answer
from streams.render.text import safe_json, short
from streams.settings import Settings, SettingsError, load_settings

LONGEST_PROBLEM = 1000
"""Characters of a line that tells of one."""


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


def milliseconds(moment: datetime | None) -> int | None:
    """A time as Kafka has it: milliseconds since 1970, UTC."""
    return None if moment is None else int(moment.timestamp() * 1000)


def print_answers(answers: Iterable[Answer], problems: "Problems") -> None:
    """Each answer's line on standard output, each problem on standard error; exit status 1 where there was one."""
    for answer in answers:
        if answer.line is not None:
            click.echo(safe_json(answer.line))
        if answer.problem is not None:
            problems.tell(answer.problem)
    problems.end()


class Problems:
    """What is wrong with single records: told as it is met, while the work goes on."""

    def __init__(self) -> None:
        self._count = 0

    def tell(self, problem: str) -> None:
        """One line on standard error, whatever stands in it."""
        self._count += 1
        click.echo(short(problem, LONGEST_PROBLEM), err=True)

    def left_out(self, where: str, problem: RejectionError) -> None:
        """What of a file is not published."""
        self.tell(f"{where}: {problem.message}")

    def end(self) -> None:
        """Exit status 1 where there was one."""
        if self._count:
            raise SystemExit(1)


def with_brokers() -> tuple[Settings, Connection]:
    """The settings and the Kafka in them. Raises SettingsError where none are set."""
    settings = load_settings()
    if not settings.brokers:
        raise SettingsError(
            "NEWSMILL_BROKERS is not set: name your Kafka, as in NEWSMILL_BROKERS=127.0.0.1:9092, "
            "or start one with 'newsmill broker'"
        )
    return settings, settings.connection
