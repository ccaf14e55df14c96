"""An agent does not end unseen."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from streams.transport import NewsmillApp, create_app
from streams.transport.errors import DeliveryError, HandlerError

Handle = Callable[[], Awaitable[None]]


async def returns() -> None:
    """Ends."""


async def raises() -> None:
    raise KeyError("missing")


async def is_refused() -> None:
    raise DeliveryError("in/0: refused")


async def is_cancelled() -> None:
    raise asyncio.CancelledError


@pytest.mark.parametrize(
    ("handle", "kind", "words"),
    [
        (returns, HandlerError, "ended although its stream has not"),
        (raises, HandlerError, "KeyError: 'missing'"),
        (is_cancelled, HandlerError, "cancelled"),
        (is_refused, DeliveryError, "in/0: refused"),
    ],
)
async def test_its_end_is_the_workers_with_a_reason(
    handle: Handle, kind: type[Exception], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(app_id="mill", brokers=["localhost:1"], guarantee="exactly_once", datadir=tmp_path)
    reasons: list[BaseException] = []
    monkeypatch.setattr(NewsmillApp, "fail", lambda _app, reason: reasons.append(reason))

    async def stage(_stream: Any) -> None:
        """Never started."""

    app.stage("in", stage)
    agent: Any = app.agents["stage"]
    await agent._execute_actor(handle(), None)
    assert [(type(reason), words in str(reason)) for reason in reasons] == [(kind, True)]


def test_stages_have_one_agent_each_that_takes_one_record_at_a_time(tmp_path: Path) -> None:
    app = create_app(app_id="mill", brokers=["localhost:1"], guarantee="exactly_once", datadir=tmp_path)

    async def screen(_stream: Any) -> None:
        """Never started."""

    app.stage("in", screen)
    assert {name: agent.concurrency for name, agent in app.agents.items()} == {"screen": 1}
