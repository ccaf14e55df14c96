"""Whole pages on a raw topic: read beside the loop by a process of their own, whose loss is the worker's end."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from schemas.codec import decode, encode
from streams.broker import Broker
from streams.settings import Settings
from tests.support.worker import OUTPUTS, Installation

HTML = [("content-type", b"text/html; charset=utf-8")]
LINE = "The harbour board of Ostmark has ordered {} ferries for {} million crowns, its chair said on Monday."
COUNT = 12


def page(number: int) -> bytes:
    lines = "".join(f"<p>{LINE.format(number * 7 + one, number * 11 + one)}</p>" for one in range(4))
    head = f"<title>Ferries {number}</title><link rel=canonical href=https://tidewire.example/{number}>"
    return f"<html><head>{head}</head><body><nav>Home</nav><article>{lines}</article></body></html>".encode()


def publish(newsmill: Installation, first: int = 0) -> None:
    """Pages, and as many articles in our own fields among them."""

    async def run() -> None:
        async with AIOKafkaProducer(bootstrap_servers=newsmill.settings.brokers) as producer:
            for number in range(first, first + COUNT):
                flat = {"source": "wire", "id": str(number), "body": f"Article {number}. {LINE.format(number, 1)}"}
                await producer.send(newsmill.topics.raw.name, page(number), headers=HTML, partition=number % 8)
                await producer.send(newsmill.topics.raw.name, encode(flat), partition=number % 8)

    asyncio.run(run())


def children(pid: int) -> list[int]:
    told = subprocess.run(["pgrep", "-P", str(pid), "-f", "page_child"], capture_output=True, text=True, check=False)
    return [int(line) for line in told.stdout.split()]


def until_gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return not Path(f"/proc/{pid}").exists()


@pytest.mark.broker
@pytest.mark.timeout(300)
def test_pages_are_read_by_a_process_whose_loss_ends_the_worker_and_loses_nothing(
    broker: Broker, prefix: str, tmp_path: Path
) -> None:
    newsmill = Installation(
        Settings(brokers=broker.bootstrap, topic_prefix=prefix, session_timeout=6, web_port=0), tmp_path
    )
    newsmill.create_topics()
    publish(newsmill)
    with newsmill.worker() as worker:
        newsmill.events(OUTPUTS, 2 * COUNT, seconds=120)
        (reader,) = children(worker.pid)
        os.kill(reader, signal.SIGKILL)
        publish(newsmill, COUNT)
        assert worker.wait(60) != 0
    with newsmill.worker() as worker:
        found = newsmill.events(OUTPUTS, 4 * COUNT, seconds=120)
        (reader,) = children(worker.pid)
    assert until_gone(reader)
    events = [decode(event.value or b"") for event in found["enriched"] + found.get("duplicates", [])]
    assert sum(map(len, found.values())) == 4 * COUNT, newsmill.log()[-2000:]
    formats = [event["format"] for event in events if "format" in event]
    assert formats.count("html") == 2 * COUNT
    assert {event["article"]["url"] for event in events if event.get("format") == "html"} == {
        f"https://tidewire.example/{number}" for number in range(2 * COUNT)
    }
