"""Sentences in capitals, and headlines In The Case Of Titles: their words are read as they are written elsewhere."""

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging import word_features as w
from streams.entities.tagging.lexicon import Lexicon
from streams.entities.tagging.word_table import WordTable

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
    recastable = (capitals | titles)[sentence]
    chosen = np.flatnonzero(recastable & (flags & w.ALPHA).astype(np.bool_))
    if not len(chosen):
        return ids
    ids = ids.copy()
    elsewhere = _written_elsewhere(words, ~recastable, sentence)
    in_capitals = capitals[sentence[chosen]].tolist()
    keys = [_key(words[i], c, elsewhere, table.lexicon) for i, c in zip(chosen.tolist(), in_capitals, strict=True)]
    ids[chosen] = table.ids(keys)
    return ids


def _written_elsewhere(words: list[str], plain: NDArray[np.bool_], sentence: NDArray[np.int64]) -> set[str]:
    """The words inside sentences in plain case. First words are left out: their capital says nothing."""
    inside = plain.copy()
    inside[1:] &= sentence[1:] == sentence[:-1]
    inside[:1] = False
    return {words[i] for i in np.flatnonzero(inside).tolist()}


def _key(word: str, in_capitals: bool, elsewhere: set[str], lexicon: Lexicon) -> str:
    """A word as it stands in the rest of the article, else as it is mostly written.

    A word in a headline keeps capitals inside it, since they are its own (NATO, McDonald).
    """
    if not in_capitals and not (word[0].isupper() and word[1:].islower()):
        return word
    lower = word.lower()
    if lower not in elsewhere:
        for form in (word[:1].upper() + lower[1:], word.upper()):
            if form in elsewhere:
                return w.RECAST + form
    return w.RECAST + lexicon.usual_form(word)


def _count(flags: NDArray[np.uint64], bit: int, first: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.add.reduceat((flags & bit).astype(np.bool_).astype(np.int64), first)
