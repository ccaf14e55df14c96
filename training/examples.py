"""Documents made into examples: the tagger's own layout and features, and the labels of the tokens."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from streams.entities.mentions import TYPES
from streams.entities.tagging.context_features import context_rows
from streams.entities.tagging.labels import begin
from streams.entities.tagging.layout import Layout, lay_out
from streams.entities.tagging.phrases import Phrases
from streams.entities.tagging.word_table import OFFSETS, WordTable, place_rows
from training.corpora import Document
from training.crf import Examples

BATCH = 256
"""Documents laid out at once: most are a sentence or two, and arrays pay only when they are long."""


def label(documents: Sequence[Document], layout: Layout) -> NDArray[np.int8]:
    """The label of each token. A name that ends inside a token is taken up to the end of that token."""
    labels = np.zeros(len(layout.starts), np.int8)
    for number, document in enumerate(documents):
        low, high = np.searchsorted(layout.field, [number, number + 1])
        starts, ends = layout.starts[low:high], layout.ends[low:high]
        for start, end, kind in document.spans:
            first = int(low + np.searchsorted(ends, start, "right"))
            last = int(low + np.searchsorted(starts, end, "left")) - 1
            if first <= last and layout.sentence[first] == layout.sentence[last] and not labels[first : last + 1].any():
                _mark(labels, first, last, begin(TYPES.index(kind)))
    return labels


def _mark(labels: NDArray[np.int8], first: int, last: int, one: int) -> None:
    labels[first : last + 1] = one + 1
    labels[first], labels[last] = one, one + 2
    if first == last:
        labels[first] = one + 3


def batches(documents: Sequence[Document], size: int, table: WordTable) -> Iterator[tuple[slice, Layout]]:
    """Slices of `documents` with their common layout: each document is a field of it."""
    for start in range(0, len(documents), size):
        part = slice(start, start + size)
        yield part, lay_out({str(i): document.text for i, document in enumerate(documents[part])}, table)


def sentence_bounds(layout: Layout) -> NDArray[np.int64]:
    """The token after the last of each sentence."""
    return np.append(np.flatnonzero(np.diff(layout.sentence)) + 1, len(layout.starts))


def examples(
    documents: Sequence[Document], weights: NDArray[np.float32], table: WordTable, phrases: Phrases
) -> Examples:
    """All sentences of `documents`, each document's counted as often as its weight says."""
    padded, position, context, labels, first, weight = [], [], [], [], [np.zeros(1, np.int64)], []
    places = tokens = 0
    for part, layout in batches(documents, BATCH, table):
        padded.append(layout.padded.astype(np.int32))
        position.append((layout.position + places).astype(np.int32))
        context.append(context_rows(layout, table, phrases.codes(layout, table)).T.astype(np.int32))
        labels.append(label(documents[part], layout))
        ends = sentence_bounds(layout)
        first.append(ends + tokens)
        weight.append(weights[part][layout.field[ends - 1]])
        places += len(layout.padded)
        tokens += len(layout.starts)
    word_rows, bounds = _word_rows(table)
    return Examples(
        np.concatenate(padded), np.concatenate(position), word_rows, bounds, np.concatenate(context),
        np.concatenate(labels), np.concatenate(first), np.concatenate(weight),
    )  # fmt: skip


def _word_rows(table: WordTable) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    found: list[NDArray[np.int32]] = []
    bounds = np.zeros((len(OFFSETS), len(table.words) + 1), np.int64)
    total = 0
    for place, offset in enumerate(OFFSETS):
        bounds[place, 0] = total
        for number, word in enumerate(table.words):
            rows = place_rows(word, offset).astype(np.int32)
            found.append(rows)
            total += len(rows)
            bounds[place, number + 1] = total
    return np.concatenate(found), bounds
