"""The contracts as files, as `newsmill schemas export` writes them and the repository keeps them."""

from collections.abc import Mapping
from pathlib import Path

from schemas.codec import decode, encode_readable
from schemas.contracts import schema_files
from streams.contracts.asyncapi import asyncapi
from streams.contracts.shapes import Schema
from streams.settings import Settings

ASYNCAPI = Path("asyncapi.json")


def contract_files(settings: Settings) -> dict[Path, bytes]:
    """Every schema as `<topic>/v1/<Model>.json`, and the AsyncAPI document."""
    files: Mapping[Path, object] = schema_files() | {ASYNCAPI: asyncapi(settings)}
    return {path: encode_readable(value) for path, value in files.items()}


def read_document(folder: Path) -> Schema | None:
    """The AsyncAPI document in a folder of that kind; None where it holds none."""
    path = folder / ASYNCAPI
    return decode(path.read_bytes()) if path.exists() else None


def read_schemas(folder: Path) -> dict[Path, Schema]:
    """The schemas in a folder of that kind; none where it holds none."""
    return {path.relative_to(folder): decode(path.read_bytes()) for path in sorted(folder.glob("*/v*/*.json"))}
