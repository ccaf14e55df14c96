"""Where steps send: every topic that they write, in the order in which an article travels.

What repeats these names (topics, ACLs, `tail`, `status`, the contracts) takes them from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum


class Output(StrEnum):
    """A topic by its short name, as `newsmill tail` and the contracts call it."""

    SCREENED = "screened"
    UNIQUE = "unique"
    ENRICHED = "enriched"
    DUPLICATES = "duplicates"
    REJECTED = "rejected"
    ENTITIES = "entities"
    MONEY = "money"


class Split(Enum):
    """Which setting says how many partitions a topic has."""

    RAW = "raw_partitions"
    SHARDS = "shards"
    UNIQUE = "unique_partitions"


@dataclass(frozen=True, slots=True)
class Sink:
    """A topic that steps write: its name without an installation's prefix, and the days that it keeps its records.

    `read_by` is the stage that reads it, "" for what others read; these are told `summary`.
    """

    name: str
    split: Split
    days: int
    read_by: str = ""
    summary: str = ""


SINKS: Mapping[Output, Sink] = {
    Output.SCREENED: Sink("news.articles.screened", Split.SHARDS, 7, read_by="dedupe"),
    Output.UNIQUE: Sink("news.articles.unique", Split.UNIQUE, 7, read_by="enrich"),
    Output.ENRICHED: Sink(
        "news.articles.enriched",
        Split.UNIQUE,
        30,
        summary="Articles with what was found in them, and retractions.",
    ),
    Output.DUPLICATES: Sink(
        "news.articles.duplicates", Split.UNIQUE, 30, summary="What repeats an article seen before."
    ),
    Output.REJECTED: Sink("news.articles.rejected", Split.RAW, 30, summary="What could not be read, with its bytes."),
    Output.ENTITIES: Sink(
        "news.entities",
        Split.UNIQUE,
        30,
        summary="A flat record for each entity of an article, for SQL and charts.",
    ),
    Output.MONEY: Sink(
        "news.money", Split.UNIQUE, 30, summary="A flat record for each amount of an article, for SQL and charts."
    ),
}

BETWEEN = tuple(output for output, sink in SINKS.items() if sink.read_by)
"""What one stage writes for another."""

PUBLIC = tuple(output for output in SINKS if output not in BETWEEN)
"""What others read."""

ENDS = (Output.ENRICHED, Output.DUPLICATES, Output.REJECTED)
"""Where an article's way ends: every raw record leads to one event on one of these."""

FLAT = tuple(output for output in PUBLIC if output not in ENDS)
"""Flat records beside the enriched event."""
