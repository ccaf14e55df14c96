"""`newsmill doctor`: what an expert would look at, and what he would say."""

import asyncio
import platform
from collections.abc import Callable
from importlib.metadata import version

import click

from schemas.codec import encode
from streams.cli.common import with_brokers
from streams.cli.version import version_line
from streams.clients.examine import examine
from streams.doctor import Finding, Level, judge_settings
from streams.kafka.errors import KafkaUnavailableError
from streams.render.text import safe, safe_json
from streams.settings import Settings

LIBRARIES = ("faust-streaming", "mode-streaming", "aiokafka")


@click.command("doctor")
@click.option("--json", "json_", is_flag=True, help="One JSON object a line: check, level, told, todo.")
def command(json_: bool) -> None:
    """Look at settings, topics, replicas, rights, workers, offsets, changelog and clock; change nothing.

    A line for each finding: ok, warn or bad, and what to do. Exit status 1 where one is bad.
    """
    settings, _ = with_brokers()
    levels = set[Level]()

    def tell(finding: Finding) -> None:
        levels.add(finding.level)
        click.echo(safe_json(encode(finding).decode()) if json_ else safe(line(finding)))

    tell(versions())
    for finding in judge_settings(settings):
        tell(finding)
    asyncio.run(_examine(settings, tell))
    if Level.BAD in levels:
        raise SystemExit(1)


async def _examine(settings: Settings, tell: Callable[[Finding], None]) -> None:
    try:
        async for finding in examine(settings):
            tell(finding)
    except KafkaUnavailableError as error:
        tell(Finding("kafka", Level.BAD, str(error), "NEWSMILL_BROKERS, or the brokers themselves"))


def versions() -> Finding:
    """What runs here."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return Finding("versions", Level.OK, f"{version_line()}; Python {platform.python_version()}, {libraries}")


def line(finding: Finding) -> str:
    """One for a person.

    >>> line(Finding("clock", Level.WARN, "a broker is ahead", "NTP"))
    'warn  clock      a broker is ahead: NTP'
    """
    todo = f": {finding.todo}" if finding.todo else ""
    return f"{finding.level.value:<5} {finding.check:<10} {finding.told}{todo}"
