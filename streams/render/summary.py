"""How many articles had which outcome."""

from collections.abc import Mapping

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from streams.render.block import Trimmed
from streams.render.outcome import Outcome
from streams.render.text import safe

ORDER = (
    *("first", "extension", "development", "revision", "retracted", "duplicate", "rejected"),
    *("entity", "money", "withdrawn"),
)
MEANING = {
    "first": "new articles, enriched",
    "extension": "longer texts of earlier ones, enriched",
    "development": "texts that share passages with earlier ones, enriched",
    "revision": "new versions, enriched",
    "retracted": "taken back by their source",
    "duplicate": "repeats of what was seen",
    "rejected": "no articles, kept with their bytes",
    "entity": "records of names",
    "money": "records of amounts",
    "withdrawn": "records taken back",
}


def render_summary(counts: Mapping[Outcome, int], title: str = "") -> RenderableType:
    """A table of outcomes with their numbers, and the sum."""
    table = Table(title=title or None, box=box.SIMPLE_HEAD, show_footer=True, title_justify="left", title_style="bold")
    table.add_column("outcome", footer="all")
    table.add_column("events", justify="right", footer=f"{sum(counts.values()):,}")
    table.add_column("meaning", style="quiet")
    for verdict in sorted({outcome.verdict for outcome in counts}, key=_order):
        mine = {outcome: count for outcome, count in counts.items() if outcome.verdict == verdict}
        label = Text(verdict, style=f"verdict.{verdict}")
        table.add_row(label, f"{sum(mine.values()):,}", _meaning(verdict, mine))
    return Trimmed(table)


def _order(verdict: str) -> int:
    return ORDER.index(verdict) if verdict in ORDER else len(ORDER)


def _meaning(verdict: str, outcomes: Mapping[Outcome, int]) -> str:
    details = [f"{safe(told.detail)} {count:,}" for told, count in sorted(outcomes.items()) if told.detail]
    return ": ".join(part for part in (MEANING.get(verdict, ""), ", ".join(details)) if part)
