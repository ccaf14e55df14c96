"""What makes an amount a part of another, in one language: "including", "of it", "of the"."""

import re
from dataclasses import dataclass
from functools import cache

from streams.money.relations import Relating, any_of, relations

FILLED = 3
"""Words between these and the amount: "including up to $20 million", "including a grant of $20 million"."""


@dataclass(frozen=True, slots=True)
class Cues:
    """What makes an amount a part, in one language: patterns of the text before it, behind it, or between two."""

    including: re.Pattern[str]
    that_includes: re.Pattern[str]
    of_that: re.Pattern[str]
    of_it: re.Pattern[str]
    of_the: re.Pattern[str]
    behind_of_the: re.Pattern[str]
    compared: re.Pattern[str]
    goes_on: re.Pattern[str]


@cache
def cues(code: str) -> Cues:
    """The patterns of a language that has a table of relating words; without one they match nothing."""
    known = relations(code)

    def one_of(role: Relating) -> str:
        return rf"(?<!\w)(?:{any_of(known.words(role))})(?!\w)".replace(r"\ ", r"\s+")

    word, space = r"[^\W\d]+(?:-[^\W\d]+)*", r"[^\S\n]+"
    words = rf"\s+{word}(?:{space}{word}){{0,{FILLED - 1}}}{space}"
    filled = rf"(?:{words}|\s*)(?:[~≈]\s*)?$"  # not over the end of a line, behind which another row of a list stands
    without, and_ = one_of(Relating.WITHOUT), one_of(Relating.AND)
    fresh = f"(?P<fresh>{one_of(Relating.FRESH)})"
    return Cues(
        including=re.compile(rf"(?P<without>{without}\s+)?{one_of(Relating.INCLUDING)}{filled}"),
        that_includes=re.compile(rf"{one_of(Relating.THAT_INCLUDES)}{filled}"),
        of_that=re.compile(rf"[.!?\n][\"”’»)]*\s+{one_of(Relating.OF_THAT)},?{filled}"),
        of_it=re.compile(rf"\s+{one_of(Relating.OF_IT)}"),
        of_the=re.compile(rf"\W*{one_of(Relating.OF_THE)}(?:\s+{word})?\s*"),
        behind_of_the=re.compile(rf"{one_of(Relating.OF_THE)}(?:\s+{word})?\s*$"),
        compared=re.compile(rf"{one_of(Relating.APART)}{filled}"),
        goes_on=re.compile(rf"[^.;:!?()]*?(?:,\s*(?P<closes>{and_})?|{and_})(?:.*{fresh})?{filled}"),
    )
