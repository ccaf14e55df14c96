"""What is known of a word by itself: how it is usually written, what lists of names hold it, which words it is like."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Fields of `bits`: name, first bit, width. How each is filled is in training/lexicon.py.
FIELDS: dict[str, tuple[int, int]] = {
    "forename": (0, 2),  # 1 rare to 3 frequent
    "surname": (2, 2),
    "city": (4, 2),  # by population
    "country": (6, 1),
    "demonym": (7, 1),
    "region": (8, 1),  # states, provinces, counties
    "org_word": (9, 2),  # how often names of organisations hold it
    "org_head": (11, 1),  # they end in it: Bank, Ltd
    "company": (12, 1),  # is the whole name of a company
    "calendar": (13, 1),
    "lower": (14, 3),  # share written in lower case inside sentences: 0 unknown, 1 never to 5 always
    "form": (17, 2),  # usual form: 0 unknown, 1 lower, 2 Title, 3 UPPER
    "org_acronym": (19, 1),
    "title": (20, 1),  # stands before names of people: President, Mr.
}
LOWER, TITLE, UPPER = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in lower case, each with a row of facts; row 0 stands for every other word."""

    rows: dict[str, int]
    bits: NDArray[np.uint32]
    cluster_lower: NDArray[np.uint16]
    cluster_upper: NDArray[np.uint16]
    coarse: NDArray[np.uint8]

    @classmethod
    def load(cls, path: Path) -> "Lexicon":
        """The lexicon in the `.npz` file at `path`."""
        with np.load(path) as arrays:
            words = arrays["words"].tobytes().decode().split("\n")
            rows = dict(zip(words, range(1, len(words) + 1), strict=True))
            return cls(rows, arrays["bits"], arrays["cluster_lower"], arrays["cluster_upper"], arrays["coarse"])

    def save(self, path: Path) -> None:
        """Write what `load` reads."""
        np.savez_compressed(
            path,
            words=np.frombuffer("\n".join(self.rows).encode(), dtype=np.uint8),
            bits=self.bits,
            cluster_lower=self.cluster_lower,
            cluster_upper=self.cluster_upper,
            coarse=self.coarse,
        )

    def facts(self, lower: str, capital: bool) -> tuple[int, int, int]:
        """The bits, the fine and the coarse cluster of a word (0: none), given in lower case."""
        row = self.rows.get(lower, 0)
        fine, other = int(self.cluster_lower[row]), int(self.cluster_upper[row])
        if capital:
            fine, other = other, fine
        fine = fine or other
        return int(self.bits[row]), fine, int(self.coarse[fine])

    def usual_form(self, word: str) -> str:
        """`word` as it is mostly written inside sentences; words not known keep a capital."""
        lower = word.lower()
        form = field(int(self.bits[self.rows.get(lower, 0)]), "form")
        if form == LOWER:
            return lower
        return word.upper() if form == UPPER else word[:1].upper() + lower[1:]


def field(bits: int, name: str) -> int:
    """The value of one of the FIELDS in `bits`."""
    first, width = FIELDS[name]
    return bits >> first & (1 << width) - 1


def pack(**values: int) -> int:
    """Bits of the given FIELDS."""
    return sum(value << FIELDS[name][0] for name, value in values.items())


def empty(words: Sequence[str]) -> Lexicon:
    """A lexicon of `words` of which nothing is known."""
    size = len(words) + 1
    return Lexicon(
        dict(zip(words, range(1, size), strict=True)),
        np.zeros(size, np.uint32),
        np.zeros(size, np.uint16),
        np.zeros(size, np.uint16),
        np.zeros(1, np.uint8),
    )
