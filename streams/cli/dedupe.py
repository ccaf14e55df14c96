"""`newsmill dedupe`: the verdict on each article of a file, in order, without Kafka."""

from datetime import datetime

import click

from streams.cli.common import Problems, files_argument, print_answers, read_files
from streams.local import dedupe_in_order
from streams.settings import load_settings


@click.command("dedupe")
@files_argument
def command(files: tuple[str, ...], reference_time: datetime | None) -> None:
    """Print one verdict a line for each article in order, arrival taken from `published_at`."""
    settings, problems = load_settings(), Problems()
    print_answers(dedupe_in_order(read_files(files, reference_time, settings, problems), settings), problems)
