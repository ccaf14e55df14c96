"""What travels between the stages: internal, but on Kafka all the same, and read across upgrades.

Where the raw record came from is in the header `newsmill_origin`, see `schemas.headers`.
"""

from base64 import b64decode, b64encode
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from schemas.article import Article, Name, article_key
from schemas.codec import MAX_DEPTH, decode
from schemas.events import Format, Removed, Repair

Packed = Annotated[
    bytes,
    BeforeValidator(lambda value: b64decode(value, validate=True) if isinstance(value, str) else value),
    PlainSerializer(lambda value: b64encode(value).decode()),
]
"""Bytes that travel in JSON as base64."""


class Between(BaseModel):
    """Base: unknown fields are ignored, so that a stage can be upgraded before the next one."""

    model_config = ConfigDict(extra="ignore", frozen=True)

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
    id: Name
    version: int | None

    @property
    def key(self) -> bytes:
        """The key of everything published about the article."""
        return article_key(self.source, self.id)


class Screened(Between):
    """From screen to dedupe: an article with its fingerprint, or a retraction without either."""

    article: Article | None = None
    withdrawn: Withdrawn | None = None
    format: Format = Format.FLAT
    repairs: list[Repair] = []
    removed: list[Removed] = []
    content_hash: str = ""
    fingerprint: Packed | None = None

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
    shard: int
    article: Article | None = None
    withdrawn: Withdrawn | None = None
    format: Format = Format.FLAT
    repairs: list[Repair] = []
    removed: list[Removed] = []
    content_hash: str = ""
    revision_of: UUID | None = None
    extends: UUID | None = None
    develops: UUID | None = None
    cluster_id: UUID | None = None
    retracted: list[UUID] = []
    copies: list[UUID] = []
