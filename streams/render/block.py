"""The shape of all events: the verdict beside the title, then labelled lines below it, in two columns."""

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from streams.render.outcome import Outcome
from streams.render.text import safe, short

Rows = Iterable[tuple[str, str | Text]]

LABEL_WIDTH = len("organisations") + 1


class Trimmed:
    """A renderable without the spaces that fill its lines up, which a pipe and a selection would take along."""

    def __init__(self, content: RenderableType) -> None:
        self._content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in console.render_lines(self._content, options, pad=False):
            yield from _trimmed(line)
            yield Segment.line()


def block(outcome: Outcome, title: Text, about: str, rows: Rows) -> RenderableType:
    """One event: verdict and title, whose article it is, what is told about it, and an empty line."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=LABEL_WIDTH, no_wrap=True)
    grid.add_column()
    grid.add_row(badge(outcome), title)
    grid.add_row("", Text(safe(about), style="quiet"))
    for label, content in rows:
        if content:
            grid.add_row(Text(label, style="label"), content if isinstance(content, Text) else Text(safe(content)))
    grid.add_row()
    return Trimmed(grid)


def _trimmed(line: list[Segment]) -> Iterator[Segment]:
    last = next((at for at in range(len(line) - 1, -1, -1) if line[at].text.strip()), -1)
    if last >= 0:
        yield from line[:last]
        yield Segment(line[last].text.rstrip(), line[last].style)


def badge(outcome: Outcome) -> Text:
    """The verdict in its colour; the word says all that the colour does."""
    return Text(outcome.verdict.upper(), style=f"verdict.{outcome.verdict}")


def joined(parts: Iterable[str], separator: str = " · ") -> str:
    """The parts that are there."""
    return separator.join(part for part in parts if part)


def name(source: object, article_id: object) -> str:
    """An article's identity on one line."""
    return short(f"{source}/{article_id}", 120)


def moment(rfc3339: object) -> str:
    """`2025-12-22T14:05:00Z` as `2025-12-22 14:05 UTC`."""
    text = short(rfc3339 or "no date", 40)
    if len(text) < 20 or text[10] != "T":
        return text
    zone = text[19:].lstrip(".0123456789")
    return f"{text[:10]} {text[11:16]} {'UTC' if zone == 'Z' else zone}"
