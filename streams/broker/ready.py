"""Whether a broker answers, found out by asking it as a client does."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from aiokafka.errors import KafkaError

from streams.kafka import Connection
from streams.kafka.clients import new_client
from streams.logs import unheard

ASK_AGAIN_SECONDS = 0.1
ANSWER_MILLISECONDS = 2_000

Result = TypeVar("Result")


def answers(connection: Connection) -> bool:
    """True when the cluster gives its metadata within two seconds."""
    return run_aside(_answers(connection))


def run_aside(work: Coroutine[Any, Any, Result]) -> Result:
    """What the coroutine comes to, in a thread: the caller may be running an event loop of its own."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


def wait_until_it_answers(
    connection: Connection, seconds: float, still_possible: Callable[[], bool] = lambda: True
) -> bool:
    """Ask until the broker answers; False when `seconds` passed or `still_possible` became false."""
    deadline = time.monotonic() + seconds
    while still_possible() and time.monotonic() < deadline:
        if answers(connection):
            return True
        time.sleep(ASK_AGAIN_SECONDS)
    return False


async def _answers(connection: Connection) -> bool:
    client = new_client(connection, request_timeout_ms=ANSWER_MILLISECONDS)
    with unheard("aiokafka"):  # a broker that does not answer yet is expected here
        try:
            await client.bootstrap()
        except (TimeoutError, KafkaError, OSError):
            return False
        else:
            return bool(client.cluster.brokers())
        finally:
            await client.close()
