"""What travels between the stages: internal, but on Kafka all the same, and read across upgrades.

Where the raw record came from is in the header `newsmill_origin`, see `schemas.headers`.
"""

from base64 import b64decode, b64encode
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    ValidationError,
    WithJsonSchema,
)

from schemas.article import Article, Name, article_key
from schemas.codec import MAX_DEPTH, decode
from schemas.reading import Format, Removed, Repair

Packed = Annotated[
    bytes,
    BeforeValidator(lambda value: b64decode(value, validate=True) if isinstance(value, str) else value),
    PlainSerializer(lambda value: b64encode(value).decode()),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]
"""Bytes that travel in JSON as base64."""


class Between(BaseModel):
    """Base: unknown fields are ignored, so that a stage can be upgraded before the next one."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    @classmethod
    def from_bytes(cls, value: bytes | None) -> Self:
        """What a stage before wrote. Raises ValueError for anything else."""
        # The article in it was within the limits when it was read, and now lies a level deeper.
        read = decode(value or b"", max_depth=MAX_DEPTH + 8)
        try:
            return cls.model_validate(read)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            field = ".".join(map(str, first["loc"]))
            raise ValueError(
                f"{field}: {first['msg']}: not what this release writes between its stages. Was the topic drained "
                f"before the upgrade? See docs/upgrading.md"
            ) from None


class Withdrawn(Between):
    """A source takes an article back; `version` is null for a tombstone."""

    source: Name
    """The feed that takes it back."""
    id: Name
    """What the feed calls the article."""
    version: int | None
    """Version that the retraction names; null for a null value, which names none."""

    @property
    def key(self) -> bytes:
        """The key of everything published about the article."""
        return article_key(self.source, self.id)


class Screened(Between):
    """From screen to dedupe: an article with its fingerprint, or a retraction without either."""

    article: Article | None = None
    """The article, cleaned; null for a retraction."""
    withdrawn: Withdrawn | None = None
    """What is taken back; null for an article."""
    format: Format = Format.FLAT
    """What the raw record was read as."""
    repairs: list[Repair] = []
    """Optional fields of the input that are not published as they came."""
    removed: list[Removed] = []
    """What was cut from title and body, as spans of the original fields."""
    content_hash: str = ""
    """SHA-256, in hexadecimal, of the normalised texts; empty for a retraction."""
    fingerprint: Packed | None = None
    """The sketch by which copies are found, bytes as base64; null for a retraction."""

    @property
    def named(self) -> Article | Withdrawn:
        """What it is about. Raises ValueError where neither is there, which no stage writes."""
        if (named := self.article or self.withdrawn) is None:
            raise ValueError("neither an article nor a retraction")
        return named


class Judged(Between):
    """From dedupe to enrich: what is news about the article, by record_ids.

    `shard` is the one that judged: a retraction is heard by all, and several may have something to tell of it.
    """

    kind: Literal["first", "extension", "development", "revision", "retraction"]
    """What is news about it."""
    shard: int
    """Number of the shard of dedupe that judged, from 0."""
    article: Article | None = None
    """The article, cleaned; null for a retraction."""
    withdrawn: Withdrawn | None = None
    """What is taken back; null for an article."""
    format: Format = Format.FLAT
    """What the raw record was read as."""
    repairs: list[Repair] = []
    """Optional fields of the input that are not published as they came."""
    removed: list[Removed] = []
    """What was cut from title and body, as spans of the original fields."""
    content_hash: str = ""
    """SHA-256, in hexadecimal, of the normalised texts; empty for a retraction."""
    revision_of: UUID | None = None
    """`record_id` of the version before; else null."""
    extends: UUID | None = None
    """`record_id` of the shorter text that it extends; else null."""
    develops: UUID | None = None
    """`record_id` of the text that it develops; else null."""
    cluster_id: UUID | None = None
    """The story: `record_id` of its first article; null for what was never seen."""
    retracted: list[UUID] = []
    """`record_id`s of what a retraction takes back, oldest first."""
    copies: list[UUID] = []
    """`record_id`s of dropped copies of these, newest first."""
