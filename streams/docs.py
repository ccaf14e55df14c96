"""What is made from the code, pages of docs/ and contracts: `python -m streams.docs` writes it, `--check` tells what is
old."""

import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from pydantic_core import PydanticUndefined

from streams.contracts.asyncapi import asyncapi, default_settings
from streams.contracts.files import contract_files
from streams.contracts.page import page
from streams.kafka import Security
from streams.metrics import Counter, Gauge, Histogram, Metric
from streams.ops.labels import LABELS, Bounded
from streams.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS, CONTRACTS = Path("docs"), Path("schemas/contracts")


def settings_page() -> str:
    """The table of all settings."""
    rows = [
        f"| `NEWSMILL_{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in sorted(Settings.model_fields.items(), key=lambda row: row[0] in Security.model_fields)
    ]
    return _page(
        "Settings",
        "Read once from the environment when a worker or command starts. A wrong value is one line of error, and so is "
        "a variable `NEWSMILL_…` that is none of these, but for those that Kubernetes sets for a service of that name.",
        ["| variable | default | what it does |", "|---|---|---|", *rows],
    )


def metrics_page() -> str:
    """The list of all metrics."""
    rows = [_metric_row(metric.value) for metric in Metric]
    return _page(
        "Metrics",
        "What a worker shows at `/metrics`. `/livez` and `/readyz` answer 200, or 503 with a line that says why. "
        "`run --workers` shows all its workers under one address, with the label `worker`, and is ready when each is. "
        "A connection is for one request and has ten seconds for it; of more than 64 at once the oldest is closed.",
        ["| name | type | by | what it tells |", "|---|---|---|---|", *rows, "", *_label_lines(), "", PROCESS],
    )


PROCESS = (
    "The process's own are Prometheus' usual ones: `process_start_time_seconds`, `process_cpu_seconds_total`, "
    "`process_resident_memory_bytes`, `process_open_fds` and others of that name. Rules, alerts and dashboards made of "
    "all these: [alerts.md](alerts.md)."
)


def _metric_row(metric: Counter | Gauge | Histogram) -> str:
    kind = type(metric).__name__.lower()
    name = f"{metric.name}_total" if isinstance(metric, Counter) else metric.name
    return f"| `{name}` | {kind} | {', '.join(metric.labels)} | {metric.meaning} |"


def _label_lines() -> list[str]:
    """What each label may be."""
    rows = [f"| {name} | {_values(told)} |" for name, told in LABELS.items()]
    return [
        "Labels are closed lists, or bounded by how an installation is set up:",
        "",
        "| label | values |",
        "|---|---|",
        *rows,
    ]


def _values(told: tuple[str, ...] | Bounded) -> str:
    return f"bounded by {told.by}" if isinstance(told, Bounded) else ", ".join(f"`{one}`" for one in told)


def events_page() -> str:
    """Every topic, event and field."""
    return page(asyncapi(default_settings()))


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "metrics.md": metrics_page,
    "events.html": events_page,
}


def _page(title: str, words: str, lines: list[str]) -> str:
    return "\n".join([f"# {title}", "", words, "", *lines, "", "Made from the code by `make docs`.", ""])


def _default(value: object) -> str:
    if value is None or value is PydanticUndefined or value == "":
        return ""
    return f"`{value.value if isinstance(value, Enum) else value}`"


def generated() -> dict[Path, bytes]:
    """Every file that is made from the code, by its path in the repository."""
    pages = {DOCS / name: make().encode() for name, make in PAGES.items()}
    contracts = {CONTRACTS / path: content for path, content in contract_files(default_settings()).items()}
    return pages | contracts


def main(check: bool, root: Path = ROOT) -> int:
    """Write what differs, or name it; the exit status."""
    wanted = generated()
    old = [path for path, content in wanted.items() if _written(root / path) != content]
    gone = [path for path in _contracts(root) if path not in wanted]
    for path in [*old, *gone]:
        if check:
            print(f"{path} is not as the code would make it: run 'make docs'")
        elif path in wanted:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(wanted[path])
        else:
            (root / path).unlink()
    return 1 if check and (old or gone) else 0


def _contracts(root: Path) -> list[Path]:
    return sorted(path.relative_to(root) for path in (root / CONTRACTS).rglob("*.json"))


def _written(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
