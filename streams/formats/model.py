"""The values that the readers of formats take and give."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas import Format, Repair
from schemas.headers import Headers


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as a feed wrote them, a record's headers, and what they are said to be, where somebody said so.

    `content_type` is a media type with its parameters, such as "application/rss+xml; charset=iso-8859-1".
    `told_by` is whom a document comes from that names nobody: the folder of a file, the one source of a topic.
    """

    value: bytes
    headers: Headers = ()
    content_type: str | None = None
    told_by: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as a format tells it, not yet held to be one: `fields` are those of `schemas.Article` as JSON values.

    A reader leaves `source` and `id` out where the document tells none; `read_document` fills them in.
    `repairs` says which optional fields the document has and the draft has not, or has otherwise.
    """

    fields: Mapping[str, Any]
    format: Format
    repairs: tuple[Repair, ...] = field(default=())


class ReaderLostError(Exception):
    """What reads for us has ended over a document. Like want of memory, that says nothing of the document yet."""


PageReader = Callable[[Document, "Reading"], list[Draft]]
"""Reads a whole page of HTML; `Document` and `Reading` go to another process where that is where it reads."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How documents are read.

    `max_bytes` bounds a document, also what is unpacked from one. `default_timezone`, an IANA name, is where a time
    without a zone is read; None leaves such times out. `pages` reads whole pages of HTML; None: in this process.
    A document of more than `most_articles` is not read at all.
    """

    max_bytes: int
    default_timezone: str | None = None
    pages: PageReader | None = None
    most_articles: int = 10_000
