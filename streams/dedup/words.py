"""The words of a text as 64-bit hashes, in any script, without a Python object for each of them."""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from streams.dedup import letters as l
from streams.dedup.tables import read_table

Hashes = NDArray[np.uint64]

KIND_MASK: Final = 3
"""The bits of a word's hash that hold its `Kind`."""

_U64 = np.uint64
_BASE: Final = 0x9E3779B97F4A7C15
_BASE_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_LETTERS_OF_A_WORD, _FIGURE, _UNSPACED = 1, 2, 3


class Kind(IntEnum):
    """What the two lowest bits of a word's hash say. A name is a capitalised word that is no function word."""

    PLAIN = 0
    FIGURE = 1
    NAME = 2
    LETTER = 3


@dataclass(frozen=True, slots=True)
class Words:
    """`hashes` of the casefolded words in order, `starts` in code points of the text read, `text` normalised."""

    hashes: Hashes
    starts: NDArray[np.int64]
    text: str


def prepare(text: str) -> str:
    """NFKC, and characters that casefold to several replaced by those."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    codes = _codes(text)
    return text.translate(l.expansions()) if (l.letters().classes[codes] & l.LONGER).any() else text


def read(text: str) -> Words:
    """Read the words of a prepared text.

    The normalised text is the words' casefolded characters, one space where anything else stood between them: case,
    spacing, quotes and punctuation no longer matter.

    >>> read('“The U.S. paid $1,500”').text
    'the u s paid 1 500'
    """
    codes = _codes(text)
    classes = l.letters().classes[codes]
    folded = l.letters().folded[codes]
    kinds = _kinds(classes)
    if not kinds.any():
        return Words(np.empty(0, dtype=_U64), np.empty(0, dtype=np.int64), "")
    starts, ends = _bounds(kinds)
    joints = (kinds == _FIGURE) & ((classes & l.DIGIT) == 0)
    signs = joints & ((classes & l.SIGN) > 0) & _at(starts, len(kinds))
    folded[joints] = ord(" ")
    folded[signs] = ord("-")
    hashes = _hashes(folded, starts, ends)
    return Words(hashes | _word_kinds(hashes, kinds[starts], classes[starts]), starts, _normalised(folded, kinds))


def _codes(text: str) -> NDArray[np.uint32]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return codes if text.isascii() else np.minimum(codes, l.TOP - 1) * (codes < l.TOP)


def _kinds(classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """For each character: 0, or which sort of word it is in."""
    kinds = _sorts()[classes]
    digit = kinds == _FIGURE
    if len(kinds) > 1 and digit.any():
        joint = (classes & l.JOINT) > 0
        kinds[1:-1][joint[1:-1] & digit[:-2] & digit[2:]] = _FIGURE
        signed = ((classes[:-1] & l.SIGN) > 0) & digit[1:]
        signed[1:] &= (kinds[:-2] == 0) & ~joint[:-2]
        kinds[:-1][signed] = _FIGURE
    return kinds


@cache
def _sorts() -> NDArray[np.uint8]:
    """The sort of word that a character alone makes, by its classes."""
    classes = np.arange(256)
    sorts = np.select(
        [(classes & bit) > 0 for bit in (l.LETTER, l.DIGIT, l.UNSPACED)], [_LETTERS_OF_A_WORD, _FIGURE, _UNSPACED]
    )
    return sorts.astype(np.uint8)


def _bounds(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    change = np.empty(len(kinds) + 1, dtype=bool)
    change[0] = change[-1] = True
    np.not_equal(kinds[1:], kinds[:-1], out=change[1:-1])
    alone = kinds == _UNSPACED
    inside = kinds > 0
    starts = np.flatnonzero(inside & (change[:-1] | alone))
    ends = np.flatnonzero(inside & (change[1:] | alone)) + 1
    return starts, ends


def _at(places: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    marks = np.zeros(size, dtype=bool)
    marks[places] = True
    return marks


def _hashes(folded: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Hashes:
    """A polynomial over each word's characters modulo 2**64, by one running sum over the text."""
    powers, inverses = _powers(len(folded))
    chars = folded.astype(_U64)
    chars *= _U64(0xBF58476D1CE4E5B9)
    chars ^= chars >> _U64(29)
    chars *= powers
    running = np.zeros(len(chars) + 1, dtype=_U64)
    np.cumsum(chars, out=running[1:])
    hashes = (running[ends] - running[starts]) * inverses[starts]
    hashes ^= hashes >> _U64(32)
    hashes *= _U64(0x94D049BB133111EB)
    hashes ^= hashes >> _U64(29)
    return hashes & ~_U64(KIND_MASK)


_tables: list[Hashes] = [np.ones(1, dtype=_U64), np.ones(1, dtype=_U64)]


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """The base and its inverse to the powers 0, 1, …; the tables grow with the longest text met."""
    if len(_tables[0]) < size:
        length = 1 << size.bit_length()
        _tables[:] = [_geometric(_BASE, length), _geometric(_BASE_INVERSE, length)]
    return _tables[0][:size], _tables[1]


def _geometric(base: int, length: int) -> Hashes:
    factors = np.full(length, base, dtype=_U64)
    factors[0] = 1
    return np.cumprod(factors, dtype=_U64)


def _word_kinds(hashes: Hashes, kinds: NDArray[np.uint8], classes: NDArray[np.uint8]) -> Hashes:
    name = (classes & l.UPPER) > 0
    capitalised = hashes[name]
    known = _function_words()
    at = np.minimum(np.searchsorted(known, capitalised), len(known) - 1)
    name[name] = known[at] != capitalised
    found = name * np.uint8(Kind.NAME)
    found[kinds == _FIGURE] = Kind.FIGURE
    found[kinds == _UNSPACED] = Kind.LETTER
    return found.astype(_U64)


@cache
def _function_words() -> Hashes:
    words = read_table("function_words.txt")
    codes = [_codes(word) for word in words]
    return np.sort(np.concatenate([_hashes(word, np.array([0]), np.array([len(word)])) for word in codes]))


def _normalised(folded: NDArray[np.uint32], kinds: NDArray[np.uint8]) -> str:
    inside = kinds > 0
    kept = inside.copy()
    kept[1:] |= inside[:-1]
    chars = folded.copy()
    chars[~inside] = ord(" ")
    return chars[kept].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass").rstrip(" ")
