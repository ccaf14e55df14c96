"""What `newsmill status` makes of what it has seen."""

import json
import time
from collections.abc import Iterator

import pytest

from streams.cli import status as module
from streams.cli.status import BEYOND, Stage, Status
from streams.clients.lag import StageLag
from streams.kafka.errors import KafkaAwayError

NOW = 1_700_000_000_000
IDLE = Stage("screen", StageLag("raw", 8, end=100, behind=0), None)
BUSY = Stage("dedupe", StageLag("screened", 1, end=100, behind=40), NOW - 90_500)
AHEAD = Stage("enrich", StageLag("unique", 8, end=100, behind=1), NOW + 500)


def status(*stages: Stage, workers: int = 1) -> Status:
    return Status("newsmill", workers, list(stages), NOW)


def test_the_age_is_that_of_the_oldest_record_and_never_below_nothing() -> None:
    told = json.loads(status(IDLE, BUSY, AHEAD).as_json())["stages"]
    assert [(stage["oldest"], stage["age_seconds"]) for stage in told] == [
        (None, 0.0),
        ("2023-11-14T22:11:49.500Z", 90.5),
        ("2023-11-14T22:13:20.500Z", 0.0),
    ]


@pytest.mark.parametrize(
    ("max_lag", "max_age", "said"),
    [
        (None, None, []),
        (40, 90.5, []),
        (39, None, ["dedupe is 40 records behind on screened, 39 allowed"]),
        (None, 90, ["dedupe has a record of 90 s on screened, 90 s allowed"]),
        (
            0,
            None,
            ["dedupe is 40 records behind on screened, 0 allowed", "enrich is 1 records behind on unique, 0 allowed"],
        ),
    ],
)
def test_limits_are_what_may_be_reached_and_not_passed(
    max_lag: int | None, max_age: float | None, said: list[str]
) -> None:
    assert list(status(IDLE, BUSY, AHEAD).beyond(max_lag, max_age)) == said


@pytest.mark.parametrize(
    ("workers", "beyond", "code"), [(1, [], 0), (1, ["dedupe is behind"], BEYOND), (0, [], 1), (0, ["behind"], 1)]
)
def test_the_exit_status_tells_what_is_down_from_what_is_late(
    workers: int, beyond: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert module._tell(status(IDLE, BUSY, workers=workers), False, beyond) == code
    told = capsys.readouterr()
    assert "90.5 s" in told.out
    assert all(line in told.err for line in beyond)


def test_a_watch_goes_on_while_the_broker_is_away_and_ends_with_the_last_look(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks: Iterator[int | BaseException] = iter(
        [0, KafkaAwayError("no Kafka broker answers"), BEYOND, KeyboardInterrupt()]
    )
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)

    def look() -> int:
        found = next(looks)
        if isinstance(found, BaseException):
            raise found
        return found

    assert module._watch(look, 5, clear=True) == BEYOND
    assert capsys.readouterr().err == "Error: no Kafka broker answers\n"
