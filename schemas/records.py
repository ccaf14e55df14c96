"""Flat records, one for each entity and each amount, for SQL engines and charts.

A record with `action` "withdraw" takes back all records of `article_event_id`: its article was revised or retracted.
"""

from typing import Literal
from uuid import UUID

from schemas.events import Amount, DecimalText, Identified, Link, Share


class Record(Identified):
    """What every flat record tells of its article; `time` is the raw record's, RFC 3339 in UTC."""

    action: Literal["add", "withdraw"]
    article_event_id: UUID
    source: str
    article_id: str
    time: str


class EntityRecord(Record):
    """One entity of an article."""

    title: str | None
    published_at: str | None
    entity_id: str
    type: str
    name: str
    links: list[Link]
    role: str | None
    salience: Share
    in_title: bool
    mentions: int


class MoneyRecord(Amount, Record):
    """One amount of an article; `equivalent_of` is the event_id of the record that this one restates."""

    title: str | None
    published_at: str | None
    equivalent_of: UUID | None
    implied_rate: DecimalText | None


class Withdrawal(Record):
    """Takes back the records of `article_event_id`; `withdrawn_by` is the revision's or retraction's event."""

    withdrawn_by: UUID
