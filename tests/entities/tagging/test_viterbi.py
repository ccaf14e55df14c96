"""Decoding: the same labels as trying every path."""

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from streams.entities.tagging import viterbi
from streams.entities.tagging.labels import COUNT, LABELS, allowed, spans
from streams.entities.tagging.viterbi import decode


def best_by_trial(scores: NDArray[np.float32], transitions: NDArray[np.float32]) -> list[int]:
    legal = allowed()

    def worth(path: Iterable[int]) -> float:
        steps = list(itertools.pairwise((0, *path, 0)))
        if not all(legal[a, b] for a, b in steps):
            return -np.inf
        return float(sum(transitions[a, b] for a, b in steps) + sum(scores[t, y] for t, y in enumerate(path)))

    return list(max(itertools.product(range(COUNT), repeat=len(scores)), key=worth))


@pytest.mark.parametrize("seed", range(4))
def test_the_best_path_of_each_sentence_is_found(seed: int) -> None:
    draw = np.random.default_rng(seed)
    transitions = draw.normal(size=(COUNT, COUNT)).astype(np.float32)
    sentences = [draw.normal(scale=2, size=(length, COUNT)).astype(np.float32) for length in (3, 1, 4, 2)]
    first = np.zeros(10, dtype=np.bool_)
    first[[0, 3, 4, 8]] = True
    labels = decode(np.concatenate(sentences), first, transitions)
    assert labels.tolist() == [label for scores in sentences for label in best_by_trial(scores, transitions)]


def test_tokens_certain_to_be_outside_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cutting chains at certain tokens gives what whole chains give, when certainty is above what a step can win."""
    draw = np.random.default_rng(3)
    scores = draw.normal(size=(200, COUNT)).astype(np.float32)
    scores[:, 0] += draw.choice([0.0, 20.0], size=200, p=[0.4, 0.6])
    first = draw.random(200) < 0.1
    first[0] = True
    transitions = draw.normal(size=(COUNT, COUNT)).astype(np.float32)
    cut = decode(scores, first, transitions)
    monkeypatch.setattr(viterbi, "CERTAIN", np.inf)
    assert decode(scores, first, transitions).tolist() == cut.tolist()


def test_nothing_to_decode() -> None:
    nothing = decode(np.zeros((0, COUNT), np.float32), np.zeros(0, np.bool_), np.zeros((COUNT, COUNT), np.float32))
    assert nothing.tolist() == []


def test_spans_are_first_token_last_token_and_type() -> None:
    labels = np.array(
        [LABELS.index(x) for x in ["O", "B-PERSON", "E-PERSON", "S-LOC", "B-ORG", "I-ORG", "E-ORG"]], np.int8
    )
    assert spans(labels) == [(1, 2, 0), (3, 3, 2), (4, 6, 1)]
