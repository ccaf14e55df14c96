"""Who is in the consumer group: the workers that are alive."""

import asyncio

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    GroupCoordinatorNotAvailableError,
    GroupLoadInProgressError,
    NotCoordinatorForGroupError,
    for_code,
)

PASSING = (GroupCoordinatorNotAvailableError, GroupLoadInProgressError, NotCoordinatorForGroupError)
"""What a broker answers on which no group has ever been: it makes the topic of groups when it is first asked."""

TRIES, PAUSE_SECONDS = 40, 0.25


async def living_members(client: AIOKafkaAdminClient, group: str) -> int:
    """Members of the group, one for each worker; a killed one counts until its session times out.

    A broker that has no groups yet is given ten seconds. Raises KafkaError for what it refuses.
    """
    for _ in range(TRIES):
        try:
            return await _members(client, group)
        except PASSING:
            await asyncio.sleep(PAUSE_SECONDS)
    return await _members(client, group)


async def _members(client: AIOKafkaAdminClient, group: str) -> int:
    [answer] = await client.describe_consumer_groups([group])
    [told] = answer.groups
    code, members = told[0], told[5]
    if code:
        raise for_code(code)(f"group {group}")
    return len(members)
