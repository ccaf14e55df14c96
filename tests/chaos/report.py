"""What a campaign found, as JSON and as a page in Markdown."""

import json
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from streams.settings import Guarantee
from tests.chaos.ledger import RULES
from tests.chaos.plan import Outcome, Plan
from tests.chaos.workers import Exit

REPORTS = Path(__file__).parents[2] / "docs" / "reports"
SHOWN = 20
CLEAN = {
    Guarantee.EXACTLY_ONCE: "Nothing lost, nothing twice, no verdict changed",
    Guarantee.AT_LEAST_ONCE: "Nothing lost, no verdict changed, every repeat the same bytes",
}
CHANGED = "Nothing lost, no verdict changed, only what was under way then or was read again came again, the same bytes"
MEASURED = (
    "Recovery counts from the end of a fault until every raw partition has brought forth an article published since; "
    "faults that another one overlapped are left out. Latency is from raw to event, faults included."
)


def write(outcome: Outcome, folder: Path, name: str) -> Path:
    """Write `name`.json and `name`.md; the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    said = asdict(outcome)
    said["latencies"] = quantiles(outcome.latencies)
    (folder / f"{name}.json").write_text(json.dumps(said, indent=1, default=str) + "\n", encoding="utf-8")
    page = folder / f"{name}.md"
    page.write_text(markdown(outcome, name), encoding="utf-8")
    return page


def quantiles(values: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and the largest, in the unit of `values`; nothing for less than two."""
    if len(values) < 2:
        return {}
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {
        "p50": round(cuts[49], 3),
        "p95": round(cuts[94], 3),
        "p99": round(cuts[98], 3),
        "max": round(max(values), 3),
    }


def markdown(outcome: Outcome, title: str) -> str:
    """The page: verdict, ledger, recovery, faults, exits."""
    parts = [
        f"# Chaos campaign {title}",
        _verdict(outcome),
        "## Ledger",
        table(("rule", "means", "broken"), _rules(outcome)),
        *(f"- {finding.rule}: {finding.what}" for finding in outcome.findings[:SHOWN]),
        table(("read", "number"), outcome.counts.items()),
        "## Seconds",
        table(("what", "n", "p50", "p95", "p99", "max"), _times(outcome)),
        MEASURED,
        "## Faults by kind",
        table(("fault", "times", "recovery p50", "recovery max"), _kinds(outcome)),
        "## Workers that gave up by themselves",
        table(("times", "reason"), _exits(outcome)),
        "## Fault log",
        table(("UTC", "fault", "what", "recovered in"), _log(outcome)),
    ]
    return "\n\n".join(parts) + "\n"


def _verdict(outcome: Outcome) -> str:
    plan, minutes = outcome.plan, (outcome.ended - outcome.began) / 60
    changed = any(fault.name in ("change-mode", "rewind") for fault in outcome.faults)
    verdict = f"{len(outcome.findings)} FINDINGS" if outcome.findings else CHANGED if changed else CLEAN[plan.guarantee]
    return (
        f"{verdict}: {len(outcome.faults)} faults in {minutes:.0f} minutes, `{plan.guarantee.value}`, "
        f"{plan.brokers} broker(s), {plan.rate:g} records a second{_unusual(plan)}, seed {plan.seed}, "
        f"{moment(outcome.began)} UTC."
    )


def _unusual(plan: Plan) -> str:
    """What the plan has that others have not."""
    usual = Plan()
    told = {
        "by TLS and password, with the least rights": plan.secured,
        f"{plan.shards} shards": plan.shards > 1,
        f"window {plan.window:g} h": plan.window != usual.window,
        f"{plan.remembered:,} records remembered": plan.remembered != usual.remembered,
        f"the clock {plan.days:g} days back": plan.days > 0,
        f"{plan.speed:g} times as fast": plan.speed > 1,
        f"a backlog of {plan.backlog:,}": plan.backlog > 0,
    }
    return "".join(f", {what}" for what, holds in told.items() if holds)


def table(head: Sequence[str], rows: object) -> str:
    lines = [head, ["---"] * len(head), *rows]  # type: ignore[misc]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "/") for cell in row) + " |" for row in lines)


def moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _rules(outcome: Outcome) -> list[tuple[str, str, int]]:
    broken = Counter(finding.rule for finding in outcome.findings)
    return [(rule, means, broken[rule]) for rule, means in RULES.items()]


def _recoveries(outcome: Outcome, kind: str | None = None) -> list[float]:
    faults = [fault for fault in outcome.faults if kind in (None, fault.name)]
    return [fault.recovered_in for fault in faults if fault.recovered_in is not None]


def _times(outcome: Outcome) -> list[tuple[object, ...]]:
    rows = {"recovery": _recoveries(outcome), "latency": outcome.latencies}
    return [(what, len(values), *quantiles(values).values()) for what, values in rows.items()]


def _kinds(outcome: Outcome) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for kind, times in sorted(Counter(fault.name for fault in outcome.faults).items()):
        seconds = _recoveries(outcome, kind)
        rows.append(
            (kind, times, *((f"{statistics.median(seconds):.1f}", f"{max(seconds):.1f}") if seconds else ("", "")))
        )
    return rows


def _exits(outcome: Outcome) -> list[tuple[int, str]]:
    """A code below 0 is a signal: a trigger's SIGKILL."""
    reasons = Counter(_reason(exit_) for exit_ in outcome.exits if not exit_.ours and exit_.code >= 0)
    return [(times, said) for said, times in reasons.most_common(SHOWN)]


def _reason(exit_: Exit) -> str:
    """What a worker said last, without the time."""
    return f"exit {exit_.code}: {exit_.said.partition(' worker ends: ')[2] or exit_.said}"


def _log(outcome: Outcome) -> list[tuple[str, ...]]:
    return [
        (moment(f.began)[11:], f.name, f.what, "" if f.recovered_in is None else f"{f.recovered_in:.1f} s")
        for f in outcome.faults
    ]
