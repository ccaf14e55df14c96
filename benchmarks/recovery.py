"""How long a worker takes to read back what it remembers: a full changelog, then `newsmill run` until ready.

    python -m benchmarks.recovery [remembered]

A local broker is started unless NEWSMILL_BROKERS names one. Rows are those that a shard writes for made-up articles.
"""

import asyncio
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from uuid import UUID

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from rich.progress import track

from benchmarks.dedup_scale import made_up
from streams.broker import start_broker
from streams.broker.ports import free_ports
from streams.clients.admin import admin, create_topics
from streams.dedup.shard import Shard, marker_key
from streams.dedup.verdict import Arrival, RawOrigin
from streams.outputs import Output
from streams.settings import Settings
from streams.supervisor import start_worker, stop_worker
from streams.topics import topics

LONGEST = 300.0
"""Seconds after which a worker that is not ready has failed."""


def rows(count: int) -> Iterator[tuple[bytes, bytes]]:
    """The rows that a shard writes for that many articles, its marker among them."""
    table: dict[bytes, bytes] = {}
    shard = Shard(0, table, max_entries=count)
    yield marker_key(0), b"1"
    for at, printed in enumerate(made_up(count)):
        origin = RawOrigin("news.articles.raw", at % 8, at, 1_760_000_000_000 + at)
        event = UUID(bytes=at.to_bytes(16, "big"))
        arrival = Arrival(origin, event, "a-news-agency", f"article-{at}", 1, False, printed)
        for key, value in shard.judge(arrival).writes:
            if value is not None:
                table[key] = value
                yield key, value


async def fill(settings: Settings, count: int) -> None:
    """Write the rows to the changelog, and commit an offset, as a worker that ended has left them."""
    named, brokers = topics(settings), settings.brokers or ""
    async with admin(settings.connection) as client:
        await create_topics(client, named.all(), 1)
    producer = AIOKafkaProducer(bootstrap_servers=brokers, linger_ms=50, max_batch_size=1 << 20)
    await producer.start()
    for key, value in track(rows(count), "writing the changelog", total=count + 1):
        await producer.send(named.changelog.name, value, key, partition=0)
    await producer.send(named[Output.SCREENED].name, b"", partition=0)
    await producer.flush()
    await producer.stop()
    consumer = AIOKafkaConsumer(bootstrap_servers=brokers, group_id=settings.app_id, enable_auto_commit=False)
    await consumer.start()
    consumer.assign([TopicPartition(named[Output.SCREENED].name, 0)])
    await consumer.commit({TopicPartition(named[Output.SCREENED].name, 0): 1})
    await consumer.stop()


def ready(port: int) -> bool:
    """Whether the worker says that it is."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def main() -> None:
    """Print the seconds from the worker's start until it is ready, with an empty and with a full changelog."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with start_broker() as broker:
        for remembered in (0, count):
            settings = Settings(
                brokers=broker.bootstrap,
                topic_prefix=f"recovery-{remembered}.",
                web_port=free_ports(1)[0],
                raw_partitions=1,
            )
            asyncio.run(fill(settings, remembered))
            print(f"{remembered:,} remembered: ready after {seconds_until_ready(settings):.1f} s", flush=True)


def seconds_until_ready(settings: Settings) -> float:
    """Start a worker, wait until it is ready, stop it."""
    start = time.monotonic()
    worker = start_worker(env=os.environ | settings.environment())
    try:
        while not ready(settings.web_port):
            if worker.poll() is not None or time.monotonic() - start > LONGEST:
                raise SystemExit("the worker did not become ready")
            time.sleep(0.1)
        return time.monotonic() - start
    finally:
        worker.terminate()
        stop_worker(worker)


if __name__ == "__main__":
    main()
