"""Following topics: from when on, how long, and which of their records."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from streams.clients.reader import reader
from streams.clients.scan import Record, scan, starts_since
from streams.kafka import Connection


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first record on, from a time (ms) on, or from now; and whether to end where the topics end by now."""

    from_beginning: bool = False
    since: int | None = None
    until_end: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """Records with that key, and with a match in value, key or a header's value; None for all."""

    key: bytes | None = None
    pattern: re.Pattern[str] | None = None

    def takes(self, record: Record) -> bool:
        """Whether it is one of them."""
        if self.key is not None and record.key != self.key:
            return False
        return self.pattern is None or any(map(self.pattern.search, _texts(record)))


def _texts(record: Record) -> Iterator[str]:
    for part in (record.value, record.key, *(value for _, value in record.headers)):
        if part is not None:
            yield part.decode("utf-8", "replace")


async def follow(
    connection: Connection, names: Sequence[str], stretch: Stretch, sought: Sought
) -> AsyncGenerator[Record, None]:
    """The committed records of the topics that are sought, of one partition in order. Raises KafkaUnavailableError."""
    beginning = stretch.from_beginning or stretch.until_end or stretch.since is not None
    async with reader(connection, names, from_beginning=beginning) as consumer:
        records: AsyncIterator[Record] = consumer
        if stretch.since is not None or stretch.until_end:
            starts = await starts_since(consumer, sorted(consumer.assignment()), stretch.since)
            for tp, start in starts.items():
                consumer.seek(tp, start)
            if stretch.until_end:
                records = scan(consumer, starts)
        async for record in records:
            if sought.takes(record):
                yield record
