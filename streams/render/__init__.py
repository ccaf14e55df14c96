"""Events as a person reads them: colour in a terminal, plain in a pipe."""

from streams.render.console import console
from streams.render.event import render_event, render_line, render_record_line
from streams.render.outcome import Outcome, outcome
from streams.render.seen import Seen
from streams.render.summary import render_summary

__all__ = [
    "Outcome",
    "Seen",
    "console",
    "outcome",
    "render_event",
    "render_line",
    "render_record_line",
    "render_summary",
]
