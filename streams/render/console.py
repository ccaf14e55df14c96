"""The console that events are printed on, and its colours."""

import os
from typing import IO

from rich.console import Console
from rich.theme import Theme

THEME = Theme(
    {
        "verdict.first": "bold green",
        "verdict.extension": "bold cyan",
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


def console(file: IO[str] | None = None, *, lines: bool = False) -> Console:
    """A console on standard output or `file`; rich heeds NO_COLOR, FORCE_COLOR and COLUMNS.

    With `lines` a pipe gets every line whole, for what is one line by nature; a terminal cuts it at its width.
    Markup, emoji codes and highlighting are off: what an article says is never taken for a command.
    """
    made = Console(file=file, theme=THEME, markup=False, emoji=False, highlight=False, soft_wrap=False)
    if not made.is_terminal and (lines or "COLUMNS" not in os.environ):
        made.width = ENDLESS if lines else PIPE_WIDTH
    return made
