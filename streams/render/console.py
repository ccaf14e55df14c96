"""The console that events are printed on, and its colours."""

import os
from typing import IO

from rich.console import (
    Console,
    ConsoleOptions,
    ConsoleRenderable,
    RenderableType,
    RenderHook,
    RenderResult,
)
from rich.segment import Segment
from rich.theme import Theme

from streams.render.text import safe

THEME = Theme(
    {
        "verdict.first": "bold green",
        "verdict.extension": "bold cyan",
        "verdict.development": "bold cyan",
        "verdict.revision": "bold blue",
        "verdict.duplicate": "bold yellow",
        "verdict.retracted": "bold magenta",
        "verdict.rejected": "bold red",
        "verdict.entity": "none",
        "verdict.money": "none",
        "verdict.withdrawn": "magenta",
        "person": "green",
        "org": "cyan",
        "loc": "blue",
        "entity": "none",
        "money": "yellow",
        "title": "bold",
        "label": "dim",
        "quiet": "dim",
    }
)

PIPE_WIDTH = 120
"""Columns where nobody's terminal says how wide it is."""
ENDLESS = 100_000


class Guard(RenderHook):
    """Makes safe all text that is printed. What was made so before, as it should be, keeps its width."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [Guarded(renderable) for renderable in renderables]


class Guarded:
    """A renderable whose text is safe; rich's own colours and controls are no text."""

    def __init__(self, content: RenderableType) -> None:
        self._content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for text, style, control in console.render(self._content, options):
            yield Segment(text if control else "\n".join(map(safe, text.split("\n"))), style, control)


def console(file: IO[str] | None = None, *, lines: bool = False) -> Console:
    """A console on standard output or `file`; rich heeds NO_COLOR, FORCE_COLOR and COLUMNS.

    With `lines` a pipe gets every line whole, for what is one line by nature; a terminal cuts it at its width.
    Markup, emoji codes and highlighting are off: what an article says is never taken for a command, by rich or,
    whatever a renderer forgets, by the terminal.
    """
    made = Console(file=file, theme=THEME, markup=False, emoji=False, highlight=False, soft_wrap=False)
    made.push_render_hook(Guard())
    if not made.is_terminal and (lines or "COLUMNS" not in os.environ):
        made.width = ENDLESS if lines else PIPE_WIDTH
    return made
