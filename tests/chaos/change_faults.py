"""Changes between two lives of the workers: all of them end, are told something else, and start again."""

import asyncio
import signal
from collections.abc import Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams.settings import Guarantee, Settings
from streams.topics import topics
from tests.chaos.registry import fault
from tests.chaos.scene import WORKERS, Scene, until
from tests.chaos.told import Rewound
from tests.chaos.worker_faults import strike

END_SECONDS = 25
WORK_SECONDS = 60
REWIND_SECONDS = 60
MOST_AGAIN = 200
OTHER = {
    Guarantee.EXACTLY_ONCE: Guarantee.AT_LEAST_ONCE,
    Guarantee.AT_LEAST_ONCE: Guarantee.EXACTLY_ONCE,
}


async def _anew(scene: Scene, how: signal.Signals, **changes: object) -> None:
    await scene.crew.end_all(how, END_SECONDS)
    scene.tell(**changes)
    await scene.crew.scale(WORKERS)


@fault(weight=3, asked=True)
async def change_mode(scene: Scene) -> str:
    """All workers killed or stopped, and started with the other guarantee.

    Half of the time as a row was written, which leaves a transaction open that nobody will end by himself; and half of
    the time the new ones are killed after a while, so that what they wrote beside it is read back.
    """
    how = scene.choose.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM))
    amid = scene.choose.random() < 0.5 and await strike(scene, "kill-after-write")
    guarantee = OTHER[scene.told.settings.guarantee]
    await _anew(scene, how, guarantee=guarantee)
    again = scene.choose.random() < 0.5 and await until(
        lambda: any(w.at_work for w in scene.crew.workers), WORK_SECONDS
    )
    if again:
        await scene.pause(2, 10)
        await scene.crew.end_all(signal.SIGKILL, END_SECONDS)
        await scene.crew.scale(WORKERS)
    told = f"{how.name} to all{' amid a write' if amid else ''}, then {guarantee.value}"
    return f"{told}, killed once more" if again else told


@fault(weight=2)
async def change_settings(scene: Scene) -> str:
    how = scene.choose.choice((signal.SIGKILL, signal.SIGTERM))
    choices = _choices(scene.told.settings)
    changes = {name: scene.choose.choice(choices[name]) for name in scene.choose.sample(sorted(choices), 2)}
    await _anew(scene, how, **changes)
    return f"{how.name} to all, then {changes}"


def _choices(settings: Settings) -> Mapping[str, tuple[float, ...]]:
    window, remembered = settings.window_hours, settings.max_remembered
    return {
        "commit_interval": (0.02, 0.1, 0.5),
        "session_timeout": (6, 10, 15),
        "window_hours": (window / 2, window * 2),
        "max_remembered": (max(1000, remembered // 2), remembered * 2),
    }


@fault(weight=2, asked=True)
async def rewind(scene: Scene) -> str:
    """All workers stopped, and the group's offsets of raw set back, as an operator does with Kafka's own tools."""
    await scene.crew.end_all(signal.SIGTERM, END_SECONDS)
    again = await _rewound(scene)
    scene.told.rewound += again
    await scene.crew.scale(WORKERS)
    return f"{sum(one.end - one.start for one in again)} records" if again else ""


async def _rewound(scene: Scene) -> list[Rewound]:
    """Set each partition back by some records; nothing when the group would not have it."""
    settings, raw = scene.told.settings, topics(scene.told.settings).raw
    group = AIOKafkaConsumer(bootstrap_servers=scene.cluster.direct, group_id=settings.app_id, enable_auto_commit=False)
    partitions = [TopicPartition(raw.name, number) for number in range(raw.partitions)]
    async with group:
        group.assign(partitions)
        for _ in range(REWIND_SECONDS):
            ends = {tp: await group.committed(tp) or 0 for tp in partitions}
            starts = {tp: max(0, end - scene.choose.randrange(MOST_AGAIN)) for tp, end in ends.items()}
            try:
                await group.commit(starts)
            except KafkaError:  # a worker that did not leave in order is still a member until its session is over
                await asyncio.sleep(1)
            else:
                return [Rewound(tp.partition, starts[tp], end) for tp, end in ends.items() if starts[tp] < end]
    return []
