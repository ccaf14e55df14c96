"""How far partitions were committed, asked so that no answer is not taken for "not at all".

aiokafka says nothing of a partition that the answer leaves out or that the broker does not know for the moment, which
reads like one that was never committed: it would be handled from its beginning once more.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from aiokafka.errors import KafkaError, NoError, for_code
from aiokafka.protocol.commit import OffsetFetchRequest
from faust.types import TP

from streams.transport.errors import OffsetsUnknownError

log = logging.getLogger(__name__)

NEVER = -1
"""Offset of a partition that was never committed, in Kafka's answer."""

TRIES = 60
PAUSE_SECONDS = 1.0


async def committed_offsets(
    coordinator: Any, tps: Sequence[TP], tries: int = TRIES, pause: float = PAUSE_SECONDS
) -> dict[TP, int | None]:
    """The offset that the group of this aiokafka coordinator has committed of each partition, None where none ever.

    Asks again until each was answered for. Raises OffsetsUnknownError with what is wrong after so many tries.
    """
    wrong = ""
    for _ in range(tries):
        try:
            await coordinator.ensure_coordinator_known()
            answer = await coordinator._send_req(_request(coordinator.group_id, tps))
        except KafkaError as error:
            if not error.retriable:
                raise
            wrong = str(error)
        else:
            found, wrong = _read(answer, tps)
            if not wrong:
                return found
        log.warning("not known how far this group has committed, asking again: %s", wrong)
        coordinator.coordinator_dead()
        await asyncio.sleep(pause)
    raise OffsetsUnknownError(f"not known how far {coordinator.group_id} has committed: {wrong}")


def _request(group: str, tps: Sequence[TP]) -> OffsetFetchRequest:
    numbers: dict[str, list[int]] = defaultdict(list)
    for tp in tps:
        numbers[tp.topic].append(tp.partition)
    return OffsetFetchRequest(group, list(numbers.items()))


def _read(answer: Any, tps: Sequence[TP]) -> tuple[dict[TP, int | None], str]:
    """The offsets, and the first thing that is wrong, or ""."""
    found: dict[TP, int | None] = {}
    for topic, partitions in answer.topics:
        for number, offset, _metadata, code in partitions:
            if code:
                return {}, f"{topic}/{number}: {for_code(code).__name__}"
            found[TP(topic, number)] = None if offset == NEVER else offset
    code = getattr(answer, "error_code", NoError.errno)
    if code:
        return {}, for_code(code).__name__
    left_out = [tp for tp in tps if tp not in found]
    return found, f"{left_out[0].topic}/{left_out[0].partition} is not in the answer" if left_out else ""
