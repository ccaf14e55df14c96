"""Shingles and facts of a text: words in a row, and figures and names in their places, as 32-bit hashes."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.dedup.words import FIGURE, NAME, Hashes, Places, Words

Packed = NDArray[np.uint32]

_U64 = np.uint64
_WORDS: Final = 3
_LETTERS: Final = 5
_OPENING: Final = 38
_LEAD: Final = 3

# Odd constants of a multiply-and-add hash over neighbours (splitmix64's increment and finalisers, and others' like it).
_MIX: Final = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], dtype=_U64
)
_EDGE, _FIGURE, _NAME = _U64(0x1B873593CC9E2D51), _U64(0x2545F4914F6CDD1D), _U64(0x5851F42D4C957F2D)
_NONE: Final = np.empty(0, dtype="<u4")


def size_of_shingles(words: Words) -> int:
    """Three words, or five letters of a script without spaces."""
    return _LETTERS if 2 * words.unspaced > len(words.hashes) else _WORDS


def shingles(words: Words, size: int) -> tuple[Packed, Packed]:
    """The distinct hashes of `size` words in a row, and those that the text begins with; both ascending.

    A text shorter than a shingle is one shingle.
    """
    hashes = words.hashes
    if not len(hashes):
        return _NONE, _NONE
    if len(hashes) < size:
        hashes = np.concatenate([hashes, np.full(size - len(hashes), _EDGE)])
    count = len(hashes) - size + 1
    mixed: Hashes = hashes[:count] * _MIX[0]
    for place in range(1, size):
        mixed += hashes[place : place + count] * _MIX[place]
    found = _high32(mixed)
    return _distinct(found.copy()), _distinct(found[:_OPENING])


class Facts(NamedTuple):
    """The figures and names of a text.

    `figures` and `names`: 16 bits of the words around each, then 16 bits of the fact itself; distinct, ascending.
    `lead` are the first capitalised words, `total` counts the facts, a sentence's first capital left out.
    """

    figures: Packed
    names: Packed
    lead: Packed
    total: int


def facts(words: Words, size: int) -> Facts:
    """Find the facts of a text.

    A run of capitalised words is one name. What surrounds a fact are the `size - 1` words before it and the one after,
    other facts among them blanked: in texts on one template the same surroundings hold other facts.
    """
    starts = _runs(words.kinds)
    kinds = words.kinds[starts]
    places = ((kinds & 1) == 0).nonzero()[0]
    if not len(places):
        return Facts(_NONE, _NONE, _NONE, 0)
    is_figure = kinds[places] == FIGURE
    around = np.full(len(starts) + size, _EDGE)
    around[size - 1 : -1] = words.hashes[starts]
    around[places + (size - 1)] = np.where(is_figure, _FIGURE, _NAME)
    mixed: Hashes = around[places + size] * _MIX[size - 1]
    for place in range(size - 1):
        mixed += around[places + place] * _MIX[place]
    first = words.hashes[(words.kinds == NAME).nonzero()[0][:_LEAD]]
    values = np.add.reduceat(words.hashes, starts)[places]
    found = (_high32(mixed) & np.uint32(0xFFFF0000)) | (_high32(values) >> np.uint32(16))
    total = len(places) - np.count_nonzero(words.initial[starts[places]] & ~is_figure)
    return Facts(_distinct(found[is_figure]), _distinct(found[~is_figure]), _high32(first), int(total))


def _runs(kinds: NDArray[np.uint8]) -> Places:
    """Where words begin, each run of names taken as one."""
    name = kinds == NAME
    stays = np.ones(len(kinds), dtype=bool)
    np.logical_and(name[1:], name[:-1], out=stays[1:])
    np.logical_not(stays[1:], out=stays[1:])
    return stays.nonzero()[0]


def _distinct(values: Packed) -> Packed:
    """Ascending and without doubles; quicker than np.unique for a few hundred values."""
    values.sort()
    keep = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=keep[1:])
    return values[keep]


def _high32(mixed: Hashes) -> Packed:
    """The upper half of a finalised 64-bit hash, little-endian whatever the machine."""
    mixed = mixed ^ (mixed >> _U64(31))
    mixed *= _MIX[1]
    mixed ^= mixed >> _U64(29)
    mixed >>= _U64(32)
    return mixed.astype("<u4")
