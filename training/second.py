"""Learn the second pass: weights for what the first pass says elsewhere in the article.

The first pass is surer of texts that it learned from than of others. So each half of the documents is judged by a field
learned from the other half.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging.builtin import BuiltinTagger
from streams.entities.tagging.document import ROWS, document_rows
from streams.entities.tagging.viterbi import decode
from training.corpora import Document
from training.crf import Examples, Settings, learn
from training.examples import batches, label, sentence_bounds

SETTINGS = Settings(epochs=6, rate=0.02, decay=1e-4, drop_word=0.0, fewest=5)

Judged = tuple[Sequence[Document], NDArray[np.float32], BuiltinTagger]
"""Documents, their weights, and a tagger that did not learn from them."""


def learn_second(parts: Sequence[Judged]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The table [ROWS, WIDTH] and the transitions of the second pass."""
    rows, labels, base, first, weights = [], [], [], [np.zeros(1, np.int64)], []
    tokens = 0
    transitions = np.mean([tagger.weights.transitions for _, _, tagger in parts], axis=0)
    for documents, shares, tagger in parts:
        for part, layout in batches(documents, 1, tagger.table):
            if not len(layout.starts):
                continue
            scores = tagger.scores(layout)
            begins = np.diff(layout.sentence, prepend=-1).astype(np.bool_)
            said = decode(scores, begins, tagger.weights.transitions)
            rows.append(document_rows(layout, tagger.hashes(layout), scores, said).astype(np.int32))
            labels.append(label(documents[part], layout))
            base.append(scores)
            ends = sentence_bounds(layout)
            first.append(ends + tokens)
            weights.append(np.full(len(ends), shares[part.start], np.float32))
            tokens += len(said)
    examples = Examples(
        np.zeros(tokens + 4, np.int32), np.arange(tokens, dtype=np.int32) + 2, np.zeros(0, np.int32),
        np.zeros((5, 2), np.int64), np.concatenate(rows), np.concatenate(labels), np.concatenate(first),
        np.concatenate(weights), np.concatenate(base),
    )  # fmt: skip
    return learn(examples, ROWS, SETTINGS, transitions.astype(np.float32))
