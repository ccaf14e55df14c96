"""`newsmill dedupe`: the verdict on each article of a file, in order, without Kafka."""

import click

from streams.cli.common import Problems, print_answers
from streams.cli.files import Files, files_argument
from streams.local import dedupe_in_order
from streams.settings import load_settings


@click.command("dedupe")
@files_argument
def command(files: Files) -> None:
    """Print one verdict a line for each article in order, arrival taken from `published_at`."""
    settings, problems = load_settings(), Problems()
    print_answers(dedupe_in_order(files.read(settings, problems.left_out), settings), problems)
