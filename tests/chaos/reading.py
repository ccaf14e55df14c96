"""What the harness reads off Kafka, by `json` alone: nothing of the program under test takes part."""

import json
import uuid
from collections.abc import Callable
from dataclasses import replace

from tests.chaos.contents import Said, content, due_entities, due_money, due_withdrawal
from tests.chaos.feed import MARK, Mark
from tests.chaos.seen import CLOUD_TYPES, Cloud, Event, Flat, Origin, Passed, Points, Raw, Record, Row, Seen, digest_of

NAMESPACE = uuid.UUID("7d9d2b6e-6a6b-5c0e-9f0a-3f4b1c2d8e11")
NEWS = {"revision_of": "revision", "extends": "extension", "develops": "development"}
"""What an enriched article is, by the reference that it has; without any it is a first one."""


def read(record: Record) -> Seen:
    """What a record says, by the topic that it stands in."""
    return READERS[record.place.topic](record)


def record_id(topic: str, partition: int, offset: int) -> str:
    """What events have to call a raw record by."""
    return str(uuid.uuid5(NAMESPACE, f"{topic}/{partition}/{offset}"))


def _raw(record: Record) -> Raw:
    mark = record.header(MARK)
    origin = Origin(record.place.partition, record.place.offset)
    id_ = record_id(record.topic, *origin)
    return Raw(origin, record.timestamp, Mark.read(mark) if mark else None, record.digest(), record.key, id_)


def _passed(record: Record) -> Passed:
    _, partition, offset, _ = (record.header("newsmill_origin") or b"///").decode().split("/")
    return Passed(record.place, Origin(int(partition), int(offset)), record.digest())


def _enriched(record: Record) -> Event:
    said = json.loads(record.value or b"")
    retraction = record.header("ce_type") == CLOUD_TYPES["retraction"].encode()
    outcome, about = ("retraction", said["retracted"]) if retraction else _news(said)
    return replace(
        _event(record, said, outcome, about),
        copies=tuple(said.get("copies", ())),
        entities=due_entities(said),
        money=due_money(said),
        points=tuple(_points(amount) for amount in said.get("money", ())),
        withdrawal=due_withdrawal(said),
    )


def _news(said: Said) -> tuple[str, list[str]]:
    """What an article is, and all that it refers to, which is one other record at most, as the answer key knows."""
    given = [name for name in NEWS if said[name]]
    return NEWS[given[0]] if given else "first", [said[name] for name in given]


def _duplicate(record: Record) -> Event:
    said = json.loads(record.value or b"")
    return _event(record, said, said["kind"], [said["duplicate_of"]])


def _event(record: Record, said: Said, outcome: str, about: list[str]) -> Event:
    return Event(
        record.place,
        Origin(said["origin"]["partition"], said["origin"]["offset"]),
        record.key,
        record.digest(),
        outcome,
        said["event_id"],
        said["record_id"],
        tuple(about),
        cluster=said["cluster_id"] or "",
        timestamp=said["origin"]["timestamp"],
        cloud=_cloud(record),
    )


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
        original=digest_of(record.key, record.value, kept),
    )


def _flat(record: Record) -> Flat:
    said = json.loads(record.value or b"")
    return Flat(
        record.place,
        record.key,
        record.digest(),
        said["event_id"],
        said["record_id"],
        said["article_event_id"] or "",
        said["withdrawn_by"] if said["action"] == "withdraw" else "",
        _cloud(record),
        content(said),
        _points(said),
    )


def _row(record: Record) -> Row:
    return Row(record.place, record.key or b"", record.value)


def _cloud(record: Record) -> Cloud:
    return Cloud(*((record.header(f"ce_{name}") or b"").decode() for name in Cloud._fields))


def _points(amount: Said) -> Points:
    return Points(*(amount.get(name) for name in Points._fields))


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
