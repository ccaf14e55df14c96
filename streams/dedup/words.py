"""Words of a text as numbers: one regular expression, one cache, any script.

A word becomes a 64-bit hash of its casefolded form whose two lowest bits say what it is: plain, a figure, a name
(capitalised and not a function word), or a letter of a script that is written without spaces.
"""

import re
import unicodedata
from enum import IntEnum
from functools import cache

import xxhash

from streams.dedup.tables import read_table

KIND_MASK = 3
"""The bits of a word's hash that hold its `Kind`."""

_CACHE_LIMIT = 1 << 18

# Scripts without spaces between words: Thai to Tibetan, Myanmar, Khmer, kana, Han. Every letter is a word of its own.
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)

_WORD = re.compile(
    rf"""
    (?:(?<![\w.,:/])[-−])?  \d+  (?:[.,:/\-]\d+)*     # a figure: 12  1,500.5  10:30  5-7/8  -3.2
    | [{UNSPACED}]                                    # one letter of a script without spaces
    | [^\W\d_{UNSPACED}]+                             # a run of letters
    """,
    re.VERBOSE,
)
_INSIDE_FIGURE = re.compile(r"(?<=\d)[.,:/\-](?=\d)")


class Kind(IntEnum):
    """What the two lowest bits of a word's hash say."""

    PLAIN = 0
    FIGURE = 1
    NAME = 2
    LETTER = 3


class _Hashes(dict[str, int]):
    """Word to hash, filled as words are met; emptied when full, which changes no hash."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        folded = word.casefold()
        hashed = (xxhash.xxh3_64_intdigest(folded.encode()) & ~KIND_MASK) | _kind(word, folded)
        self[word] = hashed
        return hashed


_hashes = _Hashes()


@cache
def _function_words() -> frozenset[str]:
    return frozenset(read_table("function_words.txt"))


def _kind(word: str, folded: str) -> Kind:
    if word[-1].isdecimal():
        return Kind.FIGURE
    if len(word) == 1 and re.match(rf"[{UNSPACED}]", word):
        return Kind.LETTER
    if word[0].isupper() and folded not in _function_words():
        return Kind.NAME
    return Kind.PLAIN


def words(text: str) -> list[str]:
    """The words of `text` in order, after NFKC, in the case they have.

    >>> words('Shares of "Acme" fell 3.5%, to $1,250.')
    ['Shares', 'of', 'Acme', 'fell', '3.5', 'to', '1,250']
    """
    return _WORD.findall(text if text.isascii() else unicodedata.normalize("NFKC", text))


def hashes(found: list[str]) -> list[int]:
    """The 64-bit hash of each word, its `Kind` in the two lowest bits."""
    return list(map(_hashes.__getitem__, found))


def normalised(found: list[str]) -> str:
    """The words joined so that case, spacing, quotes and punctuation no longer matter.

    >>> normalised(words('“The U.S. paid $1,500”')) == normalised(words('the u.s. PAID   $1.500'))
    True
    """
    return _INSIDE_FIGURE.sub(" ", " ".join(found).casefold())
