"""The brokers of a campaign, one or several, each behind a proxy for the workers, and what is done to their topics.

The harness itself comes in by the brokers' own listener, past the proxies.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest

from streams.broker import default_data_dir
from streams.broker.node import Node, NodeConfig, seats
from streams.broker.ports import HOST, free_ports
from streams.broker.ready import wait_until_it_answers
from streams.kafka import Connection
from streams.topics import TopicSpec
from tests.chaos.proxy import Proxy
from tests.chaos.traps import Trap
from tests.support.certificates import Authority
from tests.support.secured import for_clients, with_users

UP_SECONDS = 120
# With an authorizer a topic can refuse a writer; without any rule everybody may do everything. Several controllers that
# are nobody in particular to each other would never let each other in, so that one node alone can have it.
AUTHORIZER = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "true",
}
# A campaign of minutes shall see what retention deletes.
RETENTION = {"log.retention.check.interval.ms": "3000", "log.initial.task.delay.ms": "3000"}
# Kafka's own defaults: for so long the partitions of a killed broker have nobody to lead them.
SLOW_SESSION = {"broker.session.timeout.ms": "9000", "broker.heartbeat.interval.ms": "2000"}
TOPIC, LITERAL, ANYBODY, ANYWHERE = 2, 3, "User:*", "*"
ALL, WRITE, DENY, ALLOW = 2, 4, 2, 3


class Cluster:
    """Brokers that can be killed and started again one by one. With an `authority` they let workers in by TLS and a
    password only, and to what they have rights to; the proxies cannot look into what passes then.
    """

    def __init__(self, count: int, authority: Authority | None = None) -> None:
        self._seats, self.authority = seats(count), authority
        ports, kafka = free_ports(count), authority is None
        self.proxies = [Proxy(port, seat.client, kafka=kafka) for port, seat in zip(ports, self._seats, strict=True)]
        self.nodes = [self._node(number) for number in range(count)]

    def _node(self, number: int) -> Node:
        heap, extra = (512, AUTHORIZER) if len(self._seats) == 1 else (384, {})
        if len(self._seats) > 3:
            extra = SLOW_SESSION
        guarded = for_clients(self.authority) | {"allow.everyone.if.no.acl.found": "false"} if self.authority else {}
        users = with_users() if self.authority else []
        told = RETENTION | extra | guarded
        config = NodeConfig(self._seats[number], self._seats, self.proxies[number].port, heap, told, users)
        return Node(config, default_data_dir())

    @property
    def bootstrap(self) -> str:
        """For workers: through the proxies."""
        return ",".join(f"{HOST}:{proxy.port}" for proxy in self.proxies)

    @property
    def direct(self) -> str:
        """For the harness: past the proxies."""
        return ",".join(f"{HOST}:{seat.peer}" for seat in self._seats)

    @property
    def replication(self) -> int:
        return min(3, len(self.nodes))

    @property
    def min_insync(self) -> int:
        return self.replication // 2 + 1

    async def start(self) -> None:
        for node in self.nodes:
            await asyncio.to_thread(node.start, False)
        for node in self.nodes:
            await asyncio.to_thread(node.wait)
        for proxy in self.proxies:
            await proxy.start()

    async def remove(self) -> None:
        for proxy in self.proxies:
            await proxy.stop()
        for node in self.nodes:
            await asyncio.to_thread(node.remove)

    def set(self, trap: Trap | None) -> None:
        """Put a trap into all proxies, or take it away."""
        for proxy in self.proxies:
            proxy.trap = trap

    def node_at(self, port: int) -> Node:
        """The node that listens to clients there."""
        return next(node for node in self.nodes if node.config.seat.client == port)

    async def heal(self) -> None:
        """Every node up, the network fair."""
        self.set(None)
        for proxy in self.proxies:
            proxy.clear()
        for node in self.nodes:
            node.signal(signal.SIGCONT)
            if not node.running:
                await asyncio.to_thread(node.start, False)
        await asyncio.to_thread(wait_until_it_answers, Connection(self.direct), UP_SECONDS)

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        client = AIOKafkaAdminClient(bootstrap_servers=self.direct, request_timeout_ms=10_000)
        await client.start()
        try:
            yield client
        finally:
            await client.close()

    async def configure(self, spec: TopicSpec, **changes: str) -> None:
        """Give a topic its settings, some of them changed ("_" for "."); without changes, its own again.

        Raises:
            KafkaError: no broker answers, or it refuses.
        """
        config = spec.config | {name.replace("_", "."): value for name, value in changes.items()}
        async with self.admin() as client:
            for answer in await client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, spec.name, config)]):
                for code, message, *_ in answer.resources:
                    if code:
                        raise KafkaError(message)

    async def forbid(self, topic: str) -> None:
        """Nobody may write to the topic; all else stays allowed."""
        async with self.admin() as client:
            for operation, permission in ((ALL, ALLOW), (WRITE, DENY)):
                request = CreateAclsRequest(TOPIC, topic, LITERAL, ANYBODY, ANYWHERE, operation, permission)
                await client._send_request(request)

    async def allow(self, topic: str) -> None:
        """Take `forbid` back."""
        async with self.admin() as client:
            for operation, permission in ((WRITE, DENY), (ALL, ALLOW)):
                request = DeleteAclsRequest(TOPIC, topic, LITERAL, ANYBODY, ANYWHERE, operation, permission)
                await client._send_request(request)


@asynccontextmanager
async def cluster(count: int, authority: Authority | None = None) -> AsyncIterator[Cluster]:
    """`count` brokers for as long as the block lasts."""
    brokers = await asyncio.to_thread(Cluster, count, authority)
    try:
        await brokers.start()
        yield brokers
    finally:
        await brokers.remove()
