"""The input: an article as a feed publishes it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def _rfc3339(value: str) -> str:
    """The text itself, once it is known to be a date and time with an offset (RFC 3339)."""
    if datetime.fromisoformat(value).tzinfo is None:
        raise ValueError("a date and time with an offset is wanted, such as 2026-11-24T08:30:00Z")
    return value


Name = Annotated[str, StringConstraints(min_length=1, max_length=512, strip_whitespace=True)]
Timestamp = Annotated[str, AfterValidator(_rfc3339)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]

TEXT_FIELDS = ("title", "summary", "body")
"""The fields that are read for repeats, names and amounts, in the order in which a person reads them."""


class Article(BaseModel):
    """One article. Its identity is the pair of `source` and `id`; unknown fields are kept and passed on."""

    model_config = ConfigDict(extra="allow", frozen=True)

    source: Name
    id: Name
    url: str | None = None
    title: str | None = None
    summary: str | None = None
    byline: str | None = None
    body: str | None = None
    language: LanguageTag | None = None
    published_at: Timestamp | None = None
    version: Annotated[int, Field(strict=True, ge=0, lt=2**63)] = 1
    status: Literal["usable", "canceled"] = "usable"
    keywords: list[str] | None = None

    @property
    def key(self) -> bytes:
        """The key of everything published about this article."""
        return article_key(self.source, self.id)

    def texts(self) -> dict[str, str]:
        """The text fields that are there, in reading order."""
        return {name: text for name in TEXT_FIELDS if (text := getattr(self, name))}


def article_key(source: str, article_id: str) -> bytes:
    """Kafka key of an article: readable, and the same for all its versions and events."""
    return f"{source}/{article_id}".encode()
