"""What each character is to the reader of words: tables over code points, made once from Unicode's own properties."""

import unicodedata
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

LETTER: Final = 1
"""Part of a word: a letter or a mark on one, in a script with spaces between words."""
DIGIT: Final = 2
UNSPACED: Final = 3
"""A letter of a script written without spaces between words: a word of its own."""
SORT: Final = 3
"""The bits that hold one of the three above, or 0 for what is in no word."""
UPPER: Final = 4
JOINT: Final = 8
"""Between two digits it belongs to the figure: 1,500.5  10:30  5-7/8."""
SIGN: Final = 16
END: Final = 64
"""A capital after it is a sentence's, not a name's."""
LONGER: Final = 32
"""Casefolding makes several characters of it."""

TOP: Final = 0x40000
"""Code points from here on are no letters: tags, private use."""
_ENDS: Final = '.!?:;…\n\r>|•"“'
_ASCII: Final = 128
_SPACE: Final = ord(" ")

_HAN_PLANES: Final = 0x20000
_UNSPACED_RANGES: Final = (
    (0x0E00, 0x0FFF),  # Thai, Lao, Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x30FF),  # ideographic marks, kana
    (0x31F0, 0x31FF),  # kana extensions
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
)
# splitmix64's first finaliser constants, see Steele, Lea and Flood 2014.
_MIX: Final = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Characters(NamedTuple):
    """By code point: the classes above, or-ed; the casefolded character, a space for what is in no word; its hash."""

    classes: NDArray[np.uint8]
    folded: NDArray[np.uint32]
    hashes: NDArray[np.uint64]


class Ascii(NamedTuple):
    """The same for ASCII, as tables for `bytes.translate`, and the hashes."""

    classes: bytes
    folded: bytes
    hashes: NDArray[np.uint64]


@cache
def characters() -> Characters:
    """The tables up to `TOP`."""
    return _tables(TOP)


@cache
def ascii_characters() -> Ascii:
    """The tables for ASCII alone: most texts need no others."""
    classes, folded, hashes = _tables(_ASCII)
    rest = bytes(256 - _ASCII)
    return Ascii(classes.tobytes() + rest, folded.astype(np.uint8).tobytes() + rest, hashes)


@cache
def expansions() -> dict[int, str]:
    """What `str.translate` needs to casefold the characters that become several."""
    longer = np.flatnonzero(characters().classes & LONGER).tolist()
    return {code: chr(code).casefold() for code in longer}


def _tables(top: int) -> Characters:
    classes = np.full(top, UNSPACED, dtype=np.uint8)
    folded = np.arange(top, dtype="<u4")
    for code in range(min(top, _HAN_PLANES)):
        classes[code], folded[code] = _character(chr(code))
    for first, last in _UNSPACED_RANGES:
        stretch = classes[first : last + 1]
        stretch[(stretch & SORT) == LETTER] = UNSPACED
    hashes = (folded.astype(np.uint64) + np.uint64(1)) * _MIX[0]
    hashes ^= hashes >> np.uint64(27)
    hashes *= _MIX[1]
    return Characters(classes, folded, hashes ^ (hashes >> np.uint64(31)))


def _character(char: str) -> tuple[int, int]:
    """Its class, and what it is folded to."""
    category = unicodedata.category(char)
    if category == "Nd":
        return DIGIT, ord("0") + unicodedata.decimal(char)
    if category[0] not in "LM":
        return JOINT * (char in ".,:/-") | SIGN * (char in "-−") | END * (char in _ENDS), _SPACE
    upper = UPPER if category in ("Lu", "Lt") else 0
    fold = char.casefold()
    return (LETTER | upper, ord(fold)) if len(fold) == 1 else (LETTER | upper | LONGER, ord(char))
