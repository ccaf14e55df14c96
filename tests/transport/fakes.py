"""Stand-ins for Kafka's side of a task, which note what was asked of them."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

TURNS = 100


async def all_done() -> None:
    """Let every task get as far as it gets without time, however slow the machine is."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


@dataclass
class FakeMessage:
    """What a task looks at in a message of Faust's."""

    offset: int
    previous: int | None = None
    generation_id: int = 1
    tp: tuple[str, int] = ("in", 0)
    value: bytes | None = b"v"
    key: bytes | None = b"k"
    headers: Any = None
    timestamp: float = 1.001

    @property
    def topic(self) -> str:
        return self.tp[0]

    @property
    def partition(self) -> int:
        return self.tp[1]


@dataclass
class FakeEvent:
    message: FakeMessage


@dataclass
class FakeProducer:
    """Takes records; their delivery is settled by the test."""

    deliveries: list[asyncio.Future[Any]] = field(default_factory=list)
    sent: list[tuple[Any, ...]] = field(default_factory=list)

    async def send(self, *record: Any) -> asyncio.Future[Any]:
        self.sent.append(record)
        self.deliveries.append(asyncio.get_running_loop().create_future())
        return self.deliveries[-1]

    def confirm(self) -> None:
        for delivery in self.deliveries:
            if not delivery.done():
                delivery.set_result(None)


@dataclass
class FakeCommitter:
    """Keeps the order of what happens: begin, commit, abort; and what is said beside offsets."""

    producer: FakeProducer = field(default_factory=FakeProducer)
    log: list[Any] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)
    accepts: bool = True
    transactional: bool = True

    async def begin(self) -> None:
        self.log.append("begin")

    async def commit(self, offset: int, metadata: str) -> bool:
        self.log.append(offset)
        self.said.append((offset, metadata))
        return self.accepts

    async def note(self, offset: int, metadata: str) -> bool:
        self.said.append((offset, metadata))
        return self.accepts

    async def abort(self) -> None:
        self.log.append("abort")

    @property
    def commits(self) -> list[int]:
        return [entry for entry in self.log if isinstance(entry, int)]
