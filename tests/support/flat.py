"""Articles of the flat format, as screen takes them in."""

from collections.abc import Mapping
from typing import Any

from schemas import Article, Format, Repair
from streams.formats import Draft, Reading
from streams.steps.accept import accepted

READING = Reading(max_bytes=1024 * 1024)


def accept(fields: Mapping[str, Any]) -> tuple[Article, list[Repair]]:
    """The article of these fields, and what had to be mended in it."""
    return accepted(Draft(fields, Format.FLAT), READING)
