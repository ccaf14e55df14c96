"""`python -m tests.chaos.soak`: workers for a long time, idle or loaded; memory, open files and lag must stay flat."""

import asyncio
import json
import logging
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.console import Console

from streams.settings import Guarantee
from tests.chaos.cluster import cluster
from tests.chaos.ledger import audit
from tests.chaos.plan import Plan
from tests.chaos.prepare import prepared
from tests.chaos.report import REPORTS, table
from tests.chaos.scene import WORKERS, until
from tests.chaos.workers import Worker

EVERY_SECONDS = 5
QUANTITIES = {"memory (RSS), MiB": "rss", "open files": "files", "records on the way": "lag"}


@dataclass(frozen=True, slots=True)
class Sample:
    """At `minute` since the start: memory in MiB and open files of all workers together, records on the way."""

    minute: float
    rss: float
    files: int
    lag: int


def sample(workers: Sequence[Worker], began: float, lag: int) -> Sample:
    """What Linux says of the workers now."""
    rss = sum(_rss(worker.process.pid) for worker in workers)
    files = sum(len(list(Path(f"/proc/{worker.process.pid}/fd").iterdir())) for worker in workers)
    return Sample((time.monotonic() - began) / 60, rss, files, lag)


def _rss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def slope(samples: Sequence[Sample], name: str) -> float:
    """The change of a quantity in an hour, by least squares."""
    minutes = [row.minute for row in samples]
    return 60 * statistics.linear_regression(minutes, [float(getattr(row, name)) for row in samples]).slope


async def soak(plan: Plan) -> tuple[list[Sample], list[str]]:
    """Samples of `plan.minutes`, and what the ledger found; a rate of 0 is idle, after some records to warm up."""
    samples: list[Sample] = []
    feeding = plan if plan.rate else replace(plan, rate=20)
    with tempfile.TemporaryDirectory(prefix="newsmill-soak-") as logs:
        async with cluster(1) as brokers, prepared(feeding, brokers, Path(logs)) as (scene, watch, publisher):
            publishing = asyncio.create_task(publisher.run())
            await scene.crew.scale(WORKERS)
            await until(lambda: len(watch.seens.events) > 100, plan.patience)
            if not plan.rate:
                publisher.finish()
            began = time.monotonic()
            while (time.monotonic() - began) < 60 * plan.minutes:
                samples.append(sample(scene.crew.workers, began, len(watch.seens.missing())))
                await asyncio.sleep(EVERY_SECONDS)
            publisher.finish()
            await publishing
            await until(lambda: not watch.seens.missing(), plan.patience)
            await watch.caught_up(plan.patience)
            await scene.crew.end()
            found = audit(watch.seens, scene.told.terms(watch.progress))
            exits = [f"worker {e.worker} ended: {e.said}" for e in scene.crew.exits if not e.ours]
            return samples, [f"{finding.rule}: {finding.what}" for finding in found] + exits


def page(plan: Plan, samples: Sequence[Sample], found: Sequence[str]) -> str:
    """The report: the mean of each quarter, the slope without the first, and the memory as a curve."""
    quarters = [[row for row in samples if int(4 * row.minute / plan.minutes) == number] for number in range(4)]
    steady = [row for quarter in quarters[1:] for row in quarter]
    rows = [
        (what, *(f"{_mean(quarter, name):.0f}" for quarter in quarters), f"{slope(steady, name):+.2f}")
        for what, name in QUANTITIES.items()
    ]
    title = f"# Soak: {plan.minutes:g} minutes, {f'{plan.rate:g} records a second' if plan.rate else 'idle'}"
    told = (
        f"`{plan.guarantee.value}`, {WORKERS} workers together, one broker, {plan.remembered:,} records to remember at "
        f"most. The slope leaves the first quarter out: caches fill, tables load. Ledger: "
        f"{len(found) or 'no'} finding{'s' if len(found) > 1 else ''}."
    )
    head = ("what", *(f"quarter {number}" for number in range(1, 5)), "slope, an hour")
    return "\n\n".join([title, told, table(head, rows), _curve(samples), *found]) + "\n"


def _mean(samples: Sequence[Sample], name: str) -> float:
    return statistics.fmean(getattr(row, name) for row in samples)


def _curve(samples: Sequence[Sample]) -> str:
    """Memory by the minute, as a picture that code hosts draw."""
    minutes = sorted({int(row.minute) for row in samples})
    means = [round(_mean([row for row in samples if int(row.minute) == minute], "rss")) for minute in minutes]
    axes = f'  x-axis "minute" 0 --> {minutes[-1] + 1}\n  y-axis "RSS, MiB" 0 --> {int(1.2 * max(means))}'
    return f"```mermaid\nxychart-beta\n{axes}\n  line {means}\n```"


@click.command()
@click.option("--minutes", default=60.0, show_default=True)
@click.option("--rate", default=20.0, show_default=True, help="Records a second; 0: idle.")
@click.option("--guarantee", type=click.Choice([g.value for g in Guarantee]), default="exactly_once", show_default=True)
@click.option("--remembered", default=12_000, show_default=True, help="Records to remember, so that it has to forget.")
@click.option("--report", type=click.Path(path_type=Path), default=REPORTS, help="Folder for the report.")
@click.option("--name", default="soak", show_default=True)
def main(minutes: float, rate: float, guarantee: str, remembered: int, report: Path, name: str) -> None:
    """Let workers run and report how memory, open files and lag change."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    plan = Plan(seed=3, minutes=minutes, rate=rate, guarantee=Guarantee(guarantee), remembered=remembered)
    samples, found = asyncio.run(soak(plan))
    report.mkdir(parents=True, exist_ok=True)
    rows = [[round(row.minute, 2), round(row.rss, 1), row.files, row.lag] for row in samples]
    said = {"columns": ["minute", "rss_mib", "open_files", "lag"], "samples": rows, "found": found}
    (report / f"{name}.json").write_text(json.dumps(said) + "\n", encoding="utf-8")
    (report / f"{name}.md").write_text(page(plan, samples, found), encoding="utf-8")
    Console(stderr=True).print(page(plan, samples, found), markup=False)


if __name__ == "__main__":
    main()
