"""Learning: the field comes to say what its examples say."""

import numpy as np
import pytest

pytest.importorskip("numba", reason="the group training is not installed")

from streams.entities.tagging.labels import LABELS
from streams.entities.tagging.viterbi import decode
from training.crf import Examples, Settings, learn


def test_what_can_be_learned_is_learned() -> None:
    """Tokens of feature 1 begin a person, those of feature 2 end one, those of feature 0 are outside."""
    labels = np.array([LABELS.index(label) for label in ["O", "B-PERSON", "E-PERSON", "O"] * 50], np.int8)
    features = np.array([[0], [1], [2], [0]] * 50, np.int32)
    examples = Examples(
        padded=np.zeros(204, np.int32),
        position=np.arange(200, dtype=np.int32) + 2,
        word_rows=np.zeros(0, np.int32),
        bounds=np.zeros((5, 2), np.int64),
        context=features,
        labels=labels,
        first=np.arange(0, 201, 4),
        weight=np.ones(50, np.float32),
    )
    table, transitions = learn(examples, 8, Settings(epochs=20, rate=0.1, decay=0, drop_word=0, fewest=1, seed=1))
    first = np.arange(200) % 4 == 0
    assert decode(table[features[:, 0], : len(LABELS)], first, transitions).tolist() == labels.tolist()
