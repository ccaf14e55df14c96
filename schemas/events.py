"""What Newsmill publishes about an article, version 1."""

from enum import StrEnum
from uuid import UUID

from schemas.article import Article, Moment
from schemas.found import Entity, Money, Omitted
from schemas.published import Identified, Origin, Pipeline, Share
from schemas.reading import Format, Removed, Repair


class EnrichedArticle(Identified):
    """An article with what was found in it."""

    article: Article
    """The article as published, its title and body without what they repeat inside themselves."""
    origin: Origin
    """The raw record."""
    format: Format
    """What the raw record was read as."""
    repairs: list[Repair]
    """Optional fields of the input that are not published as they came; empty for nearly all."""
    content_hash: str
    """SHA-256, in hexadecimal, of the normalised title, summary and body."""
    removed: list[Removed]
    """What was cut from title and body, as spans of the original fields; cutting them gives the published ones."""
    revision_of: UUID | None
    """`record_id` of the version before, which this one replaces; null where it is the first."""
    extends: UUID | None
    """`record_id` of an earlier, shorter text that this one holds nearly whole and adds to; else null."""
    develops: UUID | None
    """`record_id` of an earlier text with which this one shares passages but brings much that is new; else null."""
    replaces: UUID | None
    """`event_id` of an earlier event about the same raw record that this one is a better version of, after a replay;
    else null."""
    omitted: list[Omitted]
    """Parts of this event that are not complete; empty for nearly all."""
    cluster_id: UUID
    """The story: `record_id` of its first article, shared by its copies, versions, extensions and developments."""
    entities: list[Entity]
    """People, organisations and places that the article names."""
    money: list[Money]
    """Amounts of money in the order of the text."""
    pipeline: Pipeline
    """What made the event."""


class DuplicateKind(StrEnum):
    """How a duplicate repeats what was seen; docs/dedup.md says when each applies."""

    RESENT = "resent"
    """The same version of the same article again."""
    STALE = "stale"
    """A lower version than one seen before."""
    EXACT = "exact"
    """The same text as another article's, apart from case, spacing, quotes and punctuation."""
    NEAR = "near"
    """An edited copy."""
    CONTAINED = "contained"
    """A shortened copy: all it says stands in an earlier text."""


class DuplicateArticle(Identified):
    """An article that adds nothing to one seen before."""

    source: str
    """The feed that told it."""
    article_id: str
    """What the feed calls the article."""
    duplicate_of: UUID
    """`record_id` of the published article that holds most of it."""
    kind: DuplicateKind
    """How it repeats what was seen."""
    similarity: Share | None
    """Jaccard similarity of the two texts: a share from 0 to 1; null where no texts were compared."""
    containment: Share | None
    """How much of the smaller text stands in the larger: a share from 0 to 1; null where no texts were compared."""
    cluster_id: UUID
    """The story: `record_id` of its first article."""
    origin: Origin
    """The raw record."""
    title: str | None
    """The headline; null where there is none."""
    published_at: Moment | None
    """When the feed published it, RFC 3339; null where it does not say."""


class RetractedArticle(Identified):
    """An article was withdrawn by its source: `retracted` are its newest published versions, oldest first; `copies`
    the dropped copies of these, newest first."""

    source: str
    """The feed that takes it back."""
    article_id: str
    """What the feed calls the article."""
    version: int | None
    """Version that the retraction names; null for a null value, which names none."""
    retracted: list[UUID]
    """`record_id`s of what is taken back for good, oldest first: the newest hundred; empty for what was never seen."""
    copies: list[UUID]
    """`record_id`s of dropped copies of these, newest first, at most a hundred: their story would else vanish with its
    first teller."""
    cluster_id: UUID | None
    """The story of what is taken back; null for what was never seen."""
    origin: Origin
    """The raw record of the retraction."""
