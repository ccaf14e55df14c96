"""Topics on the broker: create what is missing, and tell what differs from what has to be."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    KafkaError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
    for_code,
)

from streams.clients.start import not_let_in, start
from streams.kafka import Connection
from streams.kafka.clients import new_admin
from streams.kafka.errors import AWAY, KafkaUnavailableError
from streams.topics import TIMESTAMP_TYPE, TIMESTAMPS, Difference, TopicSpec


class TopicsDifferError(Exception):
    """A topic is not as the settings have it, and a worker would do harm; the message says what to change."""


LOOKS, LOOK_SECONDS = 5, 0.25


@asynccontextmanager
async def admin(connection: Connection) -> AsyncIterator[AIOKafkaAdminClient]:
    """An admin client. Raises KafkaAwayError where no broker answers, KafkaUnavailableError for what one refuses."""
    client = new_admin(connection, request_timeout_ms=20_000)
    try:
        await start(client, connection)
    except KafkaUnavailableError:
        await client.close()
        raise
    try:
        yield client
    except AWAY as error:
        raise await not_let_in(connection, error, "any more") from error
    except KafkaError as error:
        raise KafkaUnavailableError(f"the Kafka broker at {connection.bootstrap} refuses: {error}") from error
    finally:
        await client.close()


async def demand_topics(names: Collection[str], list_topics: Callable[[], Awaitable[Collection[str]]]) -> None:
    """Raises KafkaUnavailableError naming the topics that are not there, and how to create them."""
    if missing := await missing_topics(names, list_topics):
        raise KafkaUnavailableError(f"no topic {', '.join(missing)}: create it with 'newsmill topics create'")


async def missing_topics(names: Collection[str], list_topics: Callable[[], Awaitable[Collection[str]]]) -> list[str]:
    """The topics that are not there.

    One that was created a moment ago may be one that this broker has not heard of: it is asked for a second.
    """
    for _ in range(LOOKS):
        there = await list_topics()
        missing = [name for name in names if name not in there]
        if not missing:
            break
        await asyncio.sleep(LOOK_SECONDS)
    return missing


async def create_topics(client: AIOKafkaAdminClient, specs: Sequence[TopicSpec], replication: int) -> list[str]:
    """Create the topics that are not there; the names of those created."""
    there = set(await client.list_topics())
    missing = [spec for spec in specs if spec.name not in there]
    if missing:
        answer = await client.create_topics(
            [NewTopic(spec.name, spec.partitions, replication, topic_configs=dict(spec.config)) for spec in missing],
        )
        _raise_for(answer.topic_errors)
    return [spec.name for spec in missing]


async def mend_timestamps(client: AIOKafkaAdminClient, specs: Sequence[TopicSpec]) -> list[str]:
    """Give the topics the timestamps that they have to have; the names of those changed. All else stays as it is."""
    names = [spec.name for spec in specs]
    wrong = await with_other_timestamps(client, names)
    for name in wrong:
        # Kafka takes a topic's settings as a whole here: what is not sent goes back to its default.
        kept = await _configs(client, [name], set_on_topic=True)
        changed = kept[name] | {TIMESTAMPS: TIMESTAMP_TYPE}
        for answer in await client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, changed)]):
            _raise_for([(name, code, message) for code, message, *_ in answer.resources])
    for _ in range(MENDED_SECONDS):
        if not await with_other_timestamps(client, wrong):
            break
        await asyncio.sleep(1)  # brokers take it up a moment later
    return wrong


MENDED_SECONDS = 10


async def with_other_timestamps(client: AIOKafkaAdminClient, names: Sequence[str]) -> list[str]:
    """Of the topics those that stamp records otherwise. One that was created a moment ago may not be known yet."""
    configs = await _configs(client, names)
    return [name for name in names if configs[name].get(TIMESTAMPS, TIMESTAMP_TYPE) != TIMESTAMP_TYPE]


async def delete_topics(client: AIOKafkaAdminClient, specs: Sequence[TopicSpec]) -> None:
    """Delete the topics, with all that is in them."""
    await client.delete_topics([spec.name for spec in specs])


def _raise_for(errors: Sequence[tuple[str, int, str | None]]) -> None:
    for name, code, *message in errors:
        # Two workers that start together may both create: the second finds it done.
        if for_code(code) in (TopicAuthorizationFailedError, ClusterAuthorizationFailedError):
            raise KafkaUnavailableError(
                f"topic {name}: may not be created or changed: set NEWSMILL_TOPICS_MANAGED=false where others do that, "
                f"or give the rights that 'newsmill acls' prints ({for_code(code).__name__})"
            )
        if code and for_code(code) is not TopicAlreadyExistsError:
            raise KafkaUnavailableError(f"topic {name}: {message[0] if message else ''} ({for_code(code).__name__})")


async def check_topics(client: AIOKafkaAdminClient, specs: Sequence[TopicSpec], replication: int) -> list[Difference]:
    """What differs from what has to be; empty when all is well."""
    there = {topic["topic"]: topic for topic in await client.describe_topics()}
    found = [Difference(spec.name) for spec in specs if spec.name not in there]
    present = [spec for spec in specs if spec.name in there]
    for spec in present:
        partitions = there[spec.name]["partitions"]
        if len(partitions) != spec.partitions:
            found.append(Difference(spec.name, "partitions", str(len(partitions)), str(spec.partitions)))
        if (replicas := min(len(partition["replicas"]) for partition in partitions)) < replication:
            found.append(Difference(spec.name, "replicas", str(replicas), str(replication)))
    configs = await _configs(client, [spec.name for spec in present])
    return found + [
        Difference(spec.name, name, str(configs[spec.name].get(name)), wanted)
        for spec in present
        for name, wanted in spec.config.items()
        if configs[spec.name].get(name) != wanted
    ]


async def check_shards(client: AIOKafkaAdminClient, specs: Sequence[TopicSpec]) -> None:
    """Raise TopicsDifferError where the settings name more shards than a topic has partitions.

    Records would be sent to a partition that is not there. Fewer are no harm by themselves: what is remembered under
    another number is noticed when it is read back.
    """
    there = {topic["topic"]: len(topic["partitions"]) for topic in await client.describe_topics()}
    for spec in specs:
        if (count := there.get(spec.name, spec.partitions)) < spec.partitions:
            raise TopicsDifferError(
                f"NEWSMILL_SHARDS is {spec.partitions}, but {spec.name} has {count} partitions: "
                f"set NEWSMILL_SHARDS={count}, or change the topics as docs/upgrading.md says"
            )


async def _configs(
    client: AIOKafkaAdminClient, names: Sequence[str], *, set_on_topic: bool = False
) -> dict[str, dict[str, str]]:
    """The settings of each topic by name; only those that were set on the topic itself, if that is asked."""
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    found: dict[str, dict[str, str]] = {name: {} for name in names}
    for answer in await client.describe_configs(resources) if resources else []:
        for code, _message, _type, name, entries in answer.resources:
            if for_code(code) is TopicAuthorizationFailedError:
                raise KafkaUnavailableError(f"topic {name}: its settings may not be read (DescribeConfigs)")
            found[name] = {entry[0]: entry[1] for entry in entries if not set_on_topic or entry[3] == SET_ON_TOPIC}
    return found


SET_ON_TOPIC = 1
"""Kafka's number for a setting's source: the topic, no broker and no default."""
