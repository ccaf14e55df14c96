"""What is said of an installation, and how bad it is."""

from collections.abc import Iterable

import pytest

from streams.dedup.codec import marker
from streams.doctor import (
    Finding,
    Level,
    Position,
    Replicas,
    Shard,
    judge_clock,
    judge_positions,
    judge_replicas,
    judge_settings,
    judge_shards,
    judge_topics,
)
from streams.settings import Settings
from streams.topics import Difference

OK, WARN, BAD = Level.OK, Level.WARN, Level.BAD
WHOLE = Replicas("raw", 0, replicas=3, in_sync=3, led=True)
THERE = Position("raw", 0, committed=10, begin=10, end=20)


def levels(findings: Iterable[Finding]) -> list[Level]:
    told = list(findings)
    assert all(one.todo for one in told if one.level is not OK), "whoever is told what is wrong is told what to do"
    return [one.level for one in told]


@pytest.mark.parametrize(
    ("difference", "level"),
    [
        (Difference("raw"), BAD),
        (Difference("raw", "message.timestamp.type", "CreateTime", "LogAppendTime"), BAD),
        (Difference("newsmill-articles-changelog", "cleanup.policy", "delete", "compact"), BAD),
        (Difference("raw", "partitions", "8", "16"), WARN),
        (Difference("raw", "retention.ms", "1", "2"), WARN),
    ],
)
def test_a_topic_that_loses_records_is_bad_and_another_is_told_of(difference: Difference, level: Level) -> None:
    assert levels(judge_topics([difference], 10)) == [level]


def test_nothing_wrong_is_one_line_of_each() -> None:
    assert levels(judge_topics([], 10)) == [OK]
    assert levels(judge_replicas([WHOLE], 2)) == [OK]
    assert levels(judge_positions([THERE], [("raw", 60.0)], {"raw": 3600.0})) == [OK]
    assert levels(judge_shards([Shard(0, marker(1), rows=True, committed=True)], 1)) == [OK]
    assert levels(judge_settings(Settings(brokers="127.0.0.1:9092"))) == [OK]
    assert levels([judge_clock(0), judge_clock(2000)]) == [OK, OK]


@pytest.mark.parametrize(
    ("one", "level"),
    [
        (Replicas("raw", 0, replicas=3, in_sync=2, led=True), WARN),
        (Replicas("raw", 0, replicas=3, in_sync=1, led=True), BAD),
        (Replicas("raw", 0, replicas=3, in_sync=3, led=False), BAD),
    ],
)
def test_partitions_that_lack_replicas_are_counted_by_topic(one: Replicas, level: Level) -> None:
    (finding,) = judge_replicas([WHOLE, one, one], 2)
    assert finding.level is level
    assert finding.told.startswith("raw: 2 partitions have")


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (Position("raw", 3, committed=None, begin=10, end=20), None),
        (Position("raw", 3, committed=20, begin=10, end=20), None),
        (
            Position("raw", 3, committed=4, begin=25, end=30),
            "raw/3: offsets 4 to 24 were deleted before they were read",
        ),
        (Position("raw", 3, committed=21, begin=0, end=20), "raw/3: ends at 20, before 21, which is due"),
    ],
)
def test_where_the_workers_stand_against_what_is_there(one: Position, told: str | None) -> None:
    (finding,) = judge_positions([one], [], {})
    assert (finding.level, finding.told) == ((OK, finding.told) if told is None else (BAD, told))


def test_a_few_offsets_may_be_markers_of_transactions() -> None:
    assert levels(judge_positions([Position("raw", 3, committed=5, begin=25, end=30)], [], {})) == [WARN]


def test_what_has_waited_for_half_its_retention_is_told_of_before_it_is_deleted() -> None:
    assert levels(judge_positions([THERE], [("raw", 1801.0)], {"raw": 3600.0})) == [BAD]
    assert levels(judge_positions([THERE], [("raw", 1799.0)], {"raw": 3600.0})) == [OK]


@pytest.mark.parametrize(
    ("shard", "told"),
    [
        (Shard(0, None, rows=False, committed=False), None),
        (Shard(0, None, rows=False, committed=True), "its changelog is empty"),
        (Shard(0, None, rows=True, committed=True), "no marker of this layout"),
        (Shard(0, b"\x01" * len(marker(1)), rows=True, committed=True), "no marker of this layout"),
        (Shard(0, marker(2), rows=True, committed=True), "NEWSMILL_SHARDS=2"),
    ],
)
def test_a_changelog_that_no_worker_would_take_is_bad(shard: Shard, told: str | None) -> None:
    (finding,) = judge_shards([shard], 1)
    assert finding.level is (OK if told is None else BAD)
    assert (told or "") in finding.told


def test_a_record_from_the_future_tells_that_clocks_differ() -> None:
    assert levels([judge_clock(2001)]) == [WARN]


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        ({"brokers": "127.0.0.1:9092"}, 0),
        ({"brokers": "kafka:9092"}, 2),
        ({"brokers": "kafka:9092", "replication": 3}, 2),
        ({"brokers": "kafka:9092", "replication": 3, "min_insync": 2}, 1),
        ({"brokers": "kafka:9092", "replication": 3, "min_insync": 2, "security_protocol": "SSL"}, 0),
        ({"brokers": "127.0.0.1:9092", "accept_state_loss": True}, 1),
    ],
)
def test_settings_that_are_not_meant_for_production(settings: dict[str, object], count: int) -> None:
    assert levels(judge_settings(Settings.model_validate(settings))) == ([WARN] * count or [OK])
