"""What is remembered of a text: its hash, a bottom-k sketch of its shingles, and its facts in their places."""

import hashlib
import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from streams.dedup import words as w
from streams.dedup.words import Hashes

SHORT_WORDS: Final = 20
"""Below this many words a text is judged by the rule for flashes, and its headline belongs to it."""

_SHINGLE: Final = 3
_SHINGLE_LETTERS: Final = 5
_FIGURES: Final = 16
_NAMES: Final = 8
_LEAD: Final = 3
_VERSION: Final = 1
_HEAD: Final = struct.Struct("<B32sIIBBBB")

_U64 = np.uint64
Packed = NDArray[np.uint32]

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
    distinct shingles, `words` the words of the body. `figures` and `names` hold facts: 16 bits of the words around a
    fact, then 16 bits of the fact itself, ascending; `lead` the first capitalised words, which say whom it is about.
    """

    content_hash: bytes
    words: int
    shingles: int
    sketch: bytes
    figures: bytes
    names: bytes
    lead: bytes

    @property
    def short(self) -> bool:
        """A headline or a flash: judged by rule."""
        return self.words < SHORT_WORDS

    @property
    def parts(self) -> tuple[bytes, bytes, bytes, bytes]:
        """What is compared: sketch, figures, names, lead; each of little-endian 32-bit values."""
        return self.sketch, self.figures, self.names, self.lead

    def to_bytes(self) -> bytes:
        """Compact and versioned; `from_bytes` reads it back."""
        counts = (len(part) // 4 for part in self.parts)
        return _HEAD.pack(_VERSION, self.content_hash, self.words, self.shingles, *counts) + b"".join(self.parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises ValueError for another version or a wrong length."""
        if len(data) < _HEAD.size or data[0] != _VERSION:
            raise ValueError("not a fingerprint of this version")
        _, content_hash, words, shingles, *counts = _HEAD.unpack_from(data)
        bounds = [_HEAD.size + 4 * sum(counts[:place]) for place in range(len(counts) + 1)]
        if len(data) != bounds[-1]:
            raise ValueError("a fingerprint of the wrong length")
        return cls(content_hash, words, shingles, *(data[start:end] for start, end in pairwise(bounds)))


def fingerprint(title: str | None, summary: str | None, body: str) -> Fingerprint:
    """Fingerprint an article, its inner repeats already cut.

    The body alone is sketched, so that another headline over the same text changes nothing; a text too short to be
    told from others without its headline is sketched with title and summary.
    """
    top = w.prepare(f"{title or ''}\n{summary or ''}\n")
    read = w.read(top + w.prepare(body))
    body_alone = read.hashes[np.searchsorted(read.starts, len(top)) :]
    words = _length(body_alone)
    hashed = read.hashes if words < SHORT_WORDS else body_alone
    kinds = (hashed & _U64(w.KIND_MASK)).astype(np.uint8)
    size = _SHINGLE_LETTERS if 2 * np.count_nonzero(kinds == w.Kind.LETTER) > len(kinds) else _SHINGLE
    plain = hashed & ~_U64(w.KIND_MASK)
    shingles = _shingles(plain, size)
    figures, names = _facts(plain, kinds, size)
    return Fingerprint(
        content_hash=hashlib.sha256(read.text.encode("utf-8", "surrogatepass")).digest(),
        words=words,
        shingles=len(shingles),
        sketch=shingles[: _sketch_size(len(shingles))].tobytes(),
        figures=figures[:_FIGURES].tobytes(),
        names=names[:_NAMES].tobytes(),
        lead=_high32(plain[kinds == w.Kind.NAME][:_LEAD]).tobytes(),
    )


def _length(hashed: Hashes) -> int:
    """Words; two letters of a script without spaces make about one."""
    letters = np.count_nonzero((hashed & _U64(w.KIND_MASK)) == w.Kind.LETTER)
    return len(hashed) - int(letters) // 2


def _sketch_size(shingles: int) -> int:
    return max(56, min(128, shingles // 5))


def _shingles(plain: Hashes, size: int) -> Packed:
    """The distinct hashes of `size` words in a row, ascending; a text shorter than that is one shingle."""
    if not len(plain):
        return np.empty(0, dtype="<u4")
    if len(plain) < size:
        plain = np.concatenate([plain, np.full(size - len(plain), _EDGE)])
    return _distinct(_high32(_in_a_row(plain, size)))


def _in_a_row(values: Hashes, size: int) -> Hashes:
    """One number for every `size` values in a row."""
    count = len(values) - size + 1
    mixed: Hashes = values[:count] * _MIX[0]
    for place in range(1, size):
        mixed += values[place : place + count] * _MIX[place]
    return mixed


def _facts(plain: Hashes, kinds: NDArray[np.uint8], size: int) -> tuple[Packed, Packed]:
    """Figures and names, each with the words around it, ascending.

    A run of capitalised words is one name. What surrounds a fact are the `size - 1` words before it and the one after,
    other facts among them blanked: in texts on one template the same surroundings hold other facts.
    """
    goes_on = kinds == w.Kind.NAME
    goes_on[1:] &= goes_on[:-1].copy()
    goes_on[:1] = False
    starts = np.flatnonzero(~goes_on)
    if not len(starts):
        return np.empty(0, dtype="<u4"), np.empty(0, dtype="<u4")
    kinds = kinds[starts]
    figures, names = np.flatnonzero(kinds == w.Kind.FIGURE), np.flatnonzero(kinds == w.Kind.NAME)
    around = np.full(len(starts) + size, _EDGE)
    around[size - 1 : -1] = plain[starts]
    around[figures + (size - 1)] = _FIGURE_HERE
    around[names + (size - 1)] = _NAME_HERE
    values = np.add.reduceat(plain, starts)
    return _in_place(figures, around, values, size), _in_place(names, around, values, size)


def _in_place(places: NDArray[np.int64], around: Hashes, values: Hashes, size: int) -> Packed:
    """Facts packed for the sketch: 16 bits of what surrounds each, then 16 bits of the fact."""
    mixed = around[places + size] * _MIX[size - 1]
    for place in range(size - 1):
        mixed += around[places + place] * _MIX[place]
    slots = _high32(mixed) & np.uint32(0xFFFF0000)
    return _distinct(slots | (_high32(values[places]) >> np.uint32(16)))


def _distinct(values: Packed) -> Packed:
    """Ascending and without doubles; quicker than np.unique for a few hundred values."""
    values = np.sort(values)
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
