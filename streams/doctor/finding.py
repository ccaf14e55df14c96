"""What a check has found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"
    """It works, and will not always."""
    BAD = "bad"
    """Something does not work, or is lost."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` names what was looked at, `told` is a sentence, `todo` what to do about it, "" where that is nothing."""

    check: str
    level: Level
    told: str
    todo: str = ""
