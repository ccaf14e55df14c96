"""Two releases: workers are replaced one after the other under load, and the ledger finds nothing; or the new one has
another layout of the table, ends with a reason, and works once it was done what docs/upgrading.md says."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from streams.broker import Broker
from streams.clients.admin import admin, create_topics
from streams.kafka import Connection
from streams.outputs import Output
from streams.settings import Guarantee
from streams.topics import TopicSpec
from tests.chaos.ledger import audit
from tests.chaos.scene import until
from tests.chaos.terms import Terms, never
from tests.chaos.test_scenarios import Bench, bench, working
from tests.chaos.workers import Crew

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]

NEXT = (sys.executable, "-m", "tests.prove.next_release", "run")
OTHER_LAYOUT = (sys.executable, "-m", "tests.prove.next_release", "--layout", "run")
FORGOTTEN = {"verdict", "copies", "changelog"}
"""The rules that ask for what was remembered, which another layout does not carry over."""
AT_WORK_SECONDS = 60


CASES = [
    (Guarantee.EXACTLY_ONCE, signal.SIGTERM),
    (Guarantee.EXACTLY_ONCE, signal.SIGKILL),
    # Killed under at_least_once it repeats what was under way, under ids of the other release: docs/upgrading.md.
    (Guarantee.AT_LEAST_ONCE, signal.SIGTERM),
]


@pytest.mark.parametrize(("guarantee", "end"), CASES, ids=lambda part: part.name)
def test_a_rolling_upgrade(
    guarantee: Guarantee, end: signal.Signals, broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async def run() -> None:
        async with bench(broker, prefix, tmp_path, guarantee) as on:
            old, new = on.crew(), Crew(on.settings.environment(), folder(on), NEXT)
            try:
                await replaced_under_load(on, old, new, end)
            finally:
                await old.end()
                await new.end()
            assert audit(on.watch.seens, Terms(may_repeat=never)) == []

    asyncio.run(run())


@pytest.mark.parametrize("guarantee", Guarantee)
def test_another_layout_is_refused_until_it_is_done_what_the_docs_say(
    guarantee: Guarantee, broker: Broker, prefix: str, tmp_path: Path
) -> None:
    async def run() -> None:
        async with bench(broker, prefix, tmp_path, guarantee) as on:
            await on.publish(300)
            async with working(on.crew()):
                assert await on.all_out()  # drained, and stopped
            logs, told = folder(on), on.settings.model_copy(update={"accept_state_loss": True})
            async with working(Crew(told.environment(), logs, OTHER_LAYOUT)) as crew:
                assert await until(lambda: bool(crew.exits), AT_WORK_SECONDS)
            assert crew.exits[0].code > 0
            assert "docs/upgrading.md" in crew.exits[0].said
            await made_anew(on, on.topics.changelog, on.topics[Output.SCREENED])
            for settings in (told, on.settings):
                await on.publish(300)
                async with working(Crew(settings.environment(), logs, OTHER_LAYOUT)):
                    assert await on.all_out()
            on.watch.seens.rows.clear()  # this release cannot read them
            assert {finding.rule for finding in audit(on.watch.seens, Terms(may_repeat=never))} <= FORGOTTEN

    asyncio.run(run())


async def made_anew(on: Bench, *specs: TopicSpec) -> None:
    """Topics are deleted and created, as docs/upgrading.md has it."""
    async with admin(Connection(on.settings.brokers or "")) as client:
        await client.delete_topics([spec.name for spec in specs])
        for _ in range(10 * AT_WORK_SECONDS):
            if not {spec.name for spec in specs} & set(await client.list_topics()):
                break
            await asyncio.sleep(0.1)
        await create_topics(client, on.topics.all(), 1)


def folder(on: Bench) -> Path:
    logs = on.logs / "next"
    logs.mkdir()
    return logs


async def replaced_under_load(on: Bench, old: Crew, new: Crew, end: signal.Signals) -> None:
    publishing = asyncio.create_task(on.publish(1500))
    await old.scale(2)
    assert await until(lambda: len(on.watch.seens.events) > 100, AT_WORK_SECONDS)
    for wanted in (1, 2):
        old.wanted -= 1
        old.workers[0].signal(end)
        await new.scale(wanted)
        assert await until(lambda: all(worker.at_work for worker in new.workers), AT_WORK_SECONDS)
        await on.publish(300)
    await publishing
    assert await on.all_out()
