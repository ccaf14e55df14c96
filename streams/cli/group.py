"""The group of commands, and what a person sees when one cannot do its job: a line, no traceback."""

import importlib
from typing import Any

import click

from streams.broker import BrokerError
from streams.cli.version import print_version
from streams.clients.admin import TopicsDifferError
from streams.demo import DemoError
from streams.entities.tagging import TaggerUnavailable
from streams.inputs import InputError
from streams.kafka.errors import KafkaUnavailableError
from streams.logs import quiet_libraries
from streams.render.text import safe
from streams.settings import SettingsError

COMMANDS = (
    *("demo", "run", "publish", "tail", "rejected", "enrich", "dedupe"),
    *("topics", "acls", "status", "doctor", "broker", "schemas"),
)
"""In the order in which a newcomer meets them; each is the module of that name with a click command `command`."""

EXPECTED = (
    BrokerError,
    DemoError,
    InputError,
    KafkaUnavailableError,
    SettingsError,
    TaggerUnavailable,
    TopicsDifferError,
)
"""What a person or a machine beside ours can get wrong; its message says what to do."""


class Commands(click.Group):
    """Loads a command when it is called, so that `--help` and a typing mistake answer at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"streams.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EXPECTED as error:
            raise click.ClickException(safe(error)) from error
        except BrokenPipeError:  # the reader of our output has seen enough
            ctx.exit(0)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=print_version,
    help="Show release, pipeline and model.",
)
def main() -> None:
    """Find duplicates, names and amounts of money in a stream of news on Kafka."""
    quiet_libraries()
