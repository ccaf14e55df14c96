"""Faults of brokers, of the network before them, and of topics that refuse."""

import asyncio
import signal

from tests.chaos.registry import fault
from tests.chaos.scene import Scene


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


@fault(weight=2)
async def freeze_broker(scene: Scene) -> str:
    """A broker that neither answers nor is gone, and then goes on where it was."""
    node = scene.choose.choice(scene.cluster.nodes)
    node.signal(signal.SIGSTOP)
    waited = await scene.pause(2, 20)
    node.signal(signal.SIGCONT)
    return f"broker {node.config.seat.number} for {waited:.1f} s"


@fault(4, 3, 4)
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
