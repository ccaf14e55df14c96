"""What is remembered of a text: its hash, a bottom-k sketch of its shingles, and its facts in their places."""

import hashlib
import struct
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from streams.dedup import words as w

SHORT_WORDS: Final = 20
"""Below this many words a text is judged by the rule for flashes, and its headline belongs to it."""

_SHINGLE: Final = 3
_SHINGLE_LETTERS: Final = 5
_FIGURES: Final = 16
_NAMES: Final = 8
_VERSION: Final = 1
_HEAD: Final = struct.Struct("<B32sIIBBB")

_U64 = np.uint64
Hashes = NDArray[np.uint64]

# Odd constants of a multiply-and-add hash over neighbouring words (splitmix64's increment and finalisers).
_MIX = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], dtype=_U64
)
_EDGE, _FIGURE_HERE, _NAME_HERE = (_U64(0x1B873593CC9E2D51), _U64(0x2545F4914F6CDD1D), _U64(0x5851F42D4C957F2D))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text as the judge sees it.

    `content_hash` is the sha256 of the normalised title, summary and body. `sketch` holds the smallest of the text's
    32-bit shingle hashes, ascending, as little-endian bytes: all of them when there are few. `shingles` counts the
    distinct shingles, `words` the words of the text that was sketched. `figures` and `names` hold facts: 16 bits of
    the words around a fact, then 16 bits of the fact itself, ascending, little-endian.
    """

    content_hash: bytes
    words: int
    shingles: int
    sketch: bytes
    figures: bytes
    names: bytes

    @property
    def short(self) -> bool:
        """A headline or a flash: judged by rule."""
        return self.words < SHORT_WORDS

    def to_bytes(self) -> bytes:
        """Compact and versioned; `from_bytes` reads it back."""
        counts = (len(self.sketch) // 4, len(self.figures) // 4, len(self.names) // 4)
        head = _HEAD.pack(_VERSION, self.content_hash, self.words, self.shingles, *counts)
        return head + self.sketch + self.figures + self.names

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises ValueError for another version or a wrong length."""
        if len(data) < _HEAD.size or data[0] != _VERSION:
            raise ValueError("not a fingerprint of this version")
        _, content_hash, words, shingles, sketch, figures, names = _HEAD.unpack_from(data)
        a = _HEAD.size + 4 * sketch
        b = a + 4 * figures
        if len(data) != b + 4 * names:
            raise ValueError("a fingerprint of the wrong length")
        return cls(content_hash, words, shingles, data[_HEAD.size : a], data[a:b], data[b:])


def fingerprint(title: str | None, summary: str | None, body: str) -> Fingerprint:
    """Fingerprint an article, its inner repeats already cut.

    The body alone is sketched, so that another headline over the same text changes nothing; a text too short to be
    told from others without its headline is sketched with title and summary.
    """
    found = w.words(body)
    top = w.words(title or "") + w.words(summary or "")
    whole = w.normalised(top + found).encode()
    hashed = np.array(w.hashes(found), dtype=_U64)
    if _length(hashed) < SHORT_WORDS:
        hashed = np.array(w.hashes(top + found), dtype=_U64)
    size = _shingle_size(hashed)
    shingles = _shingles(hashed & ~_U64(w.KIND_MASK), size)
    figures, names = _facts(hashed, size)
    return Fingerprint(
        content_hash=hashlib.sha256(whole).digest(),
        words=_length(hashed),
        shingles=len(shingles),
        sketch=shingles[: _sketch_size(len(shingles))].tobytes(),
        figures=figures[:_FIGURES].tobytes(),
        names=names[:_NAMES].tobytes(),
    )


def _letters(hashed: Hashes) -> int:
    return int(np.count_nonzero((hashed & _U64(w.KIND_MASK)) == w.Kind.LETTER))


def _length(hashed: Hashes) -> int:
    """Words; two letters of a script without spaces make about one."""
    return len(hashed) - _letters(hashed) // 2


def _shingle_size(hashed: Hashes) -> int:
    return _SHINGLE_LETTERS if 2 * _letters(hashed) > len(hashed) else _SHINGLE


def _sketch_size(shingles: int) -> int:
    return max(56, min(128, shingles // 5))


def _shingles(plain: Hashes, size: int) -> NDArray[np.uint32]:
    """The distinct hashes of `size` words in a row, ascending; a text shorter than that is one shingle."""
    if not len(plain):
        return np.empty(0, dtype="<u4")
    if len(plain) < size:
        plain = np.concatenate([plain, np.full(size - len(plain), _EDGE)])
    count = len(plain) - size + 1
    mixed = plain[:count] * _MIX[0]
    for place in range(1, size):
        mixed = mixed + plain[place : place + count] * _MIX[place]
    return np.unique(_high32(mixed))


def _facts(hashed: Hashes, size: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Figures and names, each with the words around it, ascending.

    A run of capitalised words is one name. What surrounds a fact are the `size - 1` words before it and the one after,
    other facts among them blanked: in texts on one template the same surroundings hold other facts.
    """
    kinds = (hashed & _U64(w.KIND_MASK)).astype(np.uint8)
    is_name = kinds == w.Kind.NAME
    starts = np.flatnonzero(~(is_name & np.concatenate([[False], is_name[:-1]])))
    if not len(starts):
        return np.empty(0, dtype="<u4"), np.empty(0, dtype="<u4")
    value = _high32(np.add.reduceat(hashed, starts) * _MIX[0])
    figure, name = kinds[starts] == w.Kind.FIGURE, is_name[starts]
    blanked = np.where(figure, _FIGURE_HERE, np.where(name, _NAME_HERE, hashed[starts] & ~_U64(w.KIND_MASK)))
    padded = np.concatenate([np.full(size - 1, _EDGE), blanked, [_EDGE]])
    around = padded[size:] * _MIX[4]
    for place in range(size - 1):
        around = around + padded[place : place + len(starts)] * _MIX[place]
    slot = _high32(around) & np.uint32(0xFFFF0000)
    fact = slot | (value >> np.uint32(16))
    return np.unique(fact[figure]), np.unique(fact[name])


def _high32(mixed: Hashes) -> NDArray[np.uint32]:
    """The upper half of a finalised 64-bit hash, little-endian whatever the machine."""
    mixed = mixed ^ (mixed >> _U64(31))
    mixed = mixed * _MIX[1]
    return ((mixed ^ (mixed >> _U64(29))) >> _U64(32)).astype("<u4")
