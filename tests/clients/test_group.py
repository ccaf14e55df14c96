"""Who is alive, asked of a broker that may never have had a group."""

from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from aiokafka.errors import GroupAuthorizationFailedError, GroupCoordinatorNotAvailableError

from streams.clients import group
from streams.clients.group import living_members


@dataclass
class Answer:
    """What aiokafka gives of one broker: error code, group, state, protocol type, protocol and members of each."""

    groups: list[tuple[int, str, str, str, str, list[object]]]


@dataclass
class Client:
    """An admin client whose answers are given; an exception is raised."""

    answers: list[Answer | Exception] = field(default_factory=list)

    async def describe_consumer_groups(self, _groups: list[str]) -> list[Answer]:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return [answer]


async def living(*answers: Answer | Exception) -> int:
    return await living_members(cast(Any, Client(list(answers))), "newsmill")


def answer(*members: object, code: int = 0) -> Answer:
    return Answer([(code, "newsmill", "Stable", "consumer", "", list(members))])


async def test_every_member_is_a_worker() -> None:
    assert await living(answer("one", "two")) == 2


async def test_a_group_that_never_was_has_none() -> None:
    assert await living(answer()) == 0


async def test_a_broker_that_makes_its_topic_of_groups_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group, "PAUSE_SECONDS", 0)
    assert await living(GroupCoordinatorNotAvailableError(), answer(code=16), answer("one")) == 1


async def test_what_the_broker_refuses_is_raised() -> None:
    with pytest.raises(GroupAuthorizationFailedError):
        await living(answer(code=30))
