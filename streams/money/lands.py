"""Countries that a text names, as evidence for what its pesos or crowns are."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from streams.money import trie
from streams.money.lexicon import adjectives


def lands(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """ISO 3166 alpha-2 of the countries named in lower-case texts, most frequent first, then by first mention."""
    pattern, known = _pattern(language), adjectives(language)
    return tuple(land for land, _ in Counter(known[hit] for low in texts for hit in pattern.findall(low)).most_common())


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = (word for word in adjectives(language) if len(word) > 3 or "." in word)  # "us" is mostly a pronoun
    return re.compile(rf"(?<!\w){trie.pattern(words)}(?!\w)")
