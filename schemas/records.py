"""Flat records, one for each entity and each amount, for SQL engines and charts.

A record with `action` "withdraw" takes back records of an article: all of them where it was revised or retracted
(`article_event_id` null), or those of one event where a better one about the same raw record takes its place.
"""

from typing import Literal
from uuid import UUID

from schemas.article import Moment
from schemas.found import Amount, Link
from schemas.published import DecimalText, Identified, Share


class FlatRecord(Identified):
    """What every flat record tells of its article, whose `record_id` it has; `time` is the raw record's, RFC 3339 in
    UTC."""

    action: Literal["add", "withdraw"]
    """`add` for a record, `withdraw` for what takes records back."""
    source: str
    """The feed that told the article."""
    article_id: str
    """What the feed calls the article."""
    time: Moment
    """When the broker appended the raw record: RFC 3339 in UTC, to the millisecond."""


class Added(FlatRecord):
    """What every record tells that adds something."""

    action: Literal["add"]
    """Always `add`."""
    article_event_id: UUID
    """`event_id` of the enriched event that it comes from."""
    cluster_id: UUID
    """The story: `record_id` of its first article."""
    language: str | None
    """The article's language, BCP 47; null where nobody can tell."""
    title: str | None
    """The headline, its first 300 characters; null where there is none."""
    published_at: Moment | None
    """When the feed published the article, RFC 3339; null where it does not say."""


class EntityRecord(Added):
    """One entity of an article."""

    entity_id: str
    """The entity's `id` in the enriched event: the same in every article where the link or the full name is."""
    type: str
    """`PERSON`, `ORG` or `LOC`; more may follow."""
    name: str
    """The fullest name by which the article calls it."""
    links: list[Link]
    """The same thing in public registers, empty where it was found in none."""
    role: str | None
    """Office or profession of a person, as printed; null where none is told and for all others."""
    salience: Share
    """How much the article is about it: a share from 0 to 1."""
    in_title: bool
    """Whether the title names it."""
    mentions: int
    """How many times the article names it."""


class MoneyRecord(Amount, Added):
    """One amount of an article; `equivalent_of`, `repeats` and `part_of` are the event ids of other records of it."""

    equivalent_of: UUID | None
    """`event_id` of the record of the amount that this one restates in another currency; else null. Leave it out of
    sums."""
    implied_rate: DecimalText | None
    """This amount divided by the one that it restates: decimal text, units of this currency for one of the other;
    else null."""
    repeats: UUID | None
    """`event_id` of the record of the first amount that states the same sum; else null. Leave it out of sums."""
    part_of: UUID | None
    """`event_id` of the record of the amount that this one is said to be a part of; else null. Leave it out of sums."""


class Withdrawal(FlatRecord):
    """Takes back the records of the article `record_id`: those of one event, or all where `article_event_id` is null.

    `withdrawn_by` is the record_id of the revision or retraction, or the article's own where it was enriched anew.
    """

    action: Literal["withdraw"]
    """Always `withdraw`."""
    article_event_id: UUID | None
    """`event_id` of the enriched event whose records are taken back; null for those of all events about `record_id`."""
    withdrawn_by: UUID
    """`record_id` of the revision or retraction, or the article's own where it was enriched anew."""
