"""What brokers answer to the admin client, as it is told."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from streams.clients.admin import create_topics
from streams.kafka.errors import KafkaUnavailableError
from streams.settings import Settings
from streams.topics import topics


class Forbidding:
    """No topic is there, and none may be created."""

    async def list_topics(self) -> list[str]:
        return []

    async def create_topics(self, asked: list[Any]) -> SimpleNamespace:
        return SimpleNamespace(topic_errors=[(asked[0].name, 29, "Authorization failed.")])


async def test_who_may_not_create_topics_is_told_what_to_set() -> None:
    with pytest.raises(KafkaUnavailableError, match=r"NEWSMILL_TOPICS_MANAGED=false.*newsmill acls"):
        await create_topics(cast(AIOKafkaAdminClient, Forbidding()), topics(Settings()).all(), 1)
