"""`newsmill schemas`: write the contracts, or tell whether they break readers."""

from pathlib import Path

import click

import schemas
from schemas.contracts import schema_files
from streams.contracts.asyncapi import asyncapi, default_settings
from streams.contracts.check import differences, document_differences
from streams.contracts.files import contract_files, read_document, read_schemas
from streams.settings import load_settings

RELEASED = Path(schemas.__file__).with_name("released")
"""What the last release promised."""


@click.group("schemas")
def command() -> None:
    """What is promised on each topic: JSON Schemas, and one AsyncAPI document for all."""


@command.command("export")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("contracts"),
    show_default=True,
    help="A folder, made where it is not there.",
)
def export(folder: Path) -> None:
    """Write a JSON Schema for each model, as TOPIC/v1/MODEL.json, and asyncapi.json.

    The AsyncAPI document has the topics of your settings: their prefix, partitions and sizes.
    """
    for path, content in contract_files(load_settings()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        click.echo(folder / path)


@command.command("check")
@click.option(
    "--against",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=RELEASED,
    help="A folder that export has written; without it the last release's.",
)
def check(folder: Path) -> None:
    """Tell which changes of the models break readers; exit status 1 where one does.

    BACKWARD: who reads by the schemas of now does not understand what was written before. FORWARD: who reads by those
    of before does not understand what is written now. Each break is a line: topic, model and field, what the writer may
    do that is refused, and the rule.
    """
    before = read_schemas(folder)
    if not before:
        raise click.ClickException(
            f"{folder} holds no schemas: name a folder that 'newsmill schemas export' has written"
        )
    found = differences(before, schema_files())
    if (document := read_document(folder)) is not None:
        found += document_differences(document, asyncapi(default_settings()))
    for line in found:
        click.echo(line)
    if found:
        raise SystemExit(1)
    beside = "" if document is None else ", and topics, keys and headers"
    click.echo(f"no reader is broken: {len(before)} schemas compared{beside}")
