"""An article as arrays: its tokens over all fields, their words, and the sentences that they stand in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging import word_features as w
from streams.entities.tagging.casing import recast
from streams.entities.tagging.tokens import tokenize
from streams.entities.tagging.word_table import WordTable

MARGIN = 2
"""Pads between sentences: as many as the places that features look away."""
LONGEST = 500
"""Tokens after which a sentence is cut, so that text without any stop is no harder than other text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The tokens of an article, fields one after the other.

    `field`, `starts` and `ends` give where each token stands, `glued` whether no space is before it.
    `padded` holds the numbers of the words with pads around each sentence, `position` the place of each token
    """

    field: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    glued: NDArray[np.bool_]
    sentence: NDArray[np.int64]
    padded: NDArray[np.int64]
    position: NDArray[np.int64]

    def blocks(self, tokens: int) -> "Iterator[Layout]":
        """Parts of at least so many tokens (and at most LONGEST more) that begin and end with sentences."""
        size, start = len(self.starts), 0
        while start < size:
            target = min(start + tokens, size)
            stop = int(np.searchsorted(self.sentence, self.sentence[target - 1], "right"))
            yield self._part(slice(start, stop))
            start = stop

    def _part(self, part: slice) -> "Layout":
        position = self.position[part]
        begin = int(position[0]) - MARGIN
        return Layout(
            self.field[part],
            self.starts[part],
            self.ends[part],
            self.glued[part],
            self.sentence[part],
            self.padded[begin : int(position[-1]) + MARGIN + 1],
            position - begin,
        )


def lay_out(fields: Mapping[str, str], table: WordTable) -> Layout:
    """The layout of an article."""
    texts = [tokenize(text) for text in fields.values()]
    words = [word for tokens in texts for word in tokens.words]
    field = np.repeat(np.arange(len(texts)), [len(tokens.words) for tokens in texts])
    starts = np.concatenate([np.zeros(0, np.int64), *(tokens.starts for tokens in texts)])
    ends = np.concatenate([np.zeros(0, np.int64), *(tokens.ends for tokens in texts)])
    breaks = np.concatenate([np.zeros(0, np.bool_), *(tokens.line_break for tokens in texts)])
    glued = np.zeros(len(words), dtype=np.bool_)
    same_field = field[1:] == field[:-1]
    glued[1:] = (starts[1:] == ends[:-1]) & same_field
    breaks[1:] |= ~same_field
    ids = table.ids(words)
    sentence = _sentences(table.codes[ids, w.FLAGS], glued, breaks)
    ids = recast(words, ids, sentence, table)
    position = np.arange(len(words)) + MARGIN * (sentence + 1)
    padded = np.zeros(len(words) + MARGIN * (int(sentence[-1]) + 2 if len(words) else 1), dtype=np.int64)
    padded[position] = ids
    return Layout(field, starts, ends, glued, sentence, padded, position)


def _sentences(flags: NDArray[np.uint64], glued: NDArray[np.bool_], breaks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The number of the sentence of each token. A stop ends one, with the quote or bracket that closes on it."""
    ends = (flags & w.ENDS_SENTENCE).astype(np.bool_)
    closes = (flags & w.CLOSES).astype(np.bool_) & glued
    lower = (flags & w.LOWER_CASE).astype(np.bool_)
    ends[1:] |= closes[1:] & ends[:-1]
    begins = breaks.copy()
    begins[1:] |= ends[:-1] & ~glued[1:] & ~lower[1:]
    if len(begins):
        begins[0] = False
    number = np.cumsum(begins)
    within = np.arange(len(begins)) - np.searchsorted(number, number)
    return np.cumsum(begins | ((within > 0) & (within % LONGEST == 0)))
