"""The input: an article as a feed publishes it."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_RFC3339 = re.compile(
    r"""
    (?P<date> \d{4}-\d\d-\d\d) [Tt\ ]
    (?P<time> \d\d:\d\d:\d\d (\.\d{1,9})?)
    (?P<zone> [Zz] | [+-]\d\d:[0-5]\d)
    """,
    re.VERBOSE | re.ASCII,
)

FIRST_YEAR = 1600
"""Of times that are believed."""


def _rfc3339(value: str) -> str:
    """A date and time with an offset, in the one way in which it is published. A leap second is no time here."""
    parts = _RFC3339.fullmatch(value)
    if parts is None:
        raise ValueError("a date and time with an offset is wanted (RFC 3339), such as 2026-11-24T08:30:00Z")
    if int(value[:4]) < FIRST_YEAR:
        raise ValueError("a year in which there were no newspapers is what software writes that knows no date")
    written = f"{parts['date']}T{parts['time']}{parts['zone'].upper()}"
    datetime.fromisoformat(written)  # whether there is such a day and hour
    return written


Name = Annotated[str, StringConstraints(min_length=1, max_length=512, strip_whitespace=True)]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""RFC 3339, as it stands in what is published; not checked again."""
Timestamp = Annotated[Moment, AfterValidator(_rfc3339)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]

MOST_KEYWORDS, LONGEST_KEYWORD = 1000, 512
"""How many an article may have, and characters of each."""
Keyword = Annotated[str, StringConstraints(max_length=LONGEST_KEYWORD)]
Keywords = Annotated[list[Keyword], Field(max_length=MOST_KEYWORDS, fail_fast=True)]

TEXT_FIELDS = ("title", "summary", "body")
"""The fields that are read for repeats, names and amounts, in the order in which a person reads them."""


class Article(BaseModel):
    """One article. Its identity is the pair of `source` and `id`; unknown fields are kept and passed on."""

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,  # all of them are written
    )

    source: Name
    """The feed that tells it; half of the identity. Not blank; spaces around it are cut."""
    id: Name
    """What the feed calls the article, the same for all its versions; the other half. As `source`, not blank."""
    url: str | None = None
    """Where it can be read."""
    title: str | None = None
    """The headline."""
    summary: str | None = None
    """What the feed gives as teaser or abstract."""
    byline: str | None = None
    """Who wrote it, as printed."""
    body: str | None = None
    """The text, paragraphs parted by newlines. Required unless `status` is `canceled`; needs a letter or a digit."""
    language: LanguageTag | None = None
    """BCP 47. A code of ISO 639-2 or -3 or an English name is taken too; detected where there is none."""
    published_at: Timestamp | None = None
    """When the feed published this version: RFC 3339, date and time with an offset."""
    version: Annotated[int, Field(strict=True, ge=0, lt=2**63)] = 1
    """Counts up with each correction; a lower one than was seen is `stale`."""
    status: Literal["usable", "canceled"] = "usable"
    """`canceled` takes the article back with all its versions, and needs no body."""
    keywords: Keywords | None = None
    """What the feed files it under, in its own words."""

    @property
    def key(self) -> bytes:
        """The key of everything published about this article."""
        return article_key(self.source, self.id)

    def texts(self) -> dict[str, str]:
        """The text fields that are there, in reading order."""
        return {name: text for name in TEXT_FIELDS if (text := getattr(self, name))}


def article_key(source: str, article_id: str) -> bytes:
    """Kafka key of an article: readable, the same for all its versions and events, and no other article's.

    >>> article_key("a/b", "c"), article_key("a", "b/c")
    (b'a%2Fb/c', b'a/b/c')
    """
    return f"{source.replace('%', '%25').replace('/', '%2F')}/{article_id}".encode()
