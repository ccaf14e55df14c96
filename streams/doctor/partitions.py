"""Partitions: their replicas, and where the workers stand in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streams.doctor.finding import Finding, Level

USED = 0.5
"""Of its retention a record may have waited so much before it is told of."""


MARKERS = 20
"""So few offsets may be markers of transactions, which nobody reads: of an idle topic they are deleted uncommitted."""


@dataclass(frozen=True, slots=True)
class Replicas:
    """How many replicas a partition has and how many are in sync; `led` is whether one leads."""

    topic: str
    partition: int
    replicas: int
    in_sync: int
    led: bool


@dataclass(frozen=True, slots=True)
class Position:
    """Where the workers stand in a partition that a stage reads: the first offset that is not done, None where nothing
    ever was, and the offsets that are there, from `begin` to before `end`."""

    topic: str
    partition: int
    committed: int | None
    begin: int
    end: int


def judge_replicas(partitions: Iterable[Replicas], min_insync: int) -> Iterator[Finding]:
    """A finding for each topic whose partitions lack a leader or replicas."""
    counts = dict[tuple[str, Level, str], int]()
    seen = 0
    for one in partitions:
        seen += 1
        for level, told in _lacks(one, min_insync):
            counts[one.topic, level, told] = counts.get((one.topic, level, told), 0) + 1
    for (topic, level, told), count in counts.items():
        yield Finding(
            "replicas", level, f"{topic}: {count} partitions {told}", "look at the brokers: one is down or slow"
        )
    if not counts:
        yield Finding("replicas", Level.OK, f"all replicas of {seen} partitions are in sync")


def _lacks(one: Replicas, min_insync: int) -> Iterator[tuple[Level, str]]:
    if not one.led:
        yield Level.BAD, "have no leader: nobody can read or write them"
    elif one.in_sync < min_insync:
        yield Level.BAD, f"have fewer than {min_insync} replicas in sync: they take no record"
    elif one.in_sync < one.replicas:
        yield Level.WARN, "have replicas that are not in sync"


def judge_positions(
    positions: Iterable[Position], ages: Iterable[tuple[str, float]], retention: dict[str, float]
) -> Iterator[Finding]:
    """Whether something was deleted unread, or soon will be.

    `ages` are the seconds that the oldest record of a topic has waited, `retention` those for which it keeps records.
    """
    findings = [finding for one in positions for finding in _position(one)]
    for topic, age in ages:
        if (kept := retention.get(topic)) and age > USED * kept:
            told = f"{topic}: a record has waited for {age / 3600:,.1f} h, and is deleted after {kept / 3600:,.1f} h"
            findings.append(Finding("offsets", Level.BAD, told, "more workers, or a longer retention.ms at once"))
    yield from findings or [Finding("offsets", Level.OK, "nothing was deleted unread, and nothing is about to be")]


def _position(one: Position) -> Iterator[Finding]:
    where = f"{one.topic}/{one.partition}"
    if one.committed is None:
        return
    if 0 < one.begin - one.committed <= MARKERS:
        told = f"{where}: offsets {one.committed} to {one.begin - 1} were deleted unread, if they were no markers"
        yield Finding(
            "offsets", Level.WARN, told, "the log of the worker that has the partition says 'were deleted unread'"
        )
    elif one.committed < one.begin:
        told = f"{where}: offsets {one.committed} to {one.begin - 1} were deleted before they were read"
        yield Finding("offsets", Level.BAD, told, "they are lost: let the feed publish anew; a longer retention.ms")
    elif one.committed > one.end:
        told = f"{where}: ends at {one.end}, before {one.committed}, which is due"
        todo = "the topic was made anew, or lost its end: set the group's offset with kafka-consumer-groups.sh"
        yield Finding("offsets", Level.BAD, told, todo)
