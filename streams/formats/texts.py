"""Which of the texts that a document has for one article is its body, and whether another adds to it: never joined."""

import re
from collections.abc import Iterable

_CUT = re.compile(r"\[?(?:…|\.\.\.)\]?")
"""Where a teaser says that it goes on; feeds put their own words behind it."""
_ENOUGH = 15
"""Letters before that by which a body's beginning is known."""
_PREFIX = 0.9
"""Share of a teaser that must stand at the head of the body, for the case that it was cut in the middle of a word."""


def longest(texts: Iterable[str | None]) -> str | None:
    """The longest text, the first of several; None where there is none."""
    return max((text for text in texts if text), key=len, default=None)


def teaser_beside(body: str | None, teaser: str | None) -> str | None:
    """The teaser, where it says what the body does not: often it is but the body's beginning.

    >>> teaser_beside("Oil rose by two percent on Friday.\\nGas fell.", "“Oil rose” by two percent on Fri […]")
    >>> teaser_beside("Oil rose by two percent on Friday, again.", "Oil rose by two percent on Friday [...] At home")
    >>> teaser_beside("Oil rose.", "What it means for you")
    'What it means for you'
    """
    if not teaser or not (marks := letters(teaser)):
        return None
    if not body:
        return teaser
    text, beginning = letters(body), letters(_CUT.split(teaser)[0])
    is_cut = len(beginning) >= _ENOUGH and text.startswith(beginning)
    return None if is_cut or marks in text or text.startswith(marks[: round(len(marks) * _PREFIX)]) else teaser


def letters(text: str) -> str:
    """Letters and digits alone, case evened out: by which texts and names are the same however they are printed."""
    return "".join(filter(str.isalnum, text.casefold()))
