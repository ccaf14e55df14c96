"""FILE… as publish, enrich and dedupe take them, with the options that say how they are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

import click

from schemas import RejectionError
from schemas.headers import Headers
from streams.cli.common import Moment
from streams.formats import Reading
from streams.formats.fields import LONGEST_NAME
from streams.inputs import FileRules, InputRecord, find_files, read_file
from streams.inputs.mapping import FieldMap, read_map
from streams.inputs.reading import LARGEST
from streams.settings import Settings


class MediaType(click.ParamType):
    """What a file is, such as `application/rss+xml; charset=iso-8859-1`."""

    name = "type"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        kind, slash, subtype = str(value).partition(";")[0].partition("/")
        if not (kind.strip() and slash and subtype.strip() and str(value).isascii()):
            self.fail(f"{value!r} is no media type; wanted is one such as application/rss+xml", param, ctx)
        return str(value)


class SourceName(click.ParamType):
    """The name of a source as an article can have it."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).strip()
        if not text.isprintable() or not 0 < len(text) <= LONGEST_NAME:
            self.fail(f"{value!r} is no name; wanted are 1 to {LONGEST_NAME} characters", param, ctx)
        return text


class HeaderValue(click.ParamType):
    """A header of a record, by name and value."""

    name = "name=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, bytes]:
        if isinstance(value, tuple):
            return value
        name, equals, text = str(value).partition("=")
        if not equals or not name.strip() or not name.isprintable():
            self.fail(f"{value!r} is no header; wanted is NAME=VALUE, such as source=tidewire", param, ctx)
        return name.strip(), text.encode("utf-8", "surrogateescape")


class Fields(click.ParamType):
    """Which fields of other people's JSON are which of an article's."""

    name = "path=field,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> FieldMap:
        if isinstance(value, FieldMap):
            return value
        try:
            return read_map(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@dataclass(frozen=True, slots=True)
class Files:
    """The files that a person named, and how they are to be read."""

    names: tuple[str, ...]
    reference_time: datetime | None
    content_type: str | None
    source: str | None
    headers: Headers
    fields: FieldMap | None

    def read(self, settings: Settings, tell: Callable[[str, RejectionError], None]) -> Iterator[InputRecord]:
        """The records of all files in order; `tell` hears what is left out.

        Raises InputError for a name of no file.
        """
        rules = FileRules(
            reference_time=self.reference_time,
            longest=settings.longest_article,
            tell=tell,
            documents=Reading(LARGEST, settings.default_timezone),
            content_type=self.content_type,
            source=self.source,
            headers=self.headers or None,
            fields=self.fields,
        )
        for name in find_files(self.names):
            yield from read_file(name, rules)


_OPTIONS = (
    click.argument("names", nargs=-1, required=True, metavar="FILE..."),
    click.option(
        "--at",
        "reference_time",
        type=Moment(),
        help="When a saved page was read: what its “1 day ago” counts from. Without it such a page gets no date.",
    ),
    click.option("--content-type", type=MediaType(), help="What the files are, whatever they are called."),
    click.option("--source", type=SourceName(), help="Whose the articles are, whatever the files say."),
    click.option(
        "--map",
        "fields",
        type=Fields(),
        help="The fields of JSON that is not ours, as in headline=title,text.plain=body.",
    ),
    click.option(
        "--header",
        "headers",
        type=HeaderValue(),
        multiple=True,
        help="A header of the record that each file is then as it stands, as on the topic. Repeat it for more.",
    ),
)


def files_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """FILE… and how they are read, given to `command` as `files`."""

    @wraps(command)
    def with_files(**given: Any) -> Any:
        files = Files(**{name: given.pop(name) for name in Files.__dataclass_fields__})
        if files.headers and (files.fields or files.source):
            raise click.UsageError("--header has a file published as it stands, which --map and --source do not")
        return command(files=files, **given)

    for option in reversed(_OPTIONS):
        with_files = option(with_files)
    return with_files
