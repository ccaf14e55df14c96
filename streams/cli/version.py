"""What `newsmill --version` says: all that decides what an event about an article looks like."""

from importlib.metadata import version

import click

from streams.entities.tagging import TaggerUnavailable, model_name
from streams.settings import SettingsError, load_settings
from streams.steps import PIPELINE_VERSION


def version_line() -> str:
    """Release, version of the pipeline and name of the model; the model is left out where settings name none."""
    told = f"newsmill {version('newsmill')}, pipeline {PIPELINE_VERSION}"
    try:
        return f"{told}, model {model_name(load_settings().tagger)}"
    except (SettingsError, TaggerUnavailable):  # every other command says what is wrong with them
        return told


def print_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    """Say it and exit, as an eager option does."""
    if asked and not context.resilient_parsing:
        click.echo(version_line())
        context.exit()
