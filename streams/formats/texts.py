"""Which of the texts that a document has for one article is its body, and whether another adds to it: never joined."""

from collections.abc import Iterable

_PREFIX = 0.9
"""Share of a teaser that must stand at the head of the body, for the case that it was cut in the middle of a word."""


def longest(texts: Iterable[str | None]) -> str | None:
    """The longest text, the first of several; None where there is none."""
    return max((text for text in texts if text), key=len, default=None)


def teaser_beside(body: str | None, teaser: str | None) -> str | None:
    """The teaser, where it says what the body does not: often it is but the body's beginning.

    >>> teaser_beside("Oil rose by two percent on Friday.\\nGas fell.", "“Oil rose” by two percent on Fri […]")
    >>> teaser_beside("Oil rose.", "What it means for you")
    'What it means for you'
    """
    if not teaser or not (marks := _letters(teaser)):
        return None
    if not body:
        return teaser
    text = _letters(body)
    return None if marks in text or text.startswith(marks[: round(len(marks) * _PREFIX)]) else teaser


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
