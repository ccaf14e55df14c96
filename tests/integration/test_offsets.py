"""Partitions without the offset that is due: retention took it, the topic is another one, or the partition is new."""

from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import NewPartitions

from streams.broker import Broker
from tests.transport.field import Field, field_on

pytestmark = pytest.mark.broker


async def commit(field: Field, offset: int) -> None:
    """Commit an offset of `in`'s first partition for the probe's group."""
    group = AIOKafkaConsumer(bootstrap_servers=field.brokers, group_id=f"{field.prefix}probe", enable_auto_commit=False)
    async with group:
        partition = TopicPartition(field.topic("in"), 0)
        group.assign([partition])
        await group.commit({partition: offset})


async def test_records_that_retention_deleted_unread_are_told_and_the_rest_is_handled(
    broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        await field.put([b"x"] * 10, partition=0)
        await commit(field, 2)
        await field.empty("in")
        await field.put([b"x"] * 2, partition=0, start=10)
        worker = field.work()
        assert sorted(await field.until_out(2)) == [(b"k10", b"first"), (b"k11", b"first")]
        assert "in/0: offsets 2 to 9 were deleted unread" in worker.log


async def test_a_topic_that_ends_before_what_is_committed_ends_the_worker(
    broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        await field.put([b"x"] * 3, partition=0)
        await commit(field, 100)
        worker = field.work()
        assert await worker.ended() == 1
        assert "in/0 ends before offset 100, which is due" in worker.log.splitlines()[-1]


async def test_partitions_that_a_topic_is_given_are_handled_from_their_beginning(
    broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async with field_on(broker.bootstrap, prefix, tmp_path) as field:
        await field.put([b"x"] * 2)
        worker = field.work(metadata_seconds=1)
        await field.until_out(2)
        async with field.admin() as admin:
            await admin.create_partitions({field.topic("in"): NewPartitions(total_count=6)})
        await field.producer.client.force_metadata_update()
        await field.put([b"x"] * 3, partition=5, start=2)
        assert len(await field.until_out(5)) == 5
        assert worker.process.poll() is None
