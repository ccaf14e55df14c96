"""What a record's headers say about its value: media type, encoding, and what stands for fields that it lacks."""

from dataclasses import dataclass
from enum import Enum, auto

from schemas.headers import Headers
from streams.formats.model import Document


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type in lower case, such as `application/feed+json`, and its charset; "" and None where none is told."""

    name: str = ""
    charset: str | None = None

    @property
    def is_json(self) -> bool:
        """Whether it is JSON by its name or its suffix."""
        return self.name.endswith(("/json", "+json"))

    @property
    def is_page(self) -> bool:
        """Whether it is a page of HTML."""
        return self.name in {"text/html", "application/xhtml+xml"}

    @property
    def is_feed(self) -> bool:
        """Whether it is a feed in XML."""
        return self.name in {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}

    @property
    def is_markup(self) -> bool:
        """Whether it is XML or HTML."""
        return self.is_page or self.name.endswith(("/xml", "+xml"))

    @property
    def is_foreign(self) -> bool:
        """Whether it is something that is neither JSON nor markup, nor says nothing at all."""
        return self.name not in {"", "text/plain", "application/octet-stream"} and not (self.is_json or self.is_markup)


class Shape(Enum):
    """What a value looks like by its first character."""

    JSON = auto()
    MARKUP = auto()
    UNKNOWN = auto()


_FIRST = {"{": Shape.JSON, "[": Shape.JSON, '"': Shape.JSON, "<": Shape.MARKUP}
_HEAD = 256
"""Bytes in which the first character is looked for."""
_BLANK = " \t\r\n\x00\ufeff"


def shape_of(value: bytes) -> Shape:
    """The shape of a value, in any encoding that has ASCII in it, and in UTF-16.

    >>> shape_of(b"  <rss>"), shape_of("{}".encode("utf-16")), shape_of(b"5 EUR")
    (<Shape.MARKUP: 2>, <Shape.JSON: 1>, <Shape.UNKNOWN: 3>)
    """
    head = value[:_HEAD]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", "ignore").lstrip(_BLANK)
    return _FIRST.get(text[:1], Shape.UNKNOWN)


def media_type(told: str | None) -> MediaType:
    """What a content type says.

    >>> media_type('Text/XML; Charset="ISO-8859-1"')
    MediaType(name='text/xml', charset='iso-8859-1')
    """
    name, *parameters = (part.strip() for part in (told or "").lower().strip('"').split(";"))
    pairs = (parameter.partition("=") for parameter in parameters)
    charset = next((value.strip(" \"'") for key, _, value in pairs if key.strip() == "charset"), None)
    return MediaType(name, charset or None)


def said_type(document: Document) -> MediaType:
    """What the document is said to be: by who hands it over, else by its headers."""
    return media_type(document.content_type or header(document.headers, "content-type", "contenttype"))


HEEDED = frozenset({"source", "id", "url", "content-type", "contenttype", "content-encoding", "__value_schema_id"})
"""Headers that say something about a value, in lower case; beside those that begin with `ce_`."""


def is_told_of(headers: Headers) -> bool:
    """Whether any header says what the value is."""
    return any((low := name.lower()) in HEEDED or low.startswith("ce_") for name, _ in headers)


def header(headers: Headers, *names: str) -> str | None:
    """The first header of one of these names, in whatever case, that holds text; None where there is none.

    >>> header([("Content-Type", b"text/html"), ("id", None)], "content-type"), header([("id", b"\\xff")], "id")
    ('text/html', None)
    """
    told = (text for name, value in headers if name.lower() in names and (text := _text(value)))
    return next(told, None)


def _text(value: bytes | None) -> str | None:
    try:
        return (value or b"").decode().strip() or None
    except UnicodeDecodeError:
        return None
