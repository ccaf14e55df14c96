"""A node from Kafka's jars: comes back on its port with its data, and goes when its owner is killed."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.broker import BrokerError, default_data_dir, local_node
from streams.broker.node import Node, NodeConfig, properties, seats
from streams.broker.ready import answers
from streams.kafka import Connection
from tests.broker.test_guard import gone

OWNER = """
from streams.broker import default_data_dir, local_node
from streams.kafka import Connection
node = local_node(default_data_dir())
print(node.guard_pid, node.pid, node.bootstrap, node.log.parent, flush=True)
input()
"""


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    try:
        started = local_node(default_data_dir())
    except BrokerError as missing:
        pytest.skip(str(missing))  # another way to a broker may be there; conftest sees to it that CI has one
    yield started
    started.remove()


async def written(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic("kept", 1, 1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, transactional_id="t") as producer, producer.transaction():
        await producer.send_and_wait("kept", b"value")


async def read(bootstrap: str) -> bytes | None:
    reader = AIOKafkaConsumer("kept", bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    async with reader:
        value: bytes | None = (await asyncio.wait_for(reader.getone(), 30)).value
    return value


@pytest.mark.broker
@pytest.mark.parametrize("end", [Node.kill, Node.terminate])
def test_it_comes_back_on_its_port_with_its_data(node: Node, end: object) -> None:
    if end is Node.kill:
        asyncio.run(written(node.bootstrap))
    bootstrap = node.bootstrap
    assert callable(end)
    end(node)
    assert not answers(Connection(bootstrap))
    node.start()
    assert node.bootstrap == bootstrap
    assert asyncio.run(read(bootstrap)) == b"value"


@pytest.mark.broker
def test_kill_9_of_the_owner_takes_the_broker_and_its_data_along(node: Node) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with owner:
        assert owner.stdout is not None
        guard, pid, bootstrap, home = owner.stdout.readline().split()
        owner.kill()
    assert gone(int(guard))
    assert gone(int(pid))
    assert not answers(Connection(bootstrap))
    assert not Path(home).exists()


@pytest.mark.broker
def test_a_port_that_is_taken_is_named(node: Node) -> None:
    port = node.config.seat.client
    with pytest.raises(BrokerError, match=f"port {port} is taken"):
        local_node(default_data_dir(), port)


@pytest.mark.broker
def test_a_node_that_cannot_start_says_why() -> None:
    places = seats(1)
    broken = Node(NodeConfig(places[0], places, heap_megabytes=1), default_data_dir())
    try:
        with pytest.raises(BrokerError, match=r"does not answer on .*: .*heap"):
            broken.start()
    finally:
        broken.remove()


def test_three_seats_make_a_replicated_cluster() -> None:
    places = seats(3)
    settings = properties(NodeConfig(places[1], places), Path("data"))
    assert settings["default.replication.factor"] == "3"
    assert settings["min.insync.replicas"] == "2"
    assert settings["transaction.state.log.min.isr"] == "2"
    assert settings["controller.quorum.voters"].count("@") == 3
    assert len({port for seat in places for port in (seat.client, seat.peer, seat.controller)}) == 9
