"""The words of a text as 64-bit hashes, in any script, without a Python object for each of them."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.dedup import characters as ch
from streams.dedup.normal import compatible
from streams.tables import Tables

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_U64 = np.uint64
_BASE: Final = 0x9E3779B97F4A7C15
_BASE_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_SPACE, _MINUS = ord(" "), ord("-")


class WordKind(IntEnum):
    """What a word is; facts are even. A name is a capitalised word that is no function word."""

    PLAIN = 1
    FIGURE = 2
    LETTER = 3
    NAME = 4


# The same for numpy, which is five times slower with an enumeration's members.
FIGURE: Final = np.uint8(WordKind.FIGURE)
NAME: Final = np.uint8(WordKind.NAME)
LETTER: Final = np.uint8(WordKind.LETTER)


@dataclass(frozen=True, slots=True)
class Words:
    """In order: the `hashes` of the casefolded words, the `kinds` of the words, their `starts` in the text read, and
    which of them are `initial`, at the beginning of a sentence or line.

    `text` is the normalised text as UTF-8: the words' casefolded characters with one space wherever anything else stood
    between them, so that case, spacing, quotes and punctuation no longer matter.
    """

    hashes: Hashes
    kinds: NDArray[np.uint8]
    starts: Places
    initial: NDArray[np.bool_]
    text: bytes

    def __getitem__(self, part: slice) -> "Words":
        """Some of the words, with the whole of the text."""
        return Words(self.hashes[part], self.kinds[part], self.starts[part], self.initial[part], self.text)

    @property
    def unspaced(self) -> int:
        """How many of them are letters of a script without spaces."""
        return 0 if self.text.isascii() else int(np.count_nonzero(self.kinds == LETTER))


class _Characters(NamedTuple):
    """One entry for each character: classes and hashes (see `characters`), and the folded characters."""

    classes: NDArray[np.uint8]
    hashes: Hashes
    folded: NDArray[np.uint8] | NDArray[np.uint32]


def prepare(text: str) -> str:
    """NFKC, and characters that casefold to several replaced by those."""
    if text.isascii():
        return text
    text = compatible(text)
    return text.translate(ch.expansions()) if (ch.characters().classes[_codes(text)] & ch.LONGER).any() else text


def read(text: str) -> Words:
    """Read the words of a prepared text.

    >>> read('"The U.S. paid $1,500"').text
    b'the u s paid 1 500'
    """
    chars = _characters(f"\n{text}\n")
    sorts = _sorts(chars)
    change = (sorts[1:] != sorts[:-1]).nonzero()[0] + 1
    starts, ends = change[sorts[change] > 0], change[sorts[change - 1] > 0]
    if not text.isascii():
        starts, ends = _one_by_one(sorts, starts, ends)
    hashes = _hashes(chars.hashes, starts, ends)
    kinds = sorts[starts]
    kinds[_named(hashes, chars.classes[starts])] = NAME
    initial = ((chars.classes[starts - 1] | chars.classes[starts - 2]) & ch.END) > 0
    return Words(hashes, kinds, starts - 1, initial, _normalised(chars.folded, sorts))


def _characters(text: str) -> _Characters:
    if not text.isascii():
        codes = _codes(text)
        tables = ch.characters()
        return _Characters(tables.classes[codes], tables.hashes[codes], tables.folded[codes])
    data, ascii_tables = text.encode(), ch.ascii_characters()
    classes = np.frombuffer(data.translate(ascii_tables.classes), dtype=np.uint8)
    folded = np.frombuffer(bytearray(data.translate(ascii_tables.folded)), dtype=np.uint8)
    return _Characters(classes, ascii_tables.hashes[np.frombuffer(data, dtype=np.uint8)], folded)


def _codes(text: str) -> NDArray[np.uint32]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return codes * (codes < ch.TOP)


def _sorts(chars: _Characters) -> NDArray[np.uint8]:
    """For each character the sort of word it is in, or 0. What joins or signs a figure becomes part of it."""
    sorts = chars.classes & np.uint8(ch.SORT)
    marks = ((chars.classes & (ch.JOINT | ch.SIGN)) > 0).nonzero()[0]
    before, after = sorts[marks - 1], sorts[marks + 1] == ch.DIGIT
    classes = chars.classes[marks]
    joints = after & (before == ch.DIGIT) & ((classes & ch.JOINT) > 0)
    signs = after & (before == 0) & ((classes & ch.SIGN) > 0) & ((chars.classes[marks - 1] & ch.JOINT) == 0)
    parts = marks[joints | signs]
    sorts[parts] = ch.DIGIT
    chars.folded[marks[signs]] = _MINUS
    chars.hashes[parts] = np.where(signs[joints | signs], _U64(_BASE), _U64(0))
    return sorts


def _one_by_one(sorts: NDArray[np.uint8], starts: Places, ends: Places) -> tuple[Places, Places]:
    """Part the runs of letters without spaces."""
    alone = np.flatnonzero(sorts == ch.UNSPACED)
    if not len(alone):
        return starts, ends
    return np.union1d(starts, alone), np.union1d(ends, alone + 1)


def _hashes(chars: Hashes, starts: Places, ends: Places) -> Hashes:
    """A polynomial over each word's characters modulo 2**64, by one running sum over the text."""
    powers, inverses = _powers(len(chars) + 1)
    running = np.empty(len(chars) + 1, dtype=_U64)
    running[0] = 0
    np.cumsum(chars * powers[:-1], out=running[1:])
    hashes: Hashes = (running[ends] - running[starts]) * inverses[starts]
    hashes ^= hashes >> _U64(32)
    hashes *= _U64(_BASE)
    return hashes


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


def _named(hashes: Hashes, classes: NDArray[np.uint8]) -> Places:
    """Which words are names."""
    capitalised = ((classes & ch.UPPER) > 0).nonzero()[0]
    found, known = hashes[capitalised], _function_words()
    named: Places = capitalised[known[np.searchsorted(known, found)] != found]
    return named


@cache
def _function_words() -> Hashes:
    text = " ".join(Tables("streams.dedup").words("function_words.txt"))
    gaps = np.flatnonzero(np.frombuffer(text.encode(), dtype=np.uint8) == _SPACE)
    chars = _characters(text)
    hashes = _hashes(chars.hashes, np.concatenate([[0], gaps + 1]), np.concatenate([gaps, [len(text)]]))
    return np.sort(np.append(hashes, _U64(0xFFFFFFFFFFFFFFFF)))


def _normalised(folded: NDArray[np.uint8] | NDArray[np.uint32], sorts: NDArray[np.uint8]) -> bytes:
    kept = folded[1:][(sorts[1:] | sorts[:-1]) > 0]
    if kept.dtype == np.uint8:
        return kept.tobytes().rstrip()
    return kept.tobytes().decode("utf-32-le", "surrogatepass").rstrip().encode("utf-8", "surrogatepass")
