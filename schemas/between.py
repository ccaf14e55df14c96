"""What travels between the stages: internal, but on Kafka all the same, and read across upgrades.

Where the raw record came from is in the header `newsmill_origin`, see `schemas.headers`.
"""

from typing import Literal
from uuid import UUID

from pydantic import Base64Bytes, BaseModel, ConfigDict

from schemas.article import Article
from schemas.events import Removed


class Between(BaseModel):
    """Base: unknown fields are ignored, so that a stage can be upgraded before the next one."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Withdrawn(Between):
    """A source takes an article back; `version` is null for a tombstone."""

    source: str
    id: str
    version: int | None


class Screened(Between):
    """From screen to dedupe: an article with its fingerprint, or a retraction without either."""

    article: Article | None = None
    withdrawn: Withdrawn | None = None
    removed: list[Removed] = []
    fingerprint: Base64Bytes | None = None


class Judged(Between):
    """From dedupe to enrich: what is news about the article, by event ids."""

    kind: Literal["first", "extension", "revision", "retraction"]
    event_id: UUID
    article: Article | None = None
    withdrawn: Withdrawn | None = None
    removed: list[Removed] = []
    content_hash: str = ""
    revision_of: UUID | None = None
    extends: UUID | None = None
    cluster_id: UUID | None = None
    retracted: list[UUID] = []
