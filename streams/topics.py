"""The topics: names, partitions and what each demands of the broker. No Kafka here, see `streams.clients.admin`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from streams.outputs import BETWEEN, PUBLIC, SINKS, Output, Sink, Split
from streams.raw_topics import read
from streams.settings import Settings

DAY_MS = 24 * 3600 * 1000
TIMESTAMPS, TIMESTAMP_TYPE = "message.timestamp.type", "LogAppendTime"
"""What every topic has to have. Retention counts from the append then: what is under way in the pipeline is never old,
however old its article; and shard time in dedupe does not depend on the clocks of feeds."""

TABLE = "articles"
"""Name of the dedupe table."""

ROOM = 64 * 1024
"""Bytes that a record may have beside its value: key, headers and Kafka's own framing."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as it has to be: `config` are Kafka's own names and values."""

    name: str
    partitions: int
    config: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a topic is like (`what`, in words or Kafka's own; "" where it is missing), and what is wanted."""

    topic: str
    what: str = ""
    found: str = ""
    wanted: str = ""

    def __str__(self) -> str:
        if not self.what:
            return f"{self.topic}: missing"
        if self.what in ("partitions", "replicas"):
            return f"{self.topic}: {self.found} {self.what}, {self.wanted} wanted"
        return f"{self.topic}: {self.what} is {self.found}, {self.wanted} wanted"


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics of one installation; `topics[Output.MONEY]` is one that steps write."""

    raws: tuple[TopicSpec, ...]
    changelog: TopicSpec
    outputs: Mapping[Output, TopicSpec]

    def __getitem__(self, output: Output) -> TopicSpec:
        return self.outputs[output]

    @property
    def raw(self) -> TopicSpec:
        """The first raw topic."""
        return self.raws[0]

    def all(self) -> tuple[TopicSpec, ...]:
        """Every topic, the changelog among them."""
        return (*self.raws, *self.written())

    def written(self) -> tuple[TopicSpec, ...]:
        """The topics that the worker writes: all but raw."""
        return (*self.between(), *(self[output] for output in PUBLIC))

    def stamped(self) -> tuple[TopicSpec, ...]:
        """The topics whose records the broker has to stamp: those written, and raw where it is split.

        Who may write to one raw topic would else set the time by which dedupe forgets the articles of all.
        """
        return (*(self.raws if len(self.raws) > 1 else ()), *self.written())

    def between(self) -> tuple[TopicSpec, ...]:
        """The topics that the worker both writes and reads."""
        return (*(self[output] for output in BETWEEN), self.changelog)

    def by_name(self) -> Mapping[str, TopicSpec]:
        """Every topic by its short name: raw, changelog and those of `Output`."""
        return {"raw": self.raw, "changelog": self.changelog} | {o.value: spec for o, spec in self.outputs.items()}


def topics(settings: Settings) -> Topics:
    """The topics that these settings ask for."""

    def topic(name: str, partitions: int, days: int = 7, **config: str) -> TopicSpec:
        wire = {
            "max.message.bytes": str(settings.max_event_bytes + ROOM),
            "min.insync.replicas": str(settings.min_insync),
            TIMESTAMPS: TIMESTAMP_TYPE,
        }
        wire |= {"cleanup.policy": "delete", "retention.ms": str(days * DAY_MS)}
        wire |= {key.replace("_", "."): value for key, value in config.items()}
        return TopicSpec(f"{settings.topic_prefix}{name}", partitions, wire)

    # What raw lets in has to fit into rejected, where headers are added.
    largest = str(settings.max_event_bytes)
    raws = [topic(name, settings.raw_partitions, max_message_bytes=largest) for name in read(settings.raw_topics)]
    # Compaction only: with retention, what dedupe remembers would vanish by itself.
    changelog = topic(f"newsmill-{TABLE}-changelog", settings.shards, cleanup_policy="compact", retention_ms="-1")
    outputs = {output: topic(sink.name, _partitions(sink, settings), sink.days) for output, sink in SINKS.items()}
    return Topics(tuple(raws), changelog, outputs)


def _partitions(sink: Sink, settings: Settings) -> int:
    match sink.split:
        case Split.RAW:
            return settings.raw_partitions
        case Split.SHARDS:
            return settings.shards
        case Split.UNIQUE:
            return settings.unique_partitions
