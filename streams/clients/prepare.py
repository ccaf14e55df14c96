"""Before a worker starts: its topics are made, or it is said what is missing."""

import logging

from aiokafka.admin import AIOKafkaAdminClient

from streams.clients.admin import (
    TopicsDifferError,
    admin,
    check_shards,
    check_topics,
    create_topics,
    mend_timestamps,
    missing_topics,
    with_other_timestamps,
)
from streams.kafka import Connection
from streams.outputs import Output
from streams.settings import Settings
from streams.topics import TIMESTAMP_TYPE, TIMESTAMPS, Topics, topics

log = logging.getLogger(__name__)


async def prepare(settings: Settings, connection: Connection) -> None:
    """Create the topics that are missing, unless others manage them, and tell what differs in those that are there.

    Raises KafkaUnavailableError, or TopicsDifferError where a worker would do harm or could not work.
    """
    named = topics(settings)
    async with admin(connection) as client:
        if settings.topics_managed:
            await create_topics(client, named.all(), settings.replication)
            await check_shards(client, (named[Output.SCREENED], named.changelog))
            await _mend(client, named)
        else:
            await _demand(client, named)
            await check_shards(client, (named[Output.SCREENED], named.changelog))
        for difference in await check_topics(client, named.all(), settings.replication):
            log.warning("topic %s", difference)


async def _mend(client: AIOKafkaAdminClient, named: Topics) -> None:
    for name in await mend_timestamps(client, named.stamped()):
        log.warning(
            "topic %s: %s is %s now, else what is under way could be deleted unread", name, TIMESTAMPS, TIMESTAMP_TYPE
        )


async def _demand(client: AIOKafkaAdminClient, named: Topics) -> None:
    """What the worker would make or mend has to be there and right. A line for each that is not."""
    missing = await missing_topics([spec.name for spec in named.all()], client.list_topics)
    for name in missing:
        log.error("topic %s is missing, or may not be seen", name)
    there = [spec.name for spec in named.stamped() if spec.name not in missing]
    wrong = await with_other_timestamps(client, there)
    for name in wrong:
        log.error("topic %s: %s has to be %s, else records may be lost", name, TIMESTAMPS, TIMESTAMP_TYPE)
    if missing or wrong:
        raise TopicsDifferError(
            f"NEWSMILL_TOPICS_MANAGED is false, and {len(missing)} topics are missing, {len(wrong)} wrong: "
            f"'newsmill topics create' makes and mends them, with the rights that 'newsmill acls operator' names"
        )
