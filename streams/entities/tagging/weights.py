"""The learned numbers of a tagger, and how features find theirs: by hashing into one table."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging.labels import COUNT, WIDTH

BITS = 21
"""The table has 2**BITS rows."""

_STEP, _MIX, _STIR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def rows(hashes: NDArray[np.uint64], salt: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The rows of features in the table. `salt` tells apart the places and templates in which a hash is used."""
    mixed = (hashes + salt * _STEP) * _MIX
    mixed ^= mixed >> np.uint64(31)
    mixed *= _STIR
    return (mixed >> np.uint64(64 - BITS)).astype(np.int64)


def about(path: Path) -> dict[str, str]:
    """What the ``.npz`` file at ``path`` says of itself, without the numbers."""
    with np.load(path) as arrays:
        told: dict[str, str] = json.loads(arrays["about"].tobytes())
        return told


def name_of(told: dict[str, str]) -> str:
    """The name of a model that says this of itself."""
    return f"newsmill-{told['version']}"


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear-chain conditional random field.

    `table` [2**BITS, WIDTH] and `scale`: a feature adds `table[row] * scale` to the scores of the labels.
    `transitions` [COUNT, COUNT] is the score of the column's label after the row's. `about` names the model.
    """

    table: NDArray[np.int8]
    scale: float
    transitions: NDArray[np.float32]
    about: dict[str, str]

    @classmethod
    def load(cls, path: Path) -> "Weights":
        """The weights in the `.npz` file at `path`."""
        with np.load(path) as arrays:
            table = np.zeros((1 << BITS, WIDTH), dtype=np.int8)
            table[np.cumsum(arrays["gaps"], dtype=np.int64), :COUNT] = arrays["rows"]
            return cls(
                table,
                float(arrays["scale"]),
                arrays["transitions"],
                json.loads(arrays["about"].tobytes()),
            )

    def save(self, path: Path) -> None:
        """Write what `load` reads: of the table only the rows that are not zero."""
        used = np.flatnonzero(self.table.any(axis=1))
        np.savez_compressed(
            path,
            gaps=np.diff(used, prepend=0).astype(np.uint16),
            rows=self.table[used, :COUNT],
            scale=np.float32(self.scale),
            transitions=self.transitions,
            about=np.frombuffer(json.dumps(self.about).encode(), dtype=np.uint8),
        )
