"""Faults of workers: killed, frozen, stopped, scaled, and ended at a given point of their work."""

import signal
import time

from tests.chaos.hooked import KILLS, RAISES
from tests.chaos.registry import FAULTS, Fault, Inject, fault
from tests.chaos.scene import WORKERS, Scene, until

START_SECONDS = 120
STOP_SECONDS = 20
"""A worker that is told to stop has this long."""


@fault(weight=4)
async def kill_worker(scene: Scene) -> str:
    worker = await scene.any_worker()
    worker.signal(signal.SIGKILL)
    return f"worker {worker.number}"


@fault(weight=2)
async def kill_all_workers(scene: Scene) -> str:
    workers = list(scene.crew.workers)
    for worker in workers:
        worker.signal(signal.SIGKILL)
    return f"{len(workers)} workers"


@fault(weight=3)
async def kill_in_recovery(scene: Scene) -> str:
    """Kill a worker, then its successor as it starts, joins and reads its state back."""
    first = await scene.any_worker()
    first.signal(signal.SIGKILL)
    await until(lambda: scene.crew.youngest() > first.number, 30)
    waited = await scene.pause(1, 7)
    successor = scene.crew.workers[-1] if scene.crew.workers else first
    successor.signal(signal.SIGKILL)
    return f"worker {first.number}, and {successor.number} after {waited:.1f} s"


@fault(weight=3)
async def kill_in_rebalance(scene: Scene) -> str:
    """One worker leaves in order; while the group rebalances another is killed."""
    leaving = await scene.any_worker()
    leaving.signal(signal.SIGTERM)
    waited = await scene.pause(0, 2.5)
    others = [worker for worker in scene.crew.workers if worker is not leaving and worker.running]
    for worker in others[:1]:
        worker.signal(signal.SIGKILL)
    return f"worker {leaving.number} leaves, {[w.number for w in others[:1]]} killed after {waited:.1f} s"


@fault(weight=3)
async def freeze_past_the_session(scene: Scene) -> str:
    """A zombie: stopped until the group has given it up, then woken."""
    worker = await scene.any_worker()
    worker.signal(signal.SIGSTOP)
    waited = await scene.pause(scene.session_timeout + 2, scene.session_timeout + 8)
    worker.signal(signal.SIGCONT)
    return f"worker {worker.number} for {waited:.1f} s"


@fault()
async def freeze_for_a_moment(scene: Scene) -> str:
    worker = await scene.any_worker()
    worker.signal(signal.SIGSTOP)
    waited = await scene.pause(0.5, 4)
    worker.signal(signal.SIGCONT)
    return f"worker {worker.number} for {waited:.1f} s"


@fault(weight=2)
async def terminate_worker(scene: Scene) -> str:
    """SIGTERM under load: exit 0 within 20 s. Python that is still starting ends by the signal, which is no stop."""
    await until(lambda: any(worker.at_work for worker in scene.crew.workers), START_SECONDS)
    worker = next((worker for worker in scene.crew.workers if worker.at_work), None)
    if worker is None:
        return ""
    before = time.monotonic()
    worker.signal(signal.SIGTERM)
    ended = await until(lambda: not worker.running, STOP_SECONDS)
    took = time.monotonic() - before
    if not ended or worker.process.returncode:
        scene.wrong.append(f"worker {worker.number} told to stop: {took:.1f} s, exit {worker.process.returncode}")
        worker.signal(signal.SIGKILL)
    return f"worker {worker.number} in {took:.1f} s"


@fault(weight=2)
async def scale_1_3_1(scene: Scene) -> str:
    waits = []
    for wanted in (1, 3, 1, WORKERS):
        await scene.crew.scale(wanted)
        waits.append(await scene.pause(2, 8))
    return "waits " + ", ".join(f"{seconds:.1f} s" for seconds in waits)


def at(point: str) -> Inject:
    """A worker ends or fails at one point of its work: the next to come by takes the trigger."""

    async def inject(scene: Scene) -> str:
        return "taken" if await strike(scene, point) else ""

    return inject


async def strike(scene: Scene, point: str) -> bool:
    """Whether a worker came by at that point of its work, and took the trigger."""
    trigger = scene.triggers / point
    trigger.touch()
    taken = await until(lambda: not trigger.exists(), 30)
    trigger.unlink(missing_ok=True)
    return taken


for _point in (*KILLS, *RAISES):
    FAULTS[_point] = Fault(_point, at(_point), 1)
