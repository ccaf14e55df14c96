"""What a campaign is to do, and what it found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from streams.settings import Guarantee, Settings, ShardBy
from tests.chaos.cluster import Cluster
from tests.chaos.ledger import Finding
from tests.chaos.workers import Exit
from tests.support.secured import USERS


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. Everything random comes from `seed`; `rate` is records a second; `overlap` the share of faults
    that do not wait for the recovery from the one before; `patience` the seconds that a recovery may take, and
    that the end waits for anything more to come out; `remembered` the records that a shard remembers at most, `before`
    those that it remembers before the first fault; `window` is in hours.

    With `days` the feed's clock begins so long ago and runs `speed` times as fast as ours, raw keeps those times
    (CreateTime, 60 days) and its partitions are filled unevenly; `backlog` records lie there before a worker starts,
    spread over the days. With several `shards` the feed has as many languages and more. `secured` is one broker by TLS
    and password, where workers have the rights that `newsmill acls` prints and no more."""

    seed: int = 1
    faults: int = 40
    minutes: float = 30
    guarantee: Guarantee = Guarantee.EXACTLY_ONCE
    brokers: int = 1
    rate: float = 20
    overlap: float = 0.35
    only: Sequence[str] = ()
    mutant: str = ""
    patience: float = 180
    session_timeout: float = 10
    raw_partitions: int = 8
    shards: int = 1
    remembered: int = 2_000_000
    before: int = 0
    window: float = 72
    days: float = 0
    speed: float = 1
    backlog: int = 0
    secured: bool = False

    @property
    def languages(self) -> Sequence[str]:
        """Of the feed: with three shards each has one at least."""
        return ("en", "de", "fr", "es") if self.shards > 1 else ("en",)

    def settings(self, brokers: Cluster) -> Settings:
        return Settings(
            brokers=brokers.bootstrap,
            guarantee=self.guarantee,
            topic_prefix="chaos.",
            session_timeout=self.session_timeout,
            raw_partitions=self.raw_partitions,
            shards=self.shards,
            shard_by=ShardBy.LANGUAGE if self.shards > 1 else ShardBy.NONE,
            window_hours=self.window,
            max_remembered=self.remembered,
            replication=brokers.replication,
            min_insync=brokers.min_insync,
            web_port=0,
            **self._security(brokers),
        )

    def _security(self, brokers: Cluster) -> dict[str, Any]:
        if brokers.authority is None:
            return {}
        return {
            "security_protocol": "SASL_SSL",
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_username": "worker",
            "sasl_password": USERS["worker"],
            "ssl_ca": brokers.authority.ca,
        }


@dataclass(slots=True)
class Injected:
    """A fault as it happened. Times in seconds since 1970; `recovered_in` seconds from its end until every raw
    partition brought forth articles published since, None where the next fault came first."""

    name: str
    began: float
    ended: float
    what: str
    alone: bool
    recovered_in: float | None = None


@dataclass(slots=True)
class Outcome:
    """What a campaign found."""

    plan: Plan
    began: float
    ended: float = 0
    faults: list[Injected] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    exits: list[Exit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
