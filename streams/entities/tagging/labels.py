"""The labels of tokens: outside, and begin, inside, end and single for each type."""

import numpy as np
from numpy.typing import NDArray

from streams.entities.mentions import TYPES

OUTSIDE = 0
LABELS = ("O", *(f"{part}-{kind}" for kind in TYPES for part in "BIES"))
COUNT = len(LABELS)
WIDTH = 16
"""Labels are padded to this many columns, so that a row of weights fills a whole cache line or half of one."""


def begin(kind: int) -> int:
    """The label of the first of several tokens of type number `kind`; I, E and S follow it."""
    return 1 + 4 * kind


def kind_of(labels: NDArray[np.int8]) -> NDArray[np.int8]:
    """The type of each label, counted from 1; 0 outside."""
    return ((labels + 3) // 4).astype(np.int8)


def allowed() -> NDArray[np.bool_]:
    """Whether the label of the column may follow that of the row."""
    matrix = np.zeros((COUNT, COUNT), dtype=np.bool_)
    for a, left in enumerate(LABELS):
        for b, right in enumerate(LABELS):
            if left[0] in "BI":
                matrix[a, b] = right[0] in "IE" and left[2:] == right[2:]
            else:
                matrix[a, b] = right[0] in "OBS"
    return matrix


def spans(labels: NDArray[np.int8]) -> list[tuple[int, int, int]]:
    """First token, last token and type number of every name in `labels`, which obey `allowed`."""
    part = (labels - 1) % 4
    named = labels > 0
    firsts = np.flatnonzero(named & ((part == 0) | (part == 3)))
    lasts = np.flatnonzero(named & (part >= 2))
    kinds = (labels[firsts] - 1) // 4
    return list(zip(firsts.tolist(), lasts.tolist(), kinds.tolist(), strict=True))
