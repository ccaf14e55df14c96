"""How much of an article is read for names: more than any article of news asks for, and in proportion to its length.

The budget counts pieces of text, words and names, never time, so that the same article gives the same names anywhere.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from streams.entities.mentions import FoundMention

FREE = 4_000
"""Code points up to which an article is read whole, whatever stands in it."""
PIECES, CODE_POINTS_A_PIECE = 1_000, 2
"""Words and signs that are read: so many, and one for so many code points. News has one for five."""
WORDS, CODE_POINTS_A_WORD = 300, 16
"""Different words, likewise. News has 700 in ten thousand code points, and one for eighty in a million; no article of
some twenty thousand had more than three quarters of the budget, of this and of the one above."""
MENTIONS, CODE_POINTS_A_MENTION, MOST_MENTIONS = 150, 30, 2_000
"""Names that are joined and linked: so many, and one for so many code points, up to a most. The most that an article of
some ten thousand had was 498, in 29,188 code points."""
LONGEST = 500
"""Code points of a name; what is longer is none."""

_PIECE = re.compile(r"[^\W_]+|\S")


def readable(fields: Mapping[str, str], count_words: bool = True) -> tuple[dict[str, str], bool]:
    """The fields as far as the budget reaches, and whether that is all of them.

    Different words are counted for English alone: other languages have more forms of each.
    """
    size = sum(map(len, fields.values()))
    if size <= FREE:
        return dict(fields), True
    pieces = PIECES + size // CODE_POINTS_A_PIECE
    most_words = WORDS + size // CODE_POINTS_A_WORD if count_words else size
    words: set[str] = set()
    kept: dict[str, str] = {}
    for name, text in fields.items():
        found = _PIECE.findall(text)
        if len(found) > pieces or len(words.union(found)) > most_words:
            return kept | {name: text[: _end(text, pieces, most_words, words)]}, False
        kept[name] = text
        pieces -= len(found)
        words.update(found)
    return kept, True


def _end(text: str, pieces: int, most_words: int, words: set[str]) -> int:
    """Where the piece begins that is one too many."""
    match = None
    for match in islice(_PIECE.finditer(text), pieces + 1):
        words.add(match[0])
        if len(words) > most_words:
            break
    return match.start() if match else 0


def most_names(fields: Mapping[str, str]) -> int:
    """How many names of these fields are joined."""
    return min(MOST_MENTIONS, MENTIONS + sum(map(len, fields.values())) // CODE_POINTS_A_MENTION)


def first_names(mentions: Sequence[FoundMention], most: int) -> tuple[list[FoundMention], bool]:
    """The first mentions that are short enough to be names, `most` at most, and whether that is all of these."""
    names = [mention for mention in mentions if mention.end - mention.start <= LONGEST]
    return names[:most], len(names) <= most
