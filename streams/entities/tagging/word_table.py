"""The distinct words met so far, each worked out once."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging.labels import WIDTH
from streams.entities.tagging.lexicon import Lexicon
from streams.entities.tagging.weights import Weights, rows
from streams.entities.tagging.word_features import CODES, PAD, Word, describe

OFFSETS = (0, -1, 1, -2, 2)
"""The place of a word, seen from the token that its features speak for; its reach goes by the distance."""
LIMIT = 200_000
"""Words kept. News has no end of new ones; when the table is full it starts anew."""
LETTERS = 8_000_000
"""Code points of the words kept: a word may be as long as an article."""
BATCH = 1024
"""Words whose scores are summed at once."""


def place_rows(word: Word, offset: int) -> NDArray[np.int64]:
    """The rows of the features that `word` has for the token from which it is `offset` places away."""
    return rows(word.features[: word.reach[abs(offset)]], np.array([offset + 3], dtype=np.uint64))


class WordTable:
    """Numbers the words, and holds their codes and, given weights, the scores that they add at each of the OFFSETS."""

    def __init__(self, lexicon: Lexicon, weights: Weights | None = None) -> None:
        self.lexicon = lexicon
        self._weights = weights
        self._clear()

    def _clear(self) -> None:
        self._ids: dict[str, int] = {}
        self._letters = 0
        self.words: list[Word] = []
        self.codes = np.zeros((4096, CODES), dtype=np.uint64)
        self.scores = np.zeros((4096 if self._weights else 0, len(OFFSETS), WIDTH), dtype=np.float32)
        self._add([PAD])

    def ids(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The numbers of `words`; new ones are added."""
        try:
            return np.fromiter(map(self._ids.__getitem__, words), dtype=np.int64, count=len(words))
        except KeyError:
            self._add(dict.fromkeys(word for word in words if word not in self._ids))
            return self.ids(words)

    def make_room(self) -> None:
        """Forget all words if too many are known. Only between articles: numbers given before lose their meaning."""
        if len(self._ids) > LIMIT or self._letters > LETTERS:
            self._clear()

    def _add(self, new: Iterable[str]) -> None:
        keys = list(new)
        for at in range(0, len(keys), BATCH):
            self._describe(keys[at : at + BATCH])

    def _describe(self, keys: list[str]) -> None:
        words = [describe(key, self.lexicon) for key in keys]
        first = len(self._ids)
        while first + len(keys) > len(self.codes):
            self._grow()
        self._ids.update(zip(keys, range(first, first + len(keys)), strict=True))
        self._letters += sum(map(len, keys))
        self.codes[first : first + len(keys)] = np.array([word.codes for word in words], dtype=np.uint64)
        if self._weights is None:
            self.words += words
        else:
            self.scores[first : first + len(keys)] = _scores(words, self._weights)

    def _grow(self) -> None:
        self.codes = np.concatenate([self.codes, np.zeros_like(self.codes)])
        self.scores = np.concatenate([self.scores, np.zeros_like(self.scores)])


def _scores(words: Sequence[Word], weights: Weights) -> NDArray[np.float32]:
    """Scores [words, OFFSETS, WIDTH] that each word adds to those of the token at each place."""
    sums = np.stack([_sums(words, offset, weights) for offset in OFFSETS], axis=1)
    return sums.astype(np.float32) * np.float32(weights.scale)


def _sums(words: Sequence[Word], offset: int, weights: Weights) -> NDArray[np.int32]:
    found = [word.features[: word.reach[abs(offset)]] for word in words]
    starts = np.cumsum([0, *map(len, found[:-1])])
    places = rows(np.concatenate(found), np.array([offset + 3], dtype=np.uint64))
    sums: NDArray[np.int32] = np.add.reduceat(weights.table[places], starts, axis=0, dtype=np.int32)
    return sums
