"""What each character is to the reader of words: tables over code points, made once from Unicode's own properties."""

import unicodedata
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

LETTER: Final = 1
"""Part of a word: a letter or a mark on one, in a script with spaces between words."""
DIGIT: Final = 2
UNSPACED: Final = 4
"""A letter of a script written without spaces between words: a word of its own."""
UPPER: Final = 8
JOINT: Final = 16
"""Between two digits it belongs to the figure: 1,500.5  10:30  5-7/8."""
SIGN: Final = 32
LONGER: Final = 64
"""Casefolding makes several characters of it."""

TOP: Final = 0x40000
"""Code points from here on are no letters: tags, private use."""

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


class Letters(NamedTuple):
    """By code point below `TOP`: the classes above, or-ed, and the casefolded code point (digits become ASCII's)."""

    classes: NDArray[np.uint8]
    folded: NDArray[np.uint32]


@cache
def letters() -> Letters:
    """The tables."""
    classes = np.full(TOP, UNSPACED, dtype=np.uint8)
    folded = np.arange(TOP, dtype=np.uint32)
    for code in range(_HAN_PLANES):
        char = chr(code)
        classes[code] = _class(char)
        fold = char.casefold()
        if classes[code] & DIGIT:
            folded[code] = ord("0") + unicodedata.decimal(char)
        elif len(fold) == 1:
            folded[code] = ord(fold)
        else:
            classes[code] |= LONGER
    for first, last in _UNSPACED_RANGES:
        stretch = classes[first : last + 1]
        stretch[(stretch & LETTER) > 0] = UNSPACED
    return Letters(classes, folded)


def _class(char: str) -> int:
    if char in ".,:/-":
        return JOINT | (SIGN if char == "-" else 0)
    if char == "−":
        return SIGN
    category = unicodedata.category(char)
    if category == "Nd":
        return DIGIT
    if category[0] in "LM":
        return LETTER | (UPPER if category in ("Lu", "Lt") else 0)
    return 0


@cache
def expansions() -> dict[int, str]:
    """What `str.translate` needs to casefold the characters that become several."""
    longer = np.flatnonzero(letters().classes & LONGER).tolist()
    return {code: chr(code).casefold() for code in longer}
