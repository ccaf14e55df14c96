"""The values of what the harness reads off Kafka, see `tests.chaos.reading`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from tests.chaos.contents import moment
from tests.chaos.feed import Mark

Headers = tuple[tuple[str, bytes], ...]


class Origin(NamedTuple):
    """A raw record, by its partition and offset."""

    partition: int
    offset: int


class Points(NamedTuple):
    """The amounts of its article that an amount points at: by index in an event, by event id in flat records."""

    equivalent_of: int | str | None = None
    repeats: int | str | None = None
    part_of: int | str | None = None


NO_POINTS = Points()


class Place(NamedTuple):
    """Where a record stands; `topic` without the campaign's prefix."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Record:
    """A record as Kafka holds it; `timestamp` in milliseconds since 1970, `topic` with the campaign's prefix."""

    topic: str
    place: Place
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    def header(self, name: str) -> bytes | None:
        return next((value for key, value in self.headers if key == name), None)

    def digest(self) -> bytes:
        """The same for two records exactly when key, value and headers are the same."""
        return digest_of(self.key, self.value, self.headers)


class Cloud(NamedTuple):
    """The headers of CloudEvents that differ from event to event."""

    id: str
    type: str
    time: str


NO_CLOUD = Cloud("", "", "")


def digest_of(key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes]]) -> bytes:
    whole = repr((key, value, [(name, bytes(content)) for name, content in headers]))
    return blake2b(whole.encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Raw:
    """A raw record; `mark` is None when it is none of the feed's, `timestamp` is in ms as the topic holds it.

    `record_id` is what events have to call it by.
    """

    origin: Origin
    timestamp: int
    mark: Mark | None
    digest: bytes
    key: bytes | None = None
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What came of a raw record.

    Attributes:
        outcome: "first", "revision", "extension", "retraction", a kind of duplicate, or "rejected".
        event_id, record_id: the event's; "" for a rejection.
        about: the record_ids that it refers to: of what it repeats, revises, extends, develops or takes back.
        copies: the record_ids of dropped copies of what it takes back.
        cluster: the record_id by which its story goes; "" where it has none.
        reason: of a rejection.
        original: the digest of the original record within a rejection.
        timestamp: the raw record's, in ms, as the event tells it.
        cloud: the headers; a rejection has none.
        entities, money: what the flat record of each has to say, in their order, see `tests.chaos.contents`.
        points: for each amount the indexes of those that it points at.
        withdrawal: what a record has to say that withdraws on its behalf.
    """

    place: Place
    origin: Origin
    key: bytes | None
    digest: bytes
    outcome: str
    event_id: str = ""
    record_id: str = ""
    about: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    cluster: str = ""
    reason: str = ""
    original: bytes = b""
    timestamp: int = 0
    cloud: Cloud = NO_CLOUD
    entities: tuple[bytes, ...] = field(default=(), repr=False)
    money: tuple[bytes, ...] = field(default=(), repr=False)
    points: tuple[Points, ...] = field(default=(), repr=False)
    withdrawal: bytes = field(default=b"", repr=False)

    @property
    def due_cloud(self) -> Cloud:
        """The headers that its value calls for."""
        return Cloud(self.event_id, CLOUD_TYPES[self.outcome], moment(self.timestamp))


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat record of an entity or amount, or the withdrawal of all of an article's.

    `record_id` is that of the article; `article` the id of the article's event, "" in a withdrawal; `withdrawn_by` a
    record_id. `content` is what it says but for ids of events; `points` are the event ids of the amounts it points at.
    """

    place: Place
    key: bytes | None
    digest: bytes
    event_id: str
    record_id: str
    article: str
    withdrawn_by: str
    cloud: Cloud = NO_CLOUD
    content: bytes = b""
    points: Points = NO_POINTS


@dataclass(frozen=True, slots=True)
class Passed:
    """A record between two stages."""

    place: Place
    origin: Origin
    digest: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the dedupe table's changelog, as it stands there."""

    place: Place
    key: bytes
    value: bytes | None


ARTICLE = "org.newsmill.article"
CLOUD_TYPES = {
    **dict.fromkeys(("first", "revision", "extension", "development"), f"{ARTICLE}.enriched.v1"),
    **dict.fromkeys(("resent", "stale", "exact", "near", "contained"), f"{ARTICLE}.duplicate.v1"),
    "retraction": f"{ARTICLE}.retracted.v1",
}

Seen = Raw | Event | Flat | Passed | Row
