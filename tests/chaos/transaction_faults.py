"""Faults in the midst of a Kafka transaction, by traps in the proxies."""

import asyncio
import signal

from streams.settings import Guarantee
from tests.chaos.frames import ADD_OFFSETS, ADD_PARTITIONS, COMMIT_OFFSETS, END
from tests.chaos.registry import fault
from tests.chaos.scene import WORKERS, Scene, until
from tests.chaos.traps import AfterEnd, HoldBack

SECONDS = 60


async def _hold_back(scene: Scene, api: int, within: int) -> str:
    """A request that comes a transaction late; half the time all workers are killed right then."""
    if scene.told.settings.guarantee is not Guarantee.EXACTLY_ONCE:
        return ""
    trap = HoldBack(api, within)
    scene.cluster.set(trap)
    came = await until(trap.let_go.is_set, SECONDS)
    scene.cluster.set(None)
    if not came:
        return ""
    killed = list(scene.crew.workers) if scene.choose.random() < 0.5 else []
    for worker in killed:
        worker.signal(signal.SIGKILL)
    await until(lambda: trap.code is not None, SECONDS)
    return f"of {trap.transactional_id}, let go after {within}: error {trap.code}; {len(killed)} workers killed"


@fault(weight=2)
async def hold_back_end(scene: Scene) -> str:
    """The end of a transaction comes in the next one: when that begins, or when its records are out."""
    return await _hold_back(scene, END, scene.choose.choice((ADD_PARTITIONS, ADD_OFFSETS)))


@fault()
async def hold_back_offsets(scene: Scene) -> str:
    """A transaction's offset comes in the next one, after that one's own."""
    return await _hold_back(scene, COMMIT_OFFSETS, COMMIT_OFFSETS)


@fault(4, 3, 4)
async def kill_coordinator_after_end(scene: Scene) -> str:
    """The group moves since a worker joins or leaves; a broker answers the end of a transaction, and is gone."""
    if scene.told.settings.guarantee is not Guarantee.EXACTLY_ONCE:
        return ""
    trap = AfterEnd(lambda port: scene.cluster.node_at(port).signal(signal.SIGKILL))
    scene.cluster.set(trap)
    joins = scene.choose.random() < 0.5
    if joins:
        await scene.crew.scale(WORKERS + 1)
    else:
        (await scene.any_worker()).signal(signal.SIGTERM)
    came = await until(trap.struck.is_set, SECONDS)
    scene.cluster.set(None)
    waited = await scene.pause(1, 15)
    gone = [node for node in scene.cluster.nodes if not node.running]
    for node in gone:
        await asyncio.to_thread(node.kill)  # it is dead; this clears up after it
        await asyncio.to_thread(node.start)
    await scene.crew.scale(WORKERS)
    numbers = [node.config.seat.number for node in gone]
    return f"broker {numbers} for {waited:.1f} s while a worker {'joins' if joins else 'leaves'}" if came else ""
