"""What the harness reads off Kafka, by `json` alone: nothing of the program under test takes part."""

import json
from collections.abc import Callable

from tests.chaos.contents import content, due_entities, due_money, due_withdrawal
from tests.chaos.feed import MARK, Mark
from tests.chaos.seen import CLOUD_TYPES, Cloud, Event, Flat, Origin, Passed, Raw, Record, Row, Seen, digest_of


def read(record: Record) -> Seen:
    """What a record says, by the topic that it stands in."""
    return READERS[record.place.topic](record)


def _raw(record: Record) -> Raw:
    mark = record.header(MARK)
    origin = Origin(record.place.partition, record.place.offset)
    return Raw(origin, record.timestamp, Mark.read(mark) if mark else None, record.digest(), record.key)


def _passed(record: Record) -> Passed:
    _, partition, offset, _ = (record.header("newsmill_origin") or b"///").decode().split("/")
    return Passed(record.place, Origin(int(partition), int(offset)), record.digest())


def _enriched(record: Record) -> Event:
    said = json.loads(record.value or b"")
    retraction = record.header("ce_type") == CLOUD_TYPES["retraction"].encode()
    about = said["retracted"] if retraction else [said["revision_of"] or said["extends"]]
    timestamp = said["origin"]["timestamp"]
    news = "revision" if not retraction and said["revision_of"] else "extension" if about[:1] != [None] else "first"
    return Event(
        record.place,
        _origin(said),
        record.key,
        record.digest(),
        "retraction" if retraction else news,
        said["event_id"],
        tuple(id_ for id_ in about if id_),
        timestamp=timestamp,
        cloud=_cloud(record),
        entities=due_entities(said),
        money=due_money(said),
        restated=tuple(amount["equivalent_of"] for amount in said.get("money", ())),
        withdrawal=due_withdrawal(said),
    )


def _duplicate(record: Record) -> Event:
    said = json.loads(record.value or b"")
    return Event(
        record.place,
        _origin(said),
        record.key,
        record.digest(),
        said["kind"],
        said["event_id"],
        (said["duplicate_of"],),
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
        said["article_event_id"],
        said["withdrawn_by"] if said["action"] == "withdraw" else "",
        _cloud(record),
        content(said),
        said.get("equivalent_of") or "",
    )


def _row(record: Record) -> Row:
    return Row(record.place, record.key or b"", record.value)


def _cloud(record: Record) -> Cloud:
    return Cloud(*((record.header(f"ce_{name}") or b"").decode() for name in Cloud._fields))


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
