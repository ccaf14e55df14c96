"""What faults are done to: workers, brokers, network and topics, and what they find wrong on the way."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from streams.topics import TopicSpec
from tests.chaos.cluster import Cluster
from tests.chaos.told import Told
from tests.chaos.workers import Crew, Worker

WORKERS = 2


@dataclass(slots=True)
class Scene:
    """A campaign's surroundings; times in seconds.

    `topics` are the outputs by their field in `streams.topics.Topics`; `triggers` is where hooked workers look for
    what to do, see `tests.chaos.hooked`; `wrong` collects promises that were broken outside the ledger's sight.
    """

    choose: random.Random
    crew: Crew
    cluster: Cluster
    topics: dict[str, TopicSpec]
    triggers: Path
    told: Told
    wrong: list[str] = field(default_factory=list)

    @property
    def session_timeout(self) -> float:
        return self.told.settings.session_timeout

    def tell(self, **changes: object) -> None:
        """Other settings for the workers that start from now on; none runs."""
        self.told.change(time.time(), **changes)
        self.crew.tell(self.told.settings.environment())

    def between(self, low: float, high: float) -> float:
        return self.choose.uniform(low, high)

    async def pause(self, low: float, high: float) -> float:
        """Wait a random time."""
        seconds = self.between(low, high)
        await asyncio.sleep(seconds)
        return seconds

    async def any_worker(self) -> Worker:
        """A running worker, as soon as there is one."""
        await until(lambda: any(worker.running for worker in self.crew.workers), float("inf"))
        return self.crew.pick(self.choose)

    async def heal(self) -> None:
        """Everything as it should be: brokers, network, topics, the number of workers."""
        await self.cluster.heal()
        for spec in self.topics.values():
            await self.cluster.configure(spec)
            if self.cluster.replication == 1:
                await self.cluster.allow(spec.name)
        for trigger in self.triggers.iterdir():
            trigger.unlink()
        await self.crew.scale(WORKERS)


async def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition; False when it did not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.05)
    return True
