"""A feed that names a header in Latin-1, as Kafka's C clients let it, keeps no partition from moving."""

import asyncio
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from schemas.codec import encode
from streams.broker import Broker
from streams.settings import Settings
from tests.support.misnamed import Latin1, builder
from tests.support.worker import Installation

ARTICLE = {"source": "wire", "id": "1", "body": "Acme Corp paid $5 million for a mill in Leeds, it said on Monday."}


async def publish(bootstrap: str, topic: str, values: list[bytes]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        batch = producer.create_batch()
        batch._builder = builder()
        for value in values:
            batch.append(timestamp=None, key=b"k", value=value, headers=[(Latin1("café"), b"au lait")])
        await (await producer.send_batch(batch, topic, partition=0))


@pytest.mark.broker
def test_the_records_are_enriched_or_rejected_like_any_other(broker: Broker, prefix: str, tmp_path: Path) -> None:
    newsmill = Installation(Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=0), tmp_path)
    newsmill.create_topics()
    asyncio.run(publish(broker.bootstrap, newsmill.topics.raw.name, [encode(ARTICLE), b"no json"]))
    with newsmill.worker():
        found = newsmill.events(("enriched", "rejected"), 2)
    assert len(found["enriched"]) == 1, newsmill.log()
    (rejected,) = found["rejected"]
    assert (rejected.value, rejected.headers[0]) == (b"no json", ("caf\\xe9", b"au lait"))
