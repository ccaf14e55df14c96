"""What the harness reads off Kafka, by `json` alone: nothing of the program under test takes part."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from tests.chaos.feed import MARK, Mark

Headers = tuple[tuple[str, bytes], ...]


class Origin(NamedTuple):
    """A raw record, by its partition and offset."""

    partition: int
    offset: int


class Place(NamedTuple):
    """Where a record stands; `topic` without the campaign's prefix."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Record:
    """A record as Kafka holds it; `timestamp` in milliseconds since 1970."""

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


def digest_of(key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes]]) -> bytes:
    whole = repr((key, value, [(name, bytes(content)) for name, content in headers]))
    return blake2b(whole.encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Raw:
    """A raw record; `mark` is None when it is none of the feed's."""

    origin: Origin
    timestamp: int
    mark: Mark | None
    digest: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """What came of a raw record.

    Attributes:
        outcome: "first", "revision", "extension", "retraction", a kind of duplicate, or "rejected".
        event_id: the event's; "" for a rejection.
        about: the event ids that it refers to: of what it repeats, revises, extends or takes back.
        reason: of a rejection.
        bytes: the digest of the original record within a rejection.
        entities, money: how many it holds.
    """

    place: Place
    origin: Origin
    key: bytes | None
    digest: bytes
    outcome: str
    event_id: str = ""
    about: tuple[str, ...] = ()
    reason: str = ""
    bytes: bytes = b""
    entities: int = 0
    money: int = 0


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat record of an entity or amount, or the withdrawal of all of an article's."""

    place: Place
    digest: bytes
    event_id: str
    article: str
    withdrawn_by: str


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


Seen = Raw | Event | Flat | Passed | Row


def read(record: Record) -> Seen:
    """What a record says, by the topic that it stands in."""
    return READERS[record.place.topic](record)


def _raw(record: Record) -> Raw:
    mark = record.header(MARK)
    origin = Origin(record.place.partition, record.place.offset)
    return Raw(origin, record.timestamp, Mark.read(mark) if mark else None, record.digest())


def _passed(record: Record) -> Passed:
    _, partition, offset, _ = (record.header("newsmill_origin") or b"///").decode().split("/")
    return Passed(record.place, Origin(int(partition), int(offset)), record.digest())


def _enriched(record: Record) -> Event:
    said = json.loads(record.value or b"")
    retraction = record.header("ce_type") == b"org.newsmill.article.retracted.v1"
    about = said["retracted"] if retraction else [said["revision_of"] or said["extends"]]
    news = "revision" if not retraction and said["revision_of"] else "extension" if about[:1] != [None] else "first"
    return Event(
        record.place,
        _origin(said),
        record.key,
        record.digest(),
        "retraction" if retraction else news,
        said["event_id"],
        tuple(id_ for id_ in about if id_),
        entities=len(said.get("entities", ())),
        money=len(said.get("money", ())),
    )


def _duplicate(record: Record) -> Event:
    said = json.loads(record.value or b"")
    about = (said["duplicate_of"],)
    return Event(record.place, _origin(said), record.key, record.digest(), said["kind"], said["event_id"], about)


def _rejected(record: Record) -> Event:
    """A rejection keeps the original record whole: what was added to its headers has names of its own."""
    added = ("__connect.errors.", "newsmill_reason")
    partition, offset = (record.header(f"__connect.errors.{name}") or b"" for name in ("partition", "offset"))
    kept = [header for header in record.headers if not header[0].startswith(added)]
    return Event(
        record.place,
        Origin(int(partition), int(offset)),
        record.key,
        record.digest(),
        "rejected",
        reason=(record.header("newsmill_reason") or b"").decode(),
        bytes=digest_of(record.key, record.value, kept),
    )


def _flat(record: Record) -> Flat:
    said = json.loads(record.value or b"")
    by = said["withdrawn_by"] if said["action"] == "withdraw" else ""
    return Flat(record.place, record.digest(), said["event_id"], said["article_event_id"], by)


def _row(record: Record) -> Row:
    return Row(record.place, record.key or b"", record.value)


def _origin(said: dict[str, dict[str, int]]) -> Origin:
    return Origin(said["origin"]["partition"], said["origin"]["offset"])


READERS: dict[str, Callable[[Record], Seen]] = {
    "news.articles.raw": _raw,
    "news.articles.screened": _passed,
    "newsmill-articles-changelog": _row,
    "news.articles.unique": _passed,
    "news.articles.enriched": _enriched,
    "news.articles.duplicates": _duplicate,
    "news.articles.rejected": _rejected,
    "news.entities": _flat,
    "news.money": _flat,
}
