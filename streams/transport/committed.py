"""How far partitions were committed, asked so that no answer is not taken for "not at all".

aiokafka says nothing of a partition that the answer leaves out or that the broker does not know for the moment, which
reads like one that was never committed: it would be handled from its beginning once more.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Committed:
    """What a group has committed of a partition: the offset, None where it never did, and what was said beside it."""

    offset: int | None
    metadata: str = ""


Ask = Callable[[], Awaitable[Any]]
"""Asks the coordinator once: its answer to OffsetFetch. Raises KafkaError."""


async def committed_offsets(
    ask: Ask, tps: Sequence[TP], tries: int = TRIES, pause: float = PAUSE_SECONDS
) -> dict[TP, Committed]:
    """What the group has committed of each partition.

    Asks again until each was answered for, and for as long as no coordinator answers. Raises OffsetsUnknownError with
    what is wrong after so many answers that are not whole.
    """
    wrong = ""
    while tries:
        try:
            answer = await ask()
        except KafkaError as error:
            if not error.retriable:
                raise
            log.warning("not known how far this group has committed, asking again: %s", error)
        else:
            found, wrong = _read(answer, tps)
            if not wrong:
                return found
            tries -= 1
            log.warning("not known how far this group has committed, asking again: %s", wrong)
        await asyncio.sleep(pause)
    raise OffsetsUnknownError(f"not known how far the group has committed: {wrong}")


async def ask_once(coordinator: Any, tps: Sequence[TP]) -> Any:
    """Ask this aiokafka coordinator."""
    await coordinator.ensure_coordinator_known()
    return await coordinator._send_req(_request(coordinator.group_id, tps))


def _request(group: str, tps: Sequence[TP]) -> OffsetFetchRequest:
    numbers: dict[str, list[int]] = defaultdict(list)
    for tp in tps:
        numbers[tp.topic].append(tp.partition)
    return OffsetFetchRequest(group, list(numbers.items()))


def _read(answer: Any, tps: Sequence[TP]) -> tuple[dict[TP, Committed], str]:
    """What was committed, and the first thing that is wrong, or ""."""
    found: dict[TP, Committed] = {}
    for topic, partitions in answer.topics:
        for number, offset, metadata, code in partitions:
            if code:
                return {}, f"{topic}/{number}: {for_code(code).__name__}"
            found[TP(topic, number)] = Committed(None if offset == NEVER else offset, metadata or "")
    code = getattr(answer, "error_code", NoError.errno)
    if code:
        return {}, for_code(code).__name__
    left_out = [tp for tp in tps if tp not in found]
    return found, f"{left_out[0].topic}/{left_out[0].partition} is not in the answer" if left_out else ""
