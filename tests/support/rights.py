"""Rights on a broker, given as `streams.acls` names them."""

import asyncio
from collections.abc import Iterable

from aiokafka.protocol.admin import CreateAclsRequest

from streams.acls import Kind, Need
from streams.clients.admin import admin
from streams.kafka import Connection

KINDS = {Kind.TOPIC: 2, Kind.GROUP: 3, Kind.TRANSACTIONAL_ID: 5}
LITERAL, PREFIXED, ALLOW, ANYWHERE = 3, 4, 3, "*"
OPERATIONS = {
    "Read": 3,
    "Write": 4,
    "Create": 5,
    "Describe": 8,
    "DescribeConfigs": 10,
    "AlterConfigs": 11,
}
"""Kafka's numbers."""


def grant(broker: Connection, principal: str, needs: Iterable[Need]) -> None:
    """Let a principal do this, whatever else he may."""
    asyncio.run(granted(broker, principal, needs))


async def granted(broker: Connection, principal: str, needs: Iterable[Need]) -> None:
    """The same from within an event loop."""
    async with admin(broker) as client:
        for need in needs:
            pattern = PREFIXED if need.prefixed else LITERAL
            for operation in need.operations:
                what = (KINDS[need.kind], need.name, pattern, principal, ANYWHERE, OPERATIONS[operation], ALLOW)
                await client._send_request(CreateAclsRequest(*what))
