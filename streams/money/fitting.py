"""Which grammar reads a text: that of the language that it is said to be in, unless its words are plainly another's."""

from collections.abc import Iterable
from functools import cache

from streams.money.language import Language, language, languages, primary, subtag

LOOK = 1500  # code points of each text that are looked at
ROLES = ("function", "article", "the", "of", "and", "or", "from")
FEWEST = 12  # of them, words of grammar that a language must have to be believed against the tag


def fitting(tag: str, lows: Iterable[str]) -> Language:
    """The tables for lower-case texts that are said to be in a language, a BCP 47 tag.

    A language without tables is not looked for among those that have some: its small words are theirs too.
    """
    told = primary(tag)
    if told != subtag(tag):
        return language(told)
    words = {word for low in lows for word in low[:LOOK].split()}
    if len(words & _small(told)) >= FEWEST:
        return language(told)
    best = max(languages(), key=lambda code: (len(words & _small(code)), code == told))
    told_by = len(words & _small(best))
    return language(best if told_by >= FEWEST and told_by > 2 * len(words & _small(told)) else told)


@cache
def _small(code: str) -> frozenset[str]:
    """Words of grammar by which a language is known."""
    words = language(code).words
    return frozenset[str]().union(*(words[role] for role in ROLES))
