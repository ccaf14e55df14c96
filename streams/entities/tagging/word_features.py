"""Everything that is computed once for each distinct word: its features, and the codes that context combines."""

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from streams.entities.tagging.lexicon import FIELDS, Lexicon, field

RECAST = "\x01"
"""Put before a word whose capitals were recast, since its sentence had all capitals or those of a headline."""
PAD = ""
"""The word that stands before the first and after the last of a sentence."""

# What a word is for context: columns of Word.codes.
WORD, SHAPE, FINE, COARSE, LISTS, FLAGS = range(6)
CODES = 6

# Bits of the FLAGS column.
CAPITAL, ENDS_SENTENCE, CLOSES, JOINS, ALPHA, UPPER_CASE, LOWER_CASE = (1 << n for n in range(7))

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200c\u200d"))
_KINDS_OF_SIGN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "`": "'"})


@dataclass(frozen=True, slots=True)
class Word:
    """A distinct word.

    `features` are 64-bit hashes; the first `reach[2]` of them also count for tokens two places away, the first
    `reach[1]` for those beside it, all `reach[0]` for itself.
    """

    codes: tuple[int, ...]
    features: NDArray[np.uint64]
    reach: tuple[int, int, int]


def describe(key: str, lexicon: Lexicon) -> Word:
    """The features and codes of a word, or of one marked RECAST."""
    recast = key.startswith(RECAST)
    word = normalize("NFC", key[1:] if recast else key).translate(_INVISIBLE)
    lower = word.lower().translate(_KINDS_OF_SIGN)
    if lower[:1].isdigit():
        lower = _digits(lower)
    shape = ("~" if recast else "") + _shape(word)
    bits, fine, coarse = lexicon.facts(lower, word[:1].isupper())
    lists = bits & ~(3 << FIELDS["form"][0])
    two = [f"w{lower}", f"s{shape}", f"f{fine}", f"c{coarse}"]
    one = [f"3{lower[-3:]}", f"g{lists}", *_facts(bits)]
    none = [f"x{key}", f"2{lower[-2:]}", f"4{lower[-4:]}", f"p{lower[:2]}", f"q{lower[:3]}", f"r{lower[:4]}"]
    none += [f"u{shape}|{lists}", f"v{shape}|{fine}", f"y{shape}|{lower[-3:]}", f"z{shape}|{field(bits, 'lower')}"]
    hashes = np.array([xxh3_64_intdigest(feature.encode()) for feature in two + one + none], dtype=np.uint64)
    codes = (
        xxh3_64_intdigest(lower.encode()),
        xxh3_64_intdigest(shape.encode()),
        fine,
        coarse,
        lists,
        _flags(word, recast),
    )
    return Word(codes, hashes, (len(hashes), len(two) + len(one), len(two)))


@lru_cache(1 << 14)
def _facts(bits: int) -> tuple[str, ...]:
    """What the lists say of a word, each list by itself."""
    return tuple(f"{name}{value}" for name in FIELDS if (value := field(bits, name)))


def _digits(lower: str) -> str:
    """Numbers differ for features only in their length, years apart."""
    if lower.isdigit():
        return "year" if len(lower) == 4 and lower[:2] in {"18", "19", "20"} else "0" * min(len(lower), 5)
    return "".join("0" if sign.isdigit() else sign for sign in lower)[:6]


def _shape(word: str) -> str:
    """Xx, XX, x, X. and the like: letters and digits by kind, runs cut to one sign, other signs as they are."""
    if not word:
        return "#"
    if word.isalpha():
        if word.islower():
            return "x" if len(word) < 4 else "xx"
        if word.isupper():
            return ("X", "XX", "XXX")[min(len(word), 3) - 1] if len(word) < 6 else "XXXX"
        if word[0].isupper() and word[1:].islower():
            return "Xx" if len(word) > 2 else "Xy"
    kinds = ["X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word]
    return "".join(kind for i, kind in enumerate(kinds) if i == 0 or kind != kinds[i - 1])[:8]


def _flags(word: str, recast: bool) -> int:
    flags = 0
    if word[:1].isupper() or (recast and word[:1].isalpha() and not word.islower()):
        flags |= CAPITAL
    if word in {".", "!", "?", "...", "…"}:
        flags |= ENDS_SENTENCE
    if word in {'"', "”", "’", "'", ")", "]", "''"}:
        flags |= CLOSES
    if word in {"-", "&", "'", "’", "‘"}:
        flags |= JOINS
    if word.isalpha() and len(word) > 1:
        flags |= ALPHA | (UPPER_CASE if word.isupper() else 0) | (LOWER_CASE if word.islower() else 0)
    return flags
