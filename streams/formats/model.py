"""The values that the readers of formats take and give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas import Format, Repair
from schemas.headers import Headers


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as a feed wrote them, a record's headers, and what they are said to be, where somebody said so.

    `content_type` is a media type with its parameters, such as "application/rss+xml; charset=iso-8859-1".
    """

    value: bytes
    headers: Headers = ()
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as a format tells it, not yet held to be one: `fields` are those of `schemas.Article` as JSON values.

    `repairs` says which optional fields the document has and the draft has not, or has otherwise.
    """

    fields: Mapping[str, Any]
    format: Format
    repairs: tuple[Repair, ...] = field(default=())
