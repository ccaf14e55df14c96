"""No answer about a partition is not taken for "never committed": it would be handled from its beginning once more."""

import asyncio
import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import GroupAuthorizationFailedError, NodeNotReadyError
from faust.types import TP

from streams.transport.committed import committed_offsets
from streams.transport.errors import OffsetsUnknownError

RAW, MID = TP("raw", 0), TP("mid", 3)
NO_ERROR, UNKNOWN_TOPIC, LOADING = 0, 3, 14


def answer(*partitions: tuple[str, int, int, int], error: int = NO_ERROR) -> Any:
    """Topic, number, offset and error code of each partition."""
    return SimpleNamespace(
        topics=[(topic, [(n, offset, "", code)]) for topic, n, offset, code in partitions], error_code=error
    )


WHOLE = answer(("raw", 0, 7, NO_ERROR), ("mid", 3, -1, NO_ERROR))


class Coordinator:
    """Gives the answers one after the other, the last one for ever."""

    group_id = "mill"

    def __init__(self, *answers: Any) -> None:
        self._answers: Iterator[Any] = iter(answers)
        self._last: Any = None
        self.asked = 0

    async def ensure_coordinator_known(self) -> None:
        pass

    def coordinator_dead(self) -> None:
        pass

    async def _send_req(self, _request: Any) -> Any:
        self.asked += 1
        self._last = next(self._answers, self._last)
        if isinstance(self._last, Exception):
            raise self._last
        return self._last


def asked(*answers: Any) -> tuple[dict[TP, int | None], int]:
    coordinator = Coordinator(*answers)
    return asyncio.run(committed_offsets(coordinator, [RAW, MID], tries=3, pause=0)), coordinator.asked


def test_what_was_never_committed_is_told_from_what_was() -> None:
    assert asked(WHOLE) == ({RAW: 7, MID: None}, 1)


@pytest.mark.parametrize(
    "doubtful",
    [
        answer(("raw", 0, 7, NO_ERROR)),
        answer(("raw", 0, -1, UNKNOWN_TOPIC), ("mid", 3, -1, NO_ERROR)),
        answer(error=LOADING),
        NodeNotReadyError(),
    ],
    ids=["left out", "unknown for the moment", "loading", "no answer"],
)
def test_where_the_answer_is_not_whole_kafka_is_asked_again(doubtful: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert asked(doubtful, WHOLE) == ({RAW: 7, MID: None}, 2)
    assert "asking again" in caplog.text


def test_a_partition_that_is_never_answered_for_ends_the_worker() -> None:
    with pytest.raises(OffsetsUnknownError, match="mid/3 is not in the answer"):
        asked(answer(("raw", 0, 7, NO_ERROR)))


def test_what_asking_again_does_not_mend_is_raised_at_once() -> None:
    with pytest.raises(GroupAuthorizationFailedError):
        asked(GroupAuthorizationFailedError("mill"))
