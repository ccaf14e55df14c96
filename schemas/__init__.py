"""Newsmill's wire: what is published and read, as pydantic models, with one codec and the headers."""

from schemas.article import TEXT_FIELDS, Article, article_key
from schemas.between import Judged, Screened, Withdrawn
from schemas.events import (
    DuplicateArticle,
    DuplicateKind,
    EnrichedArticle,
    Entity,
    Lack,
    Link,
    Mention,
    Money,
    Omitted,
    Origin,
    Part,
    Pipeline,
    Removed,
    RetractedArticle,
)
from schemas.headers import EventType
from schemas.reasons import Reason, RejectionError
from schemas.records import EntityRecord, MoneyRecord, Withdrawal

__all__ = [
    "TEXT_FIELDS",
    "Article",
    "DuplicateArticle",
    "DuplicateKind",
    "EnrichedArticle",
    "Entity",
    "EntityRecord",
    "EventType",
    "Judged",
    "Lack",
    "Link",
    "Mention",
    "Money",
    "MoneyRecord",
    "Omitted",
    "Origin",
    "Part",
    "Pipeline",
    "Reason",
    "RejectionError",
    "Removed",
    "RetractedArticle",
    "Screened",
    "Withdrawal",
    "Withdrawn",
    "article_key",
]
