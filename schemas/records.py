"""Flat records, one for each entity and each amount, for SQL engines and charts.

A record with `action` "withdraw" takes back records of an article: all of them where it was revised or retracted
(`article_event_id` null), or those of one event where a better one about the same raw record takes its place.
"""

from typing import Literal
from uuid import UUID

from schemas.events import Amount, DecimalText, Identified, Link, Share


class Record(Identified):
    """What every flat record tells of its article, whose `record_id` it has; `time` is the raw record's, RFC 3339 in
    UTC."""

    action: Literal["add", "withdraw"]
    source: str
    article_id: str
    time: str


class Added(Record):
    """What every record tells that adds something."""

    action: Literal["add"]
    article_event_id: UUID
    cluster_id: UUID
    language: str | None
    title: str | None
    published_at: str | None


class EntityRecord(Added):
    """One entity of an article."""

    entity_id: str
    type: str
    name: str
    links: list[Link]
    role: str | None
    salience: Share
    in_title: bool
    mentions: int


class MoneyRecord(Amount, Added):
    """One amount of an article; `equivalent_of`, `repeats` and `part_of` are the event ids of other records of it."""

    equivalent_of: UUID | None
    implied_rate: DecimalText | None
    repeats: UUID | None
    part_of: UUID | None


class Withdrawal(Record):
    """Takes back the records of the article `record_id`: those of one event, or all where `article_event_id` is null.

    `withdrawn_by` is the record_id of the revision or retraction, or the article's own where it was enriched anew.
    """

    action: Literal["withdraw"]
    article_event_id: UUID | None
    withdrawn_by: UUID
