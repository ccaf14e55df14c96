"""The faults, each a function that does something to a scene and comes back when that is over, saying what it did."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.chaos.hooked import KILLS, RAISES
from tests.chaos.scene import WORKERS, Scene, until

STOP_SECONDS = 20
"""A worker that is told to stop has this long."""

Inject = Callable[[Scene], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """`weight` says how often it is drawn; `brokers` with how many it can be."""

    name: str
    inject: Inject
    weight: float
    brokers: tuple[int, ...] = (1, 3)


FAULTS: dict[str, Fault] = {}


def fault(weight: float = 1, *brokers: int) -> Callable[[Inject], Inject]:
    """Enter a function under its name."""

    def entered(inject: Inject) -> Inject:
        name = inject.__name__.replace("_", "-")
        FAULTS[name] = Fault(name, inject, weight, brokers or (1, 3))
        return inject

    return entered


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
    """SIGTERM under load: exit 0 within 20 s."""
    worker = await scene.any_worker()
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
        trigger = scene.triggers / point
        trigger.touch()
        taken = await until(lambda: not trigger.exists(), 30)
        trigger.unlink(missing_ok=True)
        return "taken" if taken else "nobody came by"

    return inject


for _point in (*KILLS, *RAISES):
    FAULTS[_point] = Fault(_point, at(_point), 1)


async def _away(scene: Scene, stop: str, low: float, high: float) -> str:
    node = scene.choose.choice(scene.cluster.nodes)
    await asyncio.to_thread(getattr(node, stop))
    waited = await scene.pause(low, high)
    await asyncio.to_thread(node.start)
    return f"broker {node.config.seat.number} away for {waited:.1f} s"


@fault(weight=3)
async def kill_broker(scene: Scene) -> str:
    return await _away(scene, "kill", 0, 12)


@fault(weight=2)
async def restart_broker(scene: Scene) -> str:
    return await _away(scene, "terminate", 0, 4)


@fault(4, 3)
async def roll_brokers(scene: Scene) -> str:
    """Every broker killed in turn, the next as soon as the one before answers."""
    waits = []
    for node in scene.choose.sample(scene.cluster.nodes, len(scene.cluster.nodes)):
        await asyncio.to_thread(node.kill)
        waits.append(await scene.pause(0.5, 6))
        await asyncio.to_thread(node.start)
        await scene.pause(1, 4)
    return "away for " + ", ".join(f"{seconds:.1f} s" for seconds in waits)


async def _weather(scene: Scene, low: float, high: float, **changes: object) -> str:
    """The network of all brokers, or of one among several, is bad for a while."""
    proxies = scene.choose.choice([scene.cluster.proxies, scene.cluster.proxies[:1]])
    for proxy in proxies:
        proxy.change(**changes)
    waited = await scene.pause(low, high)
    for proxy in proxies:
        proxy.clear()
    return f"{changes} on {len(proxies)} for {waited:.1f} s"


@fault()
async def network_latency(scene: Scene) -> str:
    return await _weather(scene, 5, 12, delay=round(scene.between(0.05, 0.6), 2))


@fault()
async def network_slow(scene: Scene) -> str:
    return await _weather(scene, 5, 12, rate=int(scene.between(20_000, 100_000)))


@fault(weight=1.5)
async def network_reset(scene: Scene) -> str:
    times = scene.choose.randrange(1, 4)
    for _ in range(times):
        for proxy in scene.cluster.proxies:
            proxy.reset()
        await scene.pause(0.2, 1)
    return f"{times} times"


@fault(weight=1.5)
async def network_half_open(scene: Scene) -> str:
    return await _weather(scene, 3, 14, **{scene.choose.choice(("up", "down")): False})


@fault(weight=1.5)
async def network_blackhole(scene: Scene) -> str:
    return await _weather(scene, 3, 14, up=False, down=False)


async def _refusing(scene: Scene, **changes: str) -> str:
    spec = scene.choose.choice(list(scene.topics.values()))
    await scene.cluster.configure(spec, **changes)
    waited = await scene.pause(3, 10)
    await scene.cluster.configure(spec)
    return f"{spec.name} for {waited:.1f} s"


@fault(weight=1.5)
async def output_too_large(scene: Scene) -> str:
    """Records of usual size are too large for an output, the changelog among them."""
    return await _refusing(scene, max_message_bytes="600")


@fault()
async def output_without_replicas(scene: Scene) -> str:
    return await _refusing(scene, min_insync_replicas=str(scene.cluster.replication + 1))


@fault(1, 1)
async def output_forbidden(scene: Scene) -> str:
    spec = scene.choose.choice(list(scene.topics.values()))
    await scene.cluster.forbid(spec.name)
    waited = await scene.pause(3, 10)
    await scene.cluster.allow(spec.name)
    return f"{spec.name} for {waited:.1f} s"
