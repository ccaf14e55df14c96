"""The distinct words met so far, each worked out once."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging.labels import WIDTH
from streams.entities.tagging.lexicon import Lexicon
from streams.entities.tagging.weights import Weights, rows
from streams.entities.tagging.words import CODES, PAD, Word, describe

OFFSETS = (0, -1, 1, -2, 2)
"""The place of a word, seen from the token that its features speak for; its reach goes by the distance."""
LIMIT = 200_000
"""Words kept. News has no end of new ones; when the table is full it starts anew."""


def place_rows(word: Word, offset: int) -> NDArray[np.int64]:
    """The rows of the features that ``word`` has for the token from which it is ``offset`` places away."""
    return rows(word.features[: word.reach[abs(offset)]], np.array([offset + 3], dtype=np.uint64))


class WordTable:
    """Numbers the words, and holds their codes and, given weights, the scores that they add at each of the OFFSETS."""

    def __init__(self, lexicon: Lexicon, weights: Weights | None = None) -> None:
        self.lexicon = lexicon
        self._weights = weights
        self._clear()

    def _clear(self) -> None:
        self._ids: dict[str, int] = {}
        self.words: list[Word] = []
        self.codes = np.zeros((4096, CODES), dtype=np.uint64)
        self.scores = np.zeros((4096 if self._weights else 0, len(OFFSETS), WIDTH), dtype=np.float32)
        self._add([PAD])

    def ids(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The numbers of ``words``; new ones are added."""
        try:
            return np.fromiter(map(self._ids.__getitem__, words), dtype=np.int64, count=len(words))
        except KeyError:
            self._add(dict.fromkeys(word for word in words if word not in self._ids))
            return self.ids(words)

    def make_room(self) -> None:
        """Forget all words if too many are known. Only between articles: numbers given before lose their meaning."""
        if len(self._ids) > LIMIT:
            self._clear()

    def _add(self, new: Iterable[str]) -> None:
        for key in new:
            word = describe(key, self.lexicon)
            number = len(self._ids)
            if number == len(self.codes):
                self._grow()
            self._ids[key] = number
            self.codes[number] = word.codes
            if self._weights is None:
                self.words.append(word)
            else:
                self.scores[number] = _scores(word, self._weights)

    def _grow(self) -> None:
        self.codes = np.concatenate([self.codes, np.zeros_like(self.codes)])
        self.scores = np.concatenate([self.scores, np.zeros_like(self.scores)])


def _scores(word: Word, weights: Weights) -> NDArray[np.float32]:
    """Scores [OFFSETS, WIDTH] that ``word`` adds to those of the token at each place."""
    sums = [weights.table[place_rows(word, offset)].sum(axis=0, dtype=np.int32) for offset in OFFSETS]
    return np.stack(sums).astype(np.float32) * np.float32(weights.scale)
