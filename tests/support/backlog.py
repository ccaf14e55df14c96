"""A backlog of texts on given partitions of raw, with given times, and what came of it."""

import asyncio
import time
from collections import Counter
from random import Random

import orjson
from aiokafka import AIOKafkaProducer

from schemas.codec import decode
from tests.chaos.texts import Writer
from tests.support.worker import OUTPUTS, Event, Installation, raw_record

Timed = tuple[int, str, str, int]
"""Partition of raw, id, text and time (ms)."""


def publish(newsmill: Installation, articles: list[Timed]) -> None:
    async def run() -> None:
        async with AIOKafkaProducer(bootstrap_servers=newsmill.settings.brokers) as producer:
            for partition, name, text, stamp in articles:
                value = orjson.dumps({"source": "wire", "id": name, "body": text, "language": "en"})
                await producer.send(newsmill.topics.raw.name, value, partition=partition, timestamp_ms=stamp)

    asyncio.run(run())


def publish_page(newsmill: Installation, text: str) -> None:
    """A page of HTML with that text."""

    async def run() -> None:
        async with AIOKafkaProducer(bootstrap_servers=newsmill.settings.brokers) as producer:
            html = f"<html><body><article><p>{text}</p></article></body></html>"
            headers = [("content-type", b"text/html"), ("source", b"wire"), ("id", b"bad")]
            await producer.send_and_wait(newsmill.topics.raw.name, html.encode(), headers=headers, partition=3)

    asyncio.run(run())


def texts(number: int, seed: int = 7) -> list[str]:
    writer = Writer(Random(seed))
    return [writer.text().body for _ in range(number)]


def outcomes(found: dict[str, list[Event]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for name, events in found.items():
        for event in events:
            said = decode(event.value or b"")
            counted[said["kind"] if name == "duplicates" else "first" if name == "enriched" else name] += 1
    return counted


def of_so_many_records(newsmill: Installation, count: int, seconds: float = 120) -> dict[str, list[Event]]:
    """All events, once they are about so many raw records."""
    deadline = time.monotonic() + seconds
    while True:
        found = newsmill.events(OUTPUTS, count, seconds=deadline - time.monotonic(), more=0.5)
        about = {raw_record(event) for events in found.values() for event in events}
        if len(about) >= count or time.monotonic() > deadline:
            return found
