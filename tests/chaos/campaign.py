"""A campaign: a feed, two workers, faults one after the other, and the ledger at the end."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from aiokafka.errors import KafkaError

from streams.settings import Guarantee
from tests.chaos.claims import broken
from tests.chaos.cluster import cluster
from tests.chaos.faults import FAULTS, Fault
from tests.chaos.ledger import Finding, audit
from tests.chaos.observer import Claims, Observer
from tests.chaos.plan import Injected, Outcome, Plan
from tests.chaos.prepare import prepared
from tests.chaos.publisher import Publisher
from tests.chaos.scene import WORKERS, Scene, until
from tests.support.certificates import Authority

OF_TRANSACTIONS = {"kill-within-commit", "hold-back-end", "hold-back-offsets", "kill-coordinator-after-end"}
BY_PROXY = {"hold-back-end", "hold-back-offsets", "kill-coordinator-after-end"}
"""Faults that look into what passes the proxies, which is encrypted where the brokers are secured."""
QUIET_SECONDS = 3
CLAIM_SECONDS = 5

Tell = Callable[[str], None]


class Campaign:
    """Runs a plan; `tell` is called with a line at each step."""

    def __init__(self, plan: Plan, scene: Scene, watch: Observer, tell: Tell) -> None:
        self.outcome = Outcome(plan, time.time())
        self._plan, self._scene, self._watch, self._tell = plan, scene, watch, tell
        self._claims: list[Claims] = []

    async def run(self, publisher: Publisher) -> Outcome:
        """Faults until there were enough or time is up, then peace until everything came out."""
        await publisher.backlog(self._plan.backlog)
        publishing = asyncio.create_task(publisher.run())
        claiming = asyncio.create_task(self._claim())
        await self._scene.crew.scale(WORKERS)
        await self._under_way()
        await until(lambda: len(self._watch.seens.rows) >= self._plan.before, 60 * self._plan.minutes)
        await self._inject_all()
        await self._scene.heal()
        publisher.finish()
        await publishing
        await self._settle()
        claiming.cancel()
        await asyncio.gather(claiming, return_exceptions=True)
        await self._conclude(publisher)
        return self.outcome

    async def _under_way(self) -> None:
        """Everything moves; of a backlog a tenth is out, so that the first faults come in the midst of it."""
        if self._plan.backlog:
            await until(lambda: len(self._watch.seens.events) > self._plan.backlog / 10, self._plan.patience)
        else:
            await self._recovery(time.time())

    async def _inject_all(self) -> None:
        deadline = time.time() + 60 * self._plan.minutes
        faults = [f for f in FAULTS.values() if self._plan.brokers in f.brokers]
        faults = [f for f in faults if (f.name in self._plan.only if self._plan.only else not f.asked)]
        if self._plan.guarantee is Guarantee.AT_LEAST_ONCE and "change-mode" not in self._plan.only:
            faults = [f for f in faults if f.name not in OF_TRANSACTIONS]
        if self._plan.secured:
            faults = [f for f in faults if f.name not in BY_PROXY]
        for number in range(self._plan.faults):
            if time.time() > deadline:
                break
            # The first faults are one of each kind, so that a short campaign leaves none out.
            fault = faults[number] if number < len(faults) and len(self._plan.only) != 1 else self._drawn(faults)
            await self._inject(fault, number)

    def _drawn(self, faults: Sequence[Fault]) -> Fault:
        return self._scene.choose.choices(faults, [fault.weight for fault in faults])[0]

    async def _inject(self, fault: Fault, number: int) -> None:
        began = time.time()
        what = await fault.inject(self._scene)
        if not what:
            return
        alone = self._scene.choose.random() >= self._plan.overlap
        injected = Injected(fault.name, began, time.time(), what, alone)
        self.outcome.faults.append(injected)
        if alone:
            injected.recovered_in = await self._recovery(injected.ended)
            if injected.recovered_in is None:
                self._scene.wrong.append(f"not recovered within {self._plan.patience} s from {fault.name}: {what}")
        await self._scene.pause(0.2, 5)
        took = "" if injected.recovered_in is None else f", recovered in {injected.recovered_in:.1f} s"
        self._tell(f"{number + 1:>4} {fault.name}: {what}{took}; {len(self._watch.seens.missing())} on the way")

    async def _recovery(self, since: float) -> float | None:
        deadline = time.time() + self._plan.patience
        while time.time() < deadline:
            recovered = self._watch.progress.recovered(since, self._plan.raw_partitions)
            if recovered is not None:
                return recovered - since
            await asyncio.sleep(0.25)
        return None

    async def _settle(self) -> None:
        """Wait until nothing is on the way or nothing moves, and a little longer for what should not come."""
        await self._watch.caught_up(60)
        came = -1
        while self._watch.seens.missing() and came < len(self._watch.seens.events):
            came = len(self._watch.seens.events)
            await until(lambda: not self._watch.seens.missing(), self._plan.patience)
        if self._plan.shards > 1:  # the second event of a retraction may come long after the first
            await self._drained()
        await asyncio.sleep(QUIET_SECONDS)
        await self._watch.caught_up(60)

    async def _drained(self) -> None:
        deadline = time.time() + self._plan.patience
        while time.time() < deadline:
            with contextlib.suppress(KafkaError, OSError, TimeoutError):
                if await self._watch.drained():
                    return
            await asyncio.sleep(1)
        self._scene.wrong.append("not everything was committed in the end")

    async def _claim(self) -> None:
        """Every few seconds note what is committed, and hold it to that as soon as it can be told."""
        while True:
            await asyncio.sleep(CLAIM_SECONDS)
            with contextlib.suppress(KafkaError, OSError, TimeoutError):
                self._claims.append(await self._watch.claims())
            await self._check_claims()

    async def _check_claims(self) -> None:
        while self._claims and await self._watch.has_read(self._claims[0].ends):
            found = broken(self._claims.pop(0).claims, self._watch.seens)
            self.outcome.findings += [finding for finding in found if finding not in self.outcome.findings]

    async def _conclude(self, publisher: Publisher) -> None:
        await self._check_claims()
        self.outcome.findings += [Finding("promise", "committed offsets could not be checked")] if self._claims else []
        await self._scene.crew.end()
        seens, outcome = self._watch.seens, self.outcome
        outcome.findings += audit(seens, self._scene.told.terms(self._watch.progress))
        outcome.findings += [Finding("promise", what) for what in self._scene.wrong]
        outcome.findings += _feed_lost(publisher, self._watch)
        outcome.exits = self._scene.crew.exits
        outcome.latencies = self._watch.progress.latencies()
        outcome.ended = time.time()
        outcome.counts = {
            "records": len(seens.raws),
            "events": len(seens.events),
            "repeated": len(seens.events) - len({event.origin for event in seens.events}),
            "aborted by the feed": publisher.aborted,
            **_by_outcome(self._watch),
        }


def _feed_lost(publisher: Publisher, watch: Observer) -> list[Finding]:
    """Records that the broker acknowledged and does not hold: then no ledger over it can be trusted."""
    there = {raw.mark.number for raw in watch.seens.raws.values() if raw.mark}
    lost = {number: at for number, at in publisher.acknowledged.items() if number not in there}
    return [Finding("broker", f"record {number} at {at}") for number, at in lost.items()]


def _by_outcome(watch: Observer) -> dict[str, int]:
    counts: dict[str, int] = {}
    for event in watch.seens.events:
        counts[event.outcome] = counts.get(event.outcome, 0) + 1
    return dict(sorted(counts.items()))


async def run(plan: Plan, tell: Tell, logs: Path | None = None) -> Outcome:
    """Run a campaign on brokers of its own; `logs` keeps the workers' logs."""
    with tempfile.TemporaryDirectory(prefix="newsmill-chaos-") as scratch:
        authority = Authority(Path(scratch)) if plan.secured else None
        async with cluster(plan.brokers, authority) as brokers, prepared(plan, brokers, logs or Path(scratch)) as parts:
            scene, watch, publisher = parts
            return await Campaign(plan, scene, watch, tell).run(publisher)
