"""`newsmill enrich`: what the worker would make of each article alone, without Kafka."""

from datetime import datetime

import click

from streams.cli.common import Problems, files_argument, print_answers, read_files
from streams.local import enrich_alone
from streams.settings import load_settings


@click.command("enrich")
@files_argument
def command(files: tuple[str, ...], reference_time: datetime | None) -> None:
    """Print the enriched event of each article, as JSON lines; what is rejected is told on standard error."""
    settings, problems = load_settings(), Problems()
    print_answers(enrich_alone(read_files(files, reference_time, settings, problems), settings), problems)
