"""Pages of docs/ that are made from the code: `python -m streams.docs` writes them, `--check` tells which are old."""

import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from pydantic_core import PydanticUndefined

from streams.kafka import Security
from streams.ops.metrics import Metrics
from streams.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"


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
    rows = [
        f"| `{family.name}{'_total' if family.type == 'counter' else ''}` | {family.type} | {family.documentation} |"
        for family in Metrics().registry.collect()
    ]
    return _page(
        "Metrics",
        "What a worker shows at `/metrics`. `/livez` and `/readyz` answer 200, or 503 with a line that says why. "
        "A connection is for one request and has ten seconds for it; of more than 64 at once the oldest is closed.",
        ["| name | type | what it tells |", "|---|---|---|", *rows],
    )


PAGES: dict[str, Callable[[], str]] = {"settings.md": settings_page, "metrics.md": metrics_page}


def _page(title: str, words: str, lines: list[str]) -> str:
    return "\n".join([f"# {title}", "", words, "", *lines, "", "Made from the code by `make docs`.", ""])


def _default(value: object) -> str:
    if value is None or value is PydanticUndefined or value == "":
        return ""
    return f"`{value.value if isinstance(value, Enum) else value}`"


def main(check: bool) -> int:
    """Write the pages, or name those that differ; the exit status."""
    old = [name for name, make in PAGES.items() if _written(DOCS / name) != make()]
    for name in old:
        if check:
            print(f"docs/{name} is not as the code would make it: run 'make docs'")
        else:
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
    return 1 if check and old else 0


def _written(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
