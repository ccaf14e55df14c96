"""`python -m tests.fuzz --inputs N --seed S`: long runs; exit status 1 where anything was found, which is then kept."""

import gc
import sys
import time

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tests.fuzz.campaign import Found, run
from tests.fuzz.harness import problem, smaller
from tests.fuzz.seeds import CORPUS, keep, seeds

MOST_GROWTH = 100
"""Megabytes that a process may grow by in the second half of a run."""
KEPT = 20
"""Problems that are made small and written to the corpus, of different kinds each."""


@click.command()
@click.option("--inputs", default=100_000, show_default=True, help="How many.")
@click.option("--seed", default=1, show_default=True, help="All that is random comes from it, and from the corpus.")
@click.option("--jobs", default=2, show_default=True, help="Processes.")
@click.option("--minutes", default=600.0, show_default=True, help="No input is begun later.")
def main(inputs: int, seed: int, jobs: int, minutes: float) -> None:
    """Fuzz the steps, the readers of files and the renderers."""
    told = seeds()
    for one in told:
        problem(one)  # loads models and tables before the processes part
    gc.freeze()
    begun = time.monotonic()
    with _progress() as progress:
        task = progress.add_task("inputs", total=inputs)
        found = run(inputs, seed, jobs, told, lambda count: progress.advance(task, count), minutes)
    _report(found, time.monotonic() - begun)
    sys.exit(bool(found.problems) or found.growth() > MOST_GROWTH)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def _report(found: Found, seconds: float) -> None:
    click.echo(f"{found.inputs} inputs in {seconds:.0f} s, {found.inputs / seconds:.0f} a second")
    click.echo("slowest: " + ", ".join(f"{took * 1000:.0f} ms (input {number})" for took, number in found.slowest))
    click.echo(f"growth: {found.growth()} MB; {_resident(found)}")
    kinds = {_kind(told): (told, data) for told, data in reversed(found.problems)}
    click.echo(f"{len(found.problems)} problems of {len(kinds)} kinds")
    for kind, (told, data) in list(kinds.items())[:KEPT]:
        path = keep(data if kind == "Ended" else _small(data, kind), told, CORPUS)
        click.echo(f"{path}: {told[:1000]}")


def _resident(found: Found) -> str:
    told = found.megabytes.values()
    return "; ".join(f"{one[0]} MB, {one[len(one) // 2]} MB at half, {one[-1]} MB at last" for one in told)


def _kind(told: str) -> str:
    """Problems whose first words are the same are taken for one."""
    return ":".join(told.split(":")[:2])[:60]


def _small(data: bytes, kind: str) -> bytes:
    return smaller(data, lambda one: _kind(problem(one) or "") == kind)


if __name__ == "__main__":
    main()
