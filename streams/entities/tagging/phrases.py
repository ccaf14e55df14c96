"""Names of several words that stand in lists: companies, public bodies, universities, clubs, places."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging import word_features as w
from streams.entities.tagging.layout import Layout
from streams.entities.tagging.word_table import WordTable

LISTS = ("company", "body", "university", "club", "place", "person")
LONGEST = 6
"""Words of the longest name that is looked up."""

_TURN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Hashes of the names, sorted, and the number of the list of each."""

    hashes: NDArray[np.uint32]
    lists: NDArray[np.uint8]

    @classmethod
    def load(cls, path: Path) -> "Phrases":
        """The names in the `.npz` file at `path`."""
        with np.load(path) as arrays:
            return cls(np.cumsum(arrays["gaps"], dtype=np.uint32), arrays["lists"])

    def save(self, path: Path) -> None:
        """Write what `load` reads."""
        np.savez_compressed(path, gaps=np.diff(self.hashes, prepend=np.uint32(0)), lists=self.lists)

    def codes(self, layout: Layout, table: WordTable) -> NDArray[np.uint64]:
        """For each place in `layout.padded`: 0, or a code of the list and of whether a name begins or goes on."""
        words = table.codes[layout.padded]
        found = np.zeros(len(layout.padded), dtype=np.uint64)
        capital = (words[:, w.FLAGS] & w.CAPITAL).astype(np.bool_)
        for length, start, kind in self._matches(words[:, w.WORD], np.flatnonzero(capital)):
            if not found[start : start + length].any():
                found[start] = 1 + 2 * kind
                found[start + 1 : start + length] = 2 + 2 * kind
        return found

    def _matches(self, words: NDArray[np.uint64], starts: NDArray[np.int64]) -> list[tuple[int, int, int]]:
        """Length, place and list of each name that begins at one of `starts`, longest first."""
        matches: list[tuple[int, int, int]] = []
        starts = starts[starts + LONGEST <= len(words)]
        running = words[starts]
        for length in range(2, LONGEST + 1):
            running = extend(running, words[starts + length - 1])
            hashes = shorten(running)
            at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
            hit = np.flatnonzero(self.hashes[at] == hashes)
            matches += zip([length] * len(hit), starts[hit].tolist(), self.lists[at[hit]].tolist(), strict=True)
        return matches[::-1]


def extend(hashes: NDArray[np.uint64], words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes of phrases when a word is added to each."""
    return (hashes ^ (hashes >> np.uint64(29))) * _TURN + words


def shorten(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Hashes as they are kept in lists."""
    return ((hashes * _TURN) >> np.uint64(32)).astype(np.uint32)
