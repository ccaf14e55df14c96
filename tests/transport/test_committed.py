"""No answer about a partition is not taken for "never committed": it would be handled from its beginning once more."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import GroupAuthorizationFailedError, NodeNotReadyError
from faust.types import TP

from streams.transport.committed import Committed, committed_offsets
from streams.transport.errors import OffsetsUnknownError

RAW, MID = TP("raw", 0), TP("mid", 3)
NO_ERROR, UNKNOWN_TOPIC, LOADING = 0, 3, 14


def answer(*partitions: tuple[str, int, int, int], error: int = NO_ERROR) -> Any:
    """Topic, number, offset and error code of each partition."""
    return SimpleNamespace(
        topics=[(topic, [(n, offset, "", code)]) for topic, n, offset, code in partitions], error_code=error
    )


WANTED = {RAW: Committed(7), MID: Committed(None)}
WHOLE = answer(("raw", 0, 7, NO_ERROR), ("mid", 3, -1, NO_ERROR))


async def asked(*answers: Any) -> tuple[dict[TP, Committed], int]:
    """What comes of these answers, one after the other and the last one for ever, and how many were asked for."""
    count, given = 0, iter(answers)
    last: Any = None

    async def ask() -> Any:
        nonlocal count, last
        count += 1
        last = next(given, last)
        if isinstance(last, Exception):
            raise last
        return last

    return await committed_offsets(ask, [RAW, MID], tries=3, pause=0), count


async def test_what_was_never_committed_is_told_from_what_was() -> None:
    assert await asked(WHOLE) == (WANTED, 1)


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
async def test_where_the_answer_is_not_whole_kafka_is_asked_again(
    doubtful: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert await asked(doubtful, WHOLE) == (WANTED, 2)
    assert "asking again" in caplog.text


async def test_a_partition_that_is_never_answered_for_ends_the_worker() -> None:
    with pytest.raises(OffsetsUnknownError, match="mid/3 is not in the answer"):
        await asked(answer(("raw", 0, 7, NO_ERROR)))


async def test_a_coordinator_that_is_away_is_waited_for() -> None:
    assert await asked(*[NodeNotReadyError()] * 20, WHOLE) == (WANTED, 21)


async def test_what_asking_again_does_not_mend_is_raised_at_once() -> None:
    with pytest.raises(GroupAuthorizationFailedError):
        await asked(GroupAuthorizationFailedError("mill"))
