"""After a request without an answer the next transaction has another epoch, which the late request lacks."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.client import ConnectionGroup, CoordinationType
from aiokafka.errors import InvalidProducerEpoch, ProducerFenced, RequestTimedOutError, for_code
from aiokafka.protocol.transaction import EndTxnRequest

from streams.broker import Broker
from streams.transport.epoch import Unanswered

pytestmark = pytest.mark.broker


@asynccontextmanager
async def producing(broker: Broker, transactional_id: str) -> AsyncIterator[tuple[Any, Unanswered]]:
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap, transactional_id=transactional_id)
    await producer.start()
    try:
        yield producer, Unanswered(producer)
    finally:
        await producer.stop()


async def topic_of(broker: Broker) -> str:
    name = f"epoch-{uuid.uuid4().hex[:8]}"
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(name, 1, 1)])
    await admin.close()
    return name


async def committed(broker: Broker, topic: str) -> list[bytes]:
    tp = TopicPartition(topic, 0)
    async with AIOKafkaConsumer(bootstrap_servers=broker.bootstrap, isolation_level="read_committed") as consumer:
        consumer.assign([tp])
        await consumer.seek_to_beginning(tp)
        end, found = (await consumer.end_offsets([tp]))[tp], []
        while await consumer.position(tp) < end:
            found += [record.value for record in (await consumer.getmany(timeout_ms=200)).get(tp, [])]
        return found


def end_of_transaction(producer: Any) -> EndTxnRequest:
    manager = producer._sender._txn_manager
    return EndTxnRequest(manager.transactional_id, manager.producer_id, manager.producer_epoch, 1)


async def delivered_late(producer: Any, request: EndTxnRequest) -> type[Exception]:
    coordinator = await producer._sender._find_coordinator(
        CoordinationType.TRANSACTION, producer._txn_manager.transactional_id
    )
    answer = await producer.client.send(coordinator, request, group=ConnectionGroup.COORDINATION)
    error: type[Exception] = for_code(answer.error_code)
    return error


async def one_transaction(producer: Any, topic: str, value: bytes) -> None:
    async with producer.transaction():
        await producer.send_and_wait(topic, value)


@pytest.mark.parametrize("unanswered", [True, False], ids=["after no answer", "after answers only"])
async def test_a_late_end_completes_no_other_transaction(broker: Broker, unanswered: bool) -> None:
    """The control is there to see the hole: with one epoch the late request completes what is under way."""

    topic = await topic_of(broker)
    async with producing(broker, topic) as (producer, watch):
        await one_transaction(producer, topic, b"first")
        late = end_of_transaction(producer)  # as if it had been held up, and sent again in its place
        watch.any = unanswered
        await watch.settle()
        await producer.begin_transaction()
        await producer.send_and_wait(topic, b"second")
        error = await delivered_late(producer, late)
        if unanswered:
            assert error is InvalidProducerEpoch or error.__name__ == "UnknownError"
            await producer.abort_transaction()
            assert await committed(broker, topic) == [b"first"]
        else:
            assert error.__name__ == "NoError"
            assert await committed(broker, topic) == [b"first", b"second"]


async def test_the_same_producer_goes_on_under_its_new_epoch(broker: Broker) -> None:
    topic = await topic_of(broker)
    async with producing(broker, topic) as (producer, watch):
        for number in range(4):
            watch.any = number % 2 == 1
            before = producer._txn_manager.producer_epoch
            await watch.settle()
            assert producer._txn_manager.producer_epoch == before + number % 2
            await one_transaction(producer, topic, b"%d" % number)
        assert await committed(broker, topic) == [b"0", b"1", b"2", b"3"]


async def test_who_has_lost_the_id_to_another_worker_is_told_and_does_not_take_it_back(broker: Broker) -> None:
    topic = await topic_of(broker)
    async with producing(broker, topic) as (old, watch), producing(broker, topic) as (new, _):
        watch.any = True
        with pytest.raises(ProducerFenced):
            await watch.settle()
        await one_transaction(new, topic, b"new")
        assert await committed(broker, topic) == [b"new"]
        del old


@pytest.mark.parametrize("after_sending", [True, False])
async def test_a_request_counts_as_unanswered_whether_or_not_it_was_sent(broker: Broker, after_sending: bool) -> None:
    topic = await topic_of(broker)
    async with producing(broker, topic) as (producer, watch):
        send, lost = watch._send, list[Any]()

        async def lossy(node_id: Any, request: Any, **options: Any) -> Any:
            if isinstance(request, EndTxnRequest) and not lost:
                lost.append(request)
                if after_sending:
                    await send(node_id, request, **options)
                raise RequestTimedOutError
            return await send(node_id, request, **options)

        watch._send = lossy
        await one_transaction(producer, topic, b"v")
        assert (len(lost), watch.any) == (1, True)
        await watch.settle()
        assert not watch.any
        assert await committed(broker, topic) == [b"v"]
