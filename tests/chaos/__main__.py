"""`python -m tests.chaos`: run a campaign and write its report; exit status 1 when anything was found."""

import asyncio
import logging
import sys
from pathlib import Path

import click
from rich.console import Console

from streams.settings import Guarantee
from tests.chaos.campaign import run
from tests.chaos.faults import FAULTS
from tests.chaos.mutants import MUTANTS
from tests.chaos.plan import Plan
from tests.chaos.report import REPORTS, write


@click.command()
@click.option("--seed", default=1, show_default=True, help="All that is random comes from it.")
@click.option("--faults", default=40, show_default=True, help="How many.")
@click.option("--minutes", default=30.0, show_default=True, help="No fault begins later.")
@click.option("--guarantee", type=click.Choice([g.value for g in Guarantee]), default="exactly_once", show_default=True)
@click.option("--brokers", type=click.Choice(["1", "3", "4"]), default="1", show_default=True)
@click.option("--rate", default=20.0, show_default=True, help="Records published a second.")
@click.option("--overlap", default=0.35, show_default=True, help="Share of faults that the next one does not wait for.")
@click.option("--before", default=0, show_default=True, help="Records to be remembered before the first fault.")
@click.option("--shards", default=1, show_default=True, help="Of dedupe; several judge by language.")
@click.option("--window", default=72.0, show_default=True, help="Hours that dedupe remembers.")
@click.option("--remembered", default=2_000_000, show_default=True, help="Records that a shard remembers at most.")
@click.option(
    "--days", default=0.0, show_default=True, help="How long ago the feed's clock begins; raw keeps its times."
)
@click.option("--speed", default=1.0, show_default=True, help="How much faster than ours it runs, until it caught up.")
@click.option("--backlog", default=0, show_default=True, help="Records over those days before a worker starts.")
@click.option("--secured", is_flag=True, help="One broker by TLS and password, and the least rights for workers.")
@click.option("--patience", default=180.0, show_default=True, help="Seconds that a recovery may take.")
@click.option("--only", multiple=True, type=click.Choice(sorted(FAULTS)), help="These faults alone; may be repeated.")
@click.option("--mutant", type=click.Choice(["", *MUTANTS]), default="", help="Break a guarantee on purpose.")
@click.option("--report", type=click.Path(path_type=Path), default=REPORTS, help="Folder for the report.")
@click.option("--name", default="chaos", show_default=True, help="Name of the report's files.")
@click.option("--logs", type=click.Path(path_type=Path), help="Folder that keeps the workers' logs.")
def main(guarantee: str, brokers: str, report: Path, name: str, logs: Path | None, **options: object) -> None:
    """Run workers under faults and hold what they publish to the ledger."""
    console = Console(stderr=True, log_path=False, soft_wrap=True)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # brokers are away on purpose
    plan = Plan(guarantee=Guarantee(guarantee), brokers=int(brokers), **options)  # type: ignore[arg-type]
    if logs:
        logs.mkdir(parents=True, exist_ok=True)
    outcome = asyncio.run(run(plan, console.log, logs))
    page = write(outcome, report, name)
    for finding in outcome.findings[:20]:
        console.print(f"{finding.rule}: {finding.what}", style="red", markup=False)
    console.print(f"{len(outcome.faults)} faults, {len(outcome.findings)} findings, {outcome.counts}; {page}")
    sys.exit(bool(outcome.findings))


if __name__ == "__main__":
    main()
