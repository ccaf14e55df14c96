"""Sentences in capitals, and headlines In The Case Of Titles: their words are read as they are written elsewhere."""

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging import words as w
from streams.entities.tagging.table import WordTable

FEWEST = 3
"""Words of more than one letter that a sentence must have to be judged."""


def recast(
    words: list[str], ids: NDArray[np.int64], sentence: NDArray[np.int64], table: WordTable
) -> NDArray[np.int64]:
    """The numbers of the words, with those in sentences without a case of their own exchanged for recast ones."""
    if not len(ids):
        return ids
    flags = table.codes[ids, w.FLAGS]
    first = np.flatnonzero(np.diff(sentence, prepend=-1))
    letters, upper, lower = (_count(flags, bit, first) for bit in (w.ALPHA, w.UPPER_CASE, w.LOWER_CASE))
    capitals = (letters >= FEWEST) & (upper >= 0.6 * letters) & (lower <= 0.2 * letters)
    titles = (letters >= FEWEST) & ~capitals & (letters - lower >= 0.65 * letters)
    chosen = np.flatnonzero((capitals | titles)[sentence] & (flags & w.ALPHA).astype(np.bool_))
    if not len(chosen):
        return ids
    ids = ids.copy()
    in_capitals = capitals[sentence[chosen]].tolist()
    ids[chosen] = table.ids([_key(words[i], c, table) for i, c in zip(chosen.tolist(), in_capitals, strict=True)])
    return ids


def _key(word: str, in_capitals: bool, table: WordTable) -> str:
    """A word in a headline keeps capitals inside it, since they are its own (NATO, McDonald)."""
    if in_capitals or (word[0].isupper() and word[1:].islower()):
        return w.RECAST + table.lexicon.usual_form(word)
    return word


def _count(flags: NDArray[np.uint64], bit: int, first: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.add.reduceat((flags & bit).astype(np.bool_).astype(np.int64), first)
