"""The topics: names, partitions and what each demands of the broker. No Kafka here, see `streams.admin`."""

from dataclasses import dataclass, field

from streams.raw_topics import read
from streams.settings import Settings

DAY_MS = 24 * 3600 * 1000
TIMESTAMPS, TIMESTAMP_TYPE = "message.timestamp.type", "LogAppendTime"
"""What every topic has to have. Retention counts from the append then: what is under way in the pipeline is never old,
however old its article; and shard time in dedupe does not depend on the clocks of feeds."""

TABLE = "articles"
"""Name of the dedupe table."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as it has to be: `config` are Kafka's own names and values."""

    name: str
    partitions: int
    config: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics of one installation, in the order in which an article travels."""

    raw: TopicSpec
    screened: TopicSpec
    changelog: TopicSpec
    unique: TopicSpec
    enriched: TopicSpec
    entities: TopicSpec
    money: TopicSpec
    duplicates: TopicSpec
    rejected: TopicSpec
    further_raws: tuple[TopicSpec, ...] = ()

    @property
    def raws(self) -> tuple[TopicSpec, ...]:
        """Every raw topic, `raw` the first of them."""
        return (self.raw, *self.further_raws)

    def all(self) -> tuple[TopicSpec, ...]:
        """Every topic, the changelog among them."""
        return (*self.raws, *self.written())

    def written(self) -> tuple[TopicSpec, ...]:
        """The topics that the worker writes: all but raw."""
        return tuple(getattr(self, name) for name in self.__slots__ if name not in ("raw", "further_raws"))


def topics(settings: Settings) -> Topics:
    """The topics that these settings ask for."""

    largest = settings.max_event_bytes

    def topic(name: str, partitions: int, **config: str) -> TopicSpec:
        wire = {
            "max.message.bytes": str(settings.max_event_bytes + ROOM),
            "min.insync.replicas": str(settings.min_insync),
            TIMESTAMPS: TIMESTAMP_TYPE,
        }
        wire |= {"cleanup.policy": "delete", "retention.ms": str(7 * DAY_MS)}
        wire |= {key.replace("_", "."): value for key, value in config.items()}
        return TopicSpec(f"{settings.topic_prefix}{name}", partitions, wire)

    # What raw lets in has to fit into rejected, where headers are added.
    raw, *further = (
        topic(name, settings.raw_partitions, max_message_bytes=str(largest)) for name in read(settings.raw_topics)
    )
    return Topics(
        raw=raw,
        further_raws=tuple(further),
        screened=topic("news.articles.screened", settings.shards),
        # Compaction only: with retention, what dedupe remembers would vanish by itself.
        changelog=topic(f"newsmill-{TABLE}-changelog", settings.shards, cleanup_policy="compact", retention_ms="-1"),
        unique=topic("news.articles.unique", settings.unique_partitions),
        enriched=topic("news.articles.enriched", settings.unique_partitions, retention_ms=str(30 * DAY_MS)),
        entities=topic("news.entities", settings.unique_partitions, retention_ms=str(30 * DAY_MS)),
        money=topic("news.money", settings.unique_partitions, retention_ms=str(30 * DAY_MS)),
        duplicates=topic("news.articles.duplicates", settings.unique_partitions, retention_ms=str(30 * DAY_MS)),
        rejected=topic("news.articles.rejected", settings.raw_partitions, retention_ms=str(30 * DAY_MS)),
    )


ROOM = 64 * 1024
"""Bytes that a record may have beside its value: key, headers and Kafka's own framing."""
