"""`python -m tests.chaos.summary`: one page over all reports of campaigns in a folder."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from tests.chaos.report import REPORTS, quantiles, table

HEAD = ("campaign", "guarantee", "brokers", "faults", "records", "lost", "twice or changed", "other findings")
TIMES = ("guarantee", "recoveries", "p50 s", "p95 s", "max s")


def page(reports: dict[str, Any]) -> str:
    """All campaigns in a table, the faults of all by kind and guarantee, and how soon was recovered from them."""
    faults = [(report["plan"]["guarantee"], fault) for report in reports.values() for fault in report["faults"]]
    guarantees = sorted({guarantee for guarantee, _ in faults}, reverse=True)
    kinds = Counter((fault["name"], guarantee) for guarantee, fault in faults)
    by_kind = [(name, *(kinds[name, g] for g in guarantees)) for name in sorted({name for name, _ in kinds})]
    parts = [
        "# Chaos campaigns",
        f"{len(faults)} faults in {len(reports)} campaigns. docs/chaos.md says what is done and what is checked.",
        table(HEAD, [_row(name, report) for name, report in reports.items()]),
        table(TIMES, [_times(guarantee, faults) for guarantee in guarantees]),
        table(("fault", *guarantees), by_kind),
    ]
    return "\n\n".join(parts) + "\n"


def _row(name: str, report: dict[str, Any]) -> tuple[object, ...]:
    found = Counter(finding["rule"] for finding in report["findings"])
    lost, twice = found.pop("lost", 0), found.pop("twice", 0) + found.pop("changed", 0)
    plan, records = report["plan"], report["counts"]["records"]
    link = f"[{name}]({name}.md)"
    return link, plan["guarantee"], plan["brokers"], len(report["faults"]), records, lost, twice, found.total()


def _times(guarantee: str, faults: list[tuple[str, Any]]) -> tuple[object, ...]:
    seconds = [fault["recovered_in"] for g, fault in faults if g == guarantee and fault["recovered_in"] is not None]
    found = quantiles(seconds)
    return guarantee, len(seconds), found["p50"], found["p95"], found["max"]


@click.command()
@click.argument("folder", default=REPORTS, type=click.Path(path_type=Path))
def main(folder: Path) -> None:
    """Write README.md over the campaigns' JSON in FOLDER."""
    said = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    campaigns = {name: report for name, report in said.items() if "faults" in report}
    (folder / "README.md").write_text(page(campaigns), encoding="utf-8")


if __name__ == "__main__":
    main()
