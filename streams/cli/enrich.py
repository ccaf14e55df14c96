"""`newsmill enrich`: what the worker would make of each article alone, without Kafka."""

import click

from streams.cli.common import Problems, print_answers
from streams.cli.files import Files, files_argument
from streams.local import enrich_alone
from streams.settings import load_settings


@click.command("enrich")
@files_argument
def command(files: Files) -> None:
    """Print the enriched event of each article, as JSON lines; what is rejected is told on standard error."""
    settings, problems = load_settings(), Problems()
    print_answers(enrich_alone(files.read(settings, problems.left_out), settings), problems)
