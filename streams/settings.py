"""Settings: read once from the environment (`NEWSMILL_…`), frozen, passed on as a value.

docs/settings.md is made from the descriptions here.
"""

import os
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from streams import raw_topics as trust
from streams import setting_values as values
from streams.kafka import Connection, Security
from streams.variables import PREFIX, by_kubernetes, no_such, shown, unknown

MIB = 1024 * 1024
ARTICLE_ROOM = 8 * 1024
"""What an event holds beside its article, and a raw record beside its value, at the least."""
PARTITIONS = 1000
"""More of one topic than any installation needs, and than one broker likes."""


class SettingsError(Exception):
    """A setting is wrong; the message says which and what is wanted."""


class Guarantee(StrEnum):
    """What holds through crashes, see docs/guarantees.md."""

    EXACTLY_ONCE = "exactly_once"
    AT_LEAST_ONCE = "at_least_once"


class ShardBy(StrEnum):
    """What decides which shard of dedupe judges an article."""

    NONE = "none"
    LANGUAGE = "language"


class Settings(Security, BaseSettings):
    """Everything that can be set, with its default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True)

    brokers: Annotated[str, AfterValidator(values.addresses)] | None = Field(
        None, description="Kafka bootstrap servers, `host:port[,host:port…]`"
    )
    topic_prefix: str = Field(
        "",
        max_length=200,
        pattern=r"^[A-Za-z0-9._-]*$",
        description="put before every topic, group and transactional id",
    )
    guarantee: Guarantee = Field(Guarantee.EXACTLY_ONCE, description="`exactly_once` or `at_least_once`")
    data_dir: Annotated[Path, AfterValidator(values.expanded)] = Field(
        Path("~/.cache/newsmill"), description="where Kafka's jars for the local broker are kept"
    )
    web_host: str = Field("127.0.0.1", description="address that `/metrics`, `/livez` and `/readyz` listen on")
    web_port: int = Field(
        6066,
        ge=0,
        le=65535,
        description="their port, one for all of `run --workers`; a further `run` takes the next free one; 0: any",
    )
    log_level: Annotated[str, BeforeValidator(values.capitals)] = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`"
    )

    raw_topics: Annotated[str, AfterValidator(trust.checked)] = Field(
        f"{trust.DEFAULT}={trust.ALL}",
        max_length=100_000,
        description="raw topics and whose articles each takes, `TOPIC=SOURCE,SOURCE;TOPIC=*`: see docs/security.md",
    )
    topics_managed: bool = Field(
        True, description="`false`: the worker creates and changes no topic, and says which are missing"
    )
    raw_partitions: int = Field(
        8, ge=1, le=PARTITIONS, description="partitions of each raw topic: how far screen scales"
    )
    shards: int = Field(1, ge=1, le=PARTITIONS, description="partitions of screened: shards of dedupe")
    shard_by: ShardBy = Field(
        ShardBy.NONE, description="`none`: one shard judges all; `language`: by primary subtag, see docs/scaling.md"
    )
    unique_partitions: int = Field(
        8, ge=1, le=PARTITIONS, description="partitions of unique and outputs: how far enrich scales"
    )
    replication: int = Field(1, ge=1, le=100, description="replicas of every topic; 3 in production")
    min_insync: int = Field(
        1, ge=1, le=100, description="replicas that must have a record before it counts; 2 in production"
    )

    max_article_bytes: int = Field(
        MIB,
        ge=1024,
        le=16 * MIB,
        description="a larger article is rejected, and so is one within 8 KiB of `NEWSMILL_MAX_EVENT_BYTES`; a "
        "document in another format than our own fields may have twice as many",
    )
    max_event_bytes: int = Field(
        8 * MIB,
        ge=64 * 1024,
        le=64 * MIB,
        description="an event is cut to fit; an article whose own fields need more is rejected",
    )

    window_hours: float = Field(
        72,
        ge=0.01,
        le=365 * 24,
        description="how far apart two articles may be that dedupe compares, by the times of their raw records",
    )
    max_remembered: int = Field(2_000_000, ge=1000, le=20_000_000, description="articles remembered by a shard at most")
    accept_state_loss: bool = Field(
        False, description="start though the dedupe changelog was emptied: articles seen before count as new"
    )

    tagger: str = Field("builtin", description="`builtin`, `spacy:NAME` or `onnx:PATH`")
    default_language: Annotated[str, AfterValidator(values.language)] = Field(
        "en", description="how a text is read that is too short to tell its language"
    )
    default_dollar: Annotated[str, BeforeValidator(values.capitals), AfterValidator(values.currency)] = Field(
        "USD", description="what a bare `$` means where nothing decides: an ISO 4217 code"
    )

    default_timezone: Annotated[str, AfterValidator(values.timezone)] | None = Field(
        None,
        description="where a time without a zone is read, such as `Europe/Berlin`; not set: such times are left out",
    )

    commit_interval: float = Field(0.1, gt=0, le=60, description="seconds between commits")
    # Kafka takes from 6 s on; what is longer would hold a rebalance for as long as the watch waits for it.
    session_timeout: float = Field(
        10, ge=6, le=60, description="seconds after which a dead worker's partitions move on"
    )

    @model_validator(mode="after")
    def _shards_need_a_rule(self) -> Self:
        if self.shards > 1 and self.shard_by is ShardBy.NONE:
            raise ValueError("more than one shard needs NEWSMILL_SHARD_BY=language")
        return self

    @model_validator(mode="after")
    def _what_must_be_in_sync_must_be_there(self) -> Self:
        if self.min_insync > self.replication:
            raise ValueError(
                f"NEWSMILL_MIN_INSYNC={self.min_insync} needs NEWSMILL_REPLICATION={self.min_insync} at least: "
                f"with {self.replication} no record would be taken"
            )
        return self

    @model_validator(mode="after")
    def _only_a_given_kafka_is_secured(self) -> Self:
        if self.security_protocol != "PLAINTEXT" and not self.brokers:
            raise ValueError(f"NEWSMILL_SECURITY_PROTOCOL={self.security_protocol} needs NEWSMILL_BROKERS")
        return self

    @property
    def connection(self) -> Connection:
        """Kafka, and how to come in; the same for equal settings, so that certificates were read before they change."""
        return _connection(self)

    @property
    def raws(self) -> dict[str, trust.Sources]:
        """The raw topics by their full names, with the sources that may speak there."""
        return {f"{self.topic_prefix}{name}": sources for name, sources in trust.read(self.raw_topics).items()}

    @property
    def longest_article(self) -> int:
        """Bytes of a raw record that are read at most: what could not become an event that fits is not begun with."""
        return min(self.max_article_bytes, self.max_event_bytes - ARTICLE_ROOM)

    def environment(self) -> dict[str, str]:
        """The variables that give another process these settings, secrets in plain text."""
        told = self.model_dump(mode="json", exclude_none=True)
        secrets = {name: value.get_secret_value() for name, value in self if isinstance(value, SecretStr)}
        return {f"{PREFIX}{name.upper()}": str(value) for name, value in (told | secrets).items()}

    @property
    def app_id(self) -> str:
        """Consumer group, and the start of every transactional id and changelog name."""
        return f"{self.topic_prefix}newsmill"


@lru_cache(maxsize=8)
def _connection(settings: Settings) -> Connection:
    return Connection(settings.brokers or "", settings)


def load_settings(kind: type[Settings] = Settings) -> Settings:
    """The settings of this process. Raises SettingsError naming the variable that is wrong, or that nobody knows."""
    known = {f"{PREFIX}{name.upper()}" for name in kind.model_fields}
    if strange := unknown(os.environ, known):
        raise SettingsError("; ".join(no_such(name, known) for name in strange))
    try:
        return kind()
    except ValidationError as error:
        raise SettingsError(_wrong(error, kind)) from None  # the cause would show the values


def _wrong(error: ValidationError, kind: type[Settings]) -> str:
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:  # a rule about several, which its message names
        return message
    name = str(first["loc"][0])
    got = shown(first["input"], kind.model_fields[name].annotation, name)
    hint = ". Set enableServiceLinks: false in the pod" if by_kubernetes(first["input"]) else ""
    return f"{PREFIX}{name.upper()}: {message} (got {got}){hint}"
