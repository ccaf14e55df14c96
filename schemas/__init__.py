"""Newsmill's wire: what is published and read, as pydantic models, with one codec and the headers."""

from schemas.article import TEXT_FIELDS, Article, article_key
from schemas.between import Judged, Screened, Withdrawn
from schemas.contracts import EventType
from schemas.events import DuplicateArticle, DuplicateKind, EnrichedArticle, RetractedArticle
from schemas.found import (
    AmountKind,
    Entity,
    Lack,
    Link,
    Mention,
    Money,
    Omitted,
    Part,
    Party,
    PartyRole,
)
from schemas.published import Origin, Pipeline
from schemas.reading import Format, Mend, Removed, Repair
from schemas.reasons import Reason, RejectionError
from schemas.records import EntityRecord, MoneyRecord, Withdrawal

__all__ = [
    "TEXT_FIELDS",
    "AmountKind",
    "Article",
    "DuplicateArticle",
    "DuplicateKind",
    "EnrichedArticle",
    "Entity",
    "EntityRecord",
    "EventType",
    "Format",
    "Judged",
    "Lack",
    "Link",
    "Mend",
    "Mention",
    "Money",
    "MoneyRecord",
    "Omitted",
    "Origin",
    "Part",
    "Party",
    "PartyRole",
    "Pipeline",
    "Reason",
    "RejectionError",
    "Removed",
    "Repair",
    "RetractedArticle",
    "Screened",
    "Withdrawal",
    "Withdrawn",
    "article_key",
]
