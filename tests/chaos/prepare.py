"""What a campaign needs before it begins: topics, an observer, workers that are not started yet, a feed."""

import random
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from streams.acls import Role, needs
from streams.clients.admin import admin, create_topics
from streams.kafka import Connection
from streams.settings import Settings
from streams.topics import topics
from tests.chaos.clock import Clock
from tests.chaos.cluster import Cluster
from tests.chaos.feed import Feed
from tests.chaos.observer import Observer, observer
from tests.chaos.plan import Plan
from tests.chaos.publisher import Publisher
from tests.chaos.scene import Scene
from tests.chaos.told import Told
from tests.chaos.workers import Crew
from tests.support.rights import granted

OLD_TIMES = {"message.timestamp.type": "CreateTime", "retention.ms": str(60 * 86_400_000)}


@asynccontextmanager
async def prepared(plan: Plan, brokers: Cluster, logs: Path) -> AsyncIterator[tuple[Scene, Observer, Publisher]]:
    """Topics, an observer, a crew (of nobody yet) and a publisher on a cluster that runs."""
    settings = plan.settings(brokers)
    specs = topics(settings)
    # Made so from the start: brokers take a change up a moment later, and the first records would be of today.
    raw = replace(specs.raw, config=specs.raw.config | OLD_TIMES) if plan.days else specs.raw
    async with admin(Connection(brokers.direct)) as client:
        await create_topics(client, (raw, *specs.written()), settings.replication)
    if brokers.authority is not None:
        await granted(Connection(brokers.direct), "User:worker", needs(settings, Role.WORKER)["worker"])
    triggers = logs / "triggers"
    triggers.mkdir()
    crew = Crew(environment(settings, plan, triggers), logs, (sys.executable, "-m", "tests.chaos.hooked", "run"))
    outputs = {name: spec for name, spec in specs.by_name().items() if name != "raw"}
    scene = Scene(random.Random(plan.seed), crew, brokers, outputs, triggers, Told(settings))
    feed, clock = Feed(plan.seed, 15 * plan.rate, plan.languages), Clock(plan.days, plan.speed)
    publisher = Publisher(brokers.direct, specs.raw.name, feed, plan.rate, clock, specs.raw.partitions)
    async with observer(brokers.direct, settings.topic_prefix, appended=not plan.days) as watch:
        try:
            yield scene, watch, publisher
        finally:
            await crew.end(5)


def environment(settings: Settings, plan: Plan, triggers: Path) -> dict[str, str]:
    """What a worker is told."""
    return settings.environment() | {"CHAOS_TRIGGERS": str(triggers), "CHAOS_MUTANT": plan.mutant}
