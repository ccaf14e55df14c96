"""Institutions with several well-known names: "the Fed" is the Federal Reserve in every article."""

from collections.abc import Iterator
from functools import cache

from streams.entities.names import tokens
from streams.entities.word_lists import table

SHORT = 4
"""Letters up to which a name counts only as printed: "WHO" is an institution, "Who" is none."""


@cache
def _names() -> dict[str, str]:
    return {form: name for name, _, others in table("institutions", 3) for form in _forms(name, others)}


def _forms(name: str, others: str) -> Iterator[str]:
    for other in (name, *others.split("|")):
        key = " ".join(tokens(other))
        yield _bare(other) if len(key) <= SHORT else key


def _bare(text: str) -> str:
    plain = text.strip(" \"'“”‘’,").removesuffix("'s").removesuffix("’s").replace(".", "")
    return plain[4:] if plain[:4] in ("the ", "The ", "THE ") else plain


def institution(text: str) -> str | None:
    """The full name of the well-known institution that `text` names, if it names one.

    >>> institution("the U.N."), institution("EU’s"), institution("Who")
    ('United Nations', 'European Union', None)
    """
    key = " ".join(tokens(text))
    return _names().get(_bare(text)) if len(key) <= SHORT else _names().get(key)
