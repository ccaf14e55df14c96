"""What everything that is published has in common."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

DecimalText = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
Share = Annotated[float, Field(ge=0, le=1)]
Index = Annotated[int, Field(ge=0)]


class Published(BaseModel):
    """Base of every published model. Nothing undeclared leaves; what a later release declares is passed over when it is
    read, as every reader has to."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)


class Identified(Published):
    """Base of what is an event of its own: `record_id` says about which raw record, `event_id` which event it is."""

    record_id: UUID
    """UUIDv5 of the raw record's topic, partition and offset. It never changes, and every reference to an article is
    one."""
    event_id: UUID
    """UUIDv5 of what the event is and of what made it, the same each time, as in `ce_id`: what to deduplicate by."""


class Origin(Published):
    """The raw record that an event comes from; `timestamp` in milliseconds since 1970."""

    topic: str
    """Name of the topic on which the article was published."""
    partition: int
    """Partition of that topic, counted from 0."""
    offset: int
    """Offset in that partition, counted from 0."""
    timestamp: int
    """When the broker appended it: milliseconds since 1970, UTC."""


class Pipeline(Published):
    """What made the event: Newsmill's pipeline version and the tagger's name, null where none serves the language."""

    version: str
    """Newsmill's pipeline version; it rises only when outputs change."""
    model: str | None
    """Name of the tagger that found the entities; null where none serves the language."""
