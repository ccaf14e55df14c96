"""The second pass: what the first said of the same words elsewhere in the article.

"Witkoff shares ..." leaves open what Witkoff is; "Steve Witkoff says ..." two lines above does not.
"""

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging.labels import COUNT, kind_of
from streams.entities.tagging.layout import Layout

ROWS = 1 << 15
"""Rows of the table of weights of the second pass."""

_KINDS = 4
_FACTORS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], dtype=np.uint64)


def document_rows(
    layout: Layout, words: NDArray[np.uint64], scores: NDArray[np.float32], labels: NDArray[np.int8]
) -> NDArray[np.int64]:
    """Rows [tokens, features] in the table of the second pass, from the ``labels`` and ``scores`` of the first.

    ``words`` are hashes of the words without their capitals.
    """
    elsewhere, part, number = _elsewhere(words, labels)
    sure = _sureness(scores, labels)
    own = labels.astype(np.int64)
    kind = kind_of(labels).astype(np.int64)
    first = np.diff(layout.sentence, prepend=-1).astype(np.bool_)
    last = np.append(first[1:], True)
    before, after = _shift(elsewhere * 5 + kind, first, 1), _shift(elsewhere * 5 + kind, last, -1)
    seen = elsewhere * 4 + number
    features = (
        (part, number, 0), (own, seen, 0), (own, sure, 0), (own, seen, sure), (seen, before, 0), (seen, after, 0),
        (own, _shift(own, first, 1), _shift(own, last, -1)), (seen, before, after), (part, own, 0),
    )  # fmt: skip
    mixed = np.zeros((len(features), len(labels)), dtype=np.uint64)
    for number_of, (row, parts) in enumerate(zip(mixed, features, strict=True), 1):
        row += np.uint64(number_of * 0x27D4EB2F)
        for factor, value in zip(_FACTORS, parts, strict=True):
            row += (np.asarray(value, dtype=np.int64).astype(np.uint64) + np.uint64(1)) * factor
            row ^= row >> np.uint64(15)
    return ((mixed * np.uint64(0x94D049BB133111EB)) >> np.uint64(64 - 15)).astype(np.int64).T


def _elsewhere(
    words: NDArray[np.uint64], labels: NDArray[np.int8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """For each token, from the other places of its word: usual kind + 1, usual label + 1, and how often (0-3)."""
    _, number = np.unique(words, return_inverse=True)
    size = int(number.max(initial=-1)) + 1
    own = labels.astype(np.int64)
    counts = np.bincount(number * COUNT + own, minlength=size * COUNT).reshape(size, COUNT)[number]
    counts[np.arange(len(own)), own] -= 1
    kinds = np.stack([counts[:, 0], *(counts[:, k : k + 4].sum(axis=1) for k in (1, 5, 9))], axis=1)
    times = counts.sum(axis=1)
    some = times > 0
    named = np.where(kinds[:, 1:].any(axis=1), kinds[:, 1:].argmax(axis=1) + 1, 0)
    mostly_outside = kinds[:, 0] > 2 * kinds[:, 1:].sum(axis=1)
    kind = np.where(mostly_outside, 0, named)
    label = np.where(kind > 0, counts[:, 1:].argmax(axis=1) + 1, 0)
    return np.where(some, kind + 1, 0), np.where(some, label + 1, 0), np.minimum(times, 3)


def _sureness(scores: NDArray[np.float32], labels: NDArray[np.int8]) -> NDArray[np.int64]:
    """How far the score of the label chosen is above the best of another kind, in five steps."""
    best = np.stack([scores[:, 0], *(scores[:, k : k + 4].max(axis=1) for k in (1, 5, 9))], axis=1)
    at = np.arange(len(labels))
    kind = kind_of(labels).astype(np.int64)
    chosen = best[at, kind].copy()
    best[at, kind] = -np.inf
    steps: NDArray[np.int64] = np.searchsorted([-1.0, 1.0, 2.5, 5.0], chosen - best.max(axis=1, initial=-np.inf))
    return steps


def _shift(values: NDArray[np.int64], edge: NDArray[np.bool_], by: int) -> NDArray[np.int64]:
    """The value of the neighbour before (1) or after (-1), or -1 at an edge of a sentence."""
    moved = np.roll(values, by)
    moved[edge] = -1
    return moved
