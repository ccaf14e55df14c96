"""What a file holds for the raw topic, before anything judges it."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas import article_key
from schemas.headers import Header

Headers = tuple[Header, ...]

TOMBSTONE = "$tombstone"
"""A JSON object with this one field stands for a record whose value is null; the field's value gives its headers."""


class InputError(Exception):
    """The file cannot be read as asked; the message is one line for the person who named it."""


@dataclass(frozen=True, slots=True)
class InputRecord:
    """One record to publish. `where` is `FILE:NUMBER`, its line or its place in the document, from 1: for messages, and
    what the commands without Kafka call it by, so no two of a file have the same. `file` is where it comes from."""

    key: bytes | None
    value: bytes | None
    headers: Headers
    where: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: the whole of a file, or its line `line`, from 1. `folder` is whose it is where it names
    nobody."""

    file: str
    folder: str | None = None
    line: int | None = None

    def of(self, number: int, count: int) -> str:
        """Where the article stands that is the `number`th, from 1, of `count` in the document."""
        if self.line is None:
            return f"{self.file}:{number}"
        return f"{self.file}:{self.line}" if count == 1 else f"{self.file}:{self.line}:{number}"


def is_tombstone(value: object) -> bool:
    """Whether a JSON value stands for a record without a value."""
    return isinstance(value, dict) and set(value) == {TOMBSTONE} and isinstance(value[TOMBSTONE], dict)


def tombstone_record(named: Mapping[str, object], where: str) -> InputRecord:
    """A record without a value; whom it retracts stands in its headers."""
    headers = tuple((name, str(value).encode()) for name, value in named.items())
    return InputRecord(key_of(named), None, headers, where)


def key_of(fields: object) -> bytes | None:
    """The key of the article with these fields, or None where `source` or `id` is no text."""
    if not isinstance(fields, Mapping):
        return None
    source, article_id = fields.get("source"), fields.get("id")
    if not (isinstance(source, str) and isinstance(article_id, str)):
        return None
    # Stripped as the Article model strips them, so that all records of an article have one key.
    source, article_id = source.strip(), article_id.strip()
    return article_key(source, article_id) if source and article_id else None
