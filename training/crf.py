"""Learn the weights of the field: stochastic gradients with a step of its own for each weight (AdaGrad).

A library that learns such fields (CRFsuite) keeps every feature by name. Here features are rows of one table, the very
ones that the tagger reads, so what is learned is what is used, and an epoch over a million tokens takes seconds.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from streams.entities.tagging.labels import COUNT, WIDTH, allowed

ROOM = 512
"""Rows that a token can have."""
SURE, UNSURE = 0.002, 0.01
"""Probability of other labels than the right one, below which a token teaches its features, or the steps, nothing."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences to learn from.

    Token t has its own rows `context[t]`, and those of the words at places -2 to 2 from `padded[position[t]]`: word
    v at place k has `word_rows[bounds[k, v] : bounds[k, v + 1]]`. `first` [sentences + 1] bounds the sentences,
    each of which counts `weight` times.
    """

    padded: NDArray[np.int32]
    position: NDArray[np.int32]
    word_rows: NDArray[np.int32]
    bounds: NDArray[np.int64]
    context: NDArray[np.int32]
    labels: NDArray[np.int8]
    first: NDArray[np.int64]
    weight: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to learn."""

    epochs: int
    rate: float  # a high one (0.2) learns the texts by heart within two epochs
    decay: float  # L2, paid whenever a weight is touched
    drop_word: float  # share of tokens seen without their own word, so that context learns to do without
    fewest: int  # times that a row must be met to have a weight
    seed: int


@njit(fastmath=True, cache=True)
def _gather(t, padded, position, word_rows, bounds, context, out, skip_word):  # type: ignore
    """Write the rows of token t to `out`; their number."""
    n = 0
    for j in range(context.shape[1]):
        out[n] = context[t, j]
        n += 1
    for k in range(5):
        if k == 0 and skip_word:
            continue
        v = padded[position[t] + (0, -1, 1, -2, 2)[k]]
        for i in range(bounds[k, v], bounds[k, v + 1]):
            out[n] = word_rows[i]
            n += 1
    return n


@njit(fastmath=True, cache=True)
def _count(padded, position, word_rows, bounds, context, counts):  # type: ignore
    """How often each row is met, up to 255."""
    found = np.empty(ROOM, np.int32)
    for t in range(len(position)):
        for i in range(_gather(t, padded, position, word_rows, bounds, context, found, False)):
            counts[found[i]] += counts[found[i]] < 255


@njit(fastmath=True, cache=True)
def _score(found, n, active, table, score):  # type: ignore
    """Add to `score` the weights of the active among `found`, which are moved to the front; their number."""
    kept = 0
    for i in range(n):
        r = found[i]
        if active[r]:
            found[kept] = r
            kept += 1
            for y in range(COUNT):
                score[y] += table[r, y]
    return kept


@njit(fastmath=True, cache=True)
def _exponentiate(score):  # type: ignore
    top = score[:COUNT].max()
    for y in range(COUNT):
        score[y] = np.exp(max(score[y] - top, -60.0))


@njit(fastmath=True, cache=True)
def _normalise(row):  # type: ignore
    total = np.float32(1e-30)
    for y in range(COUNT):
        total += row[y]
    for y in range(COUNT):
        row[y] /= total


@njit(fastmath=True, cache=True)
def _forward(n, score, step, alpha):  # type: ignore
    """Shares of the paths up to each token. A sentence begins and ends as if O stood around it."""
    for t in range(n):
        for b in range(COUNT):
            reached = step[0, b] if t == 0 else np.float32(0)
            if t > 0:
                for a in range(COUNT):
                    reached += alpha[t - 1, a] * step[a, b]
            alpha[t, b] = reached * score[t, b]
        _normalise(alpha[t])


@njit(fastmath=True, cache=True)
def _backward(n, score, step, beta):  # type: ignore
    """Shares of the paths from each token on."""
    for t in range(n - 1, -1, -1):
        for a in range(COUNT):
            reached = step[a, 0] if t == n - 1 else np.float32(0)
            if t < n - 1:
                for b in range(COUNT):
                    reached += step[a, b] * score[t + 1, b] * beta[t + 1, b]
            beta[t, a] = reached
        _normalise(beta[t])


@njit(fastmath=True, cache=True)
def _add_steps(left, right, step, expected, gold, gold_next):  # type: ignore
    """Add to `expected` how much likelier than in the gold each step between two neighbours is."""
    total = np.float32(1e-30)
    for a in range(COUNT):
        for b in range(COUNT):
            total += left[a] * step[a, b] * right[b]
    for a in range(COUNT):
        for b in range(COUNT):
            expected[a, b] += left[a] * step[a, b] * right[b] / total
    expected[gold, gold_next] -= 1


@njit(fastmath=True, cache=True)
def _descend(rows, n, grad, weight, table, squares, rate, decay):  # type: ignore
    for i in range(n):
        r = rows[i]
        for y in range(COUNT):
            g = grad[y] * weight + decay * table[r, y]
            squares[r, y] += g * g
            table[r, y] -= rate * g / np.sqrt(squares[r, y] + 1e-6)


@njit(fastmath=True, cache=True)
def _descend_steps(expected, weight, legal, trans, squares):  # type: ignore
    for a in range(COUNT):
        for b in range(COUNT):
            if legal[a, b] and expected[a, b] != 0:
                g = expected[a, b] * weight
                squares[a, b] += g * g
                trans[a, b] -= 0.1 * g / np.sqrt(squares[a, b] + 1.0)


@njit(fastmath=True, cache=True)
def _epoch(
    order, padded, position, word_rows, bounds, context, labels, first, weight, active, table, squares,
    trans, trans_squares, legal, rate, decay, drop_word,
):  # type: ignore  # fmt: skip
    """Go once through all sentences; the loss in nats."""
    longest = np.diff(first).max()
    found, counts = np.empty((longest, ROOM), np.int32), np.empty(longest, np.int32)
    score = np.empty((longest, WIDTH), np.float32)
    alpha, beta = np.empty_like(score), np.empty_like(score)
    expected = np.zeros((COUNT, COUNT), np.float32)
    grad = np.zeros(WIDTH, np.float32)
    loss = 0.0
    for s in order:
        low, n = first[s], first[s + 1] - first[s]
        step = np.where(legal, np.exp(trans), np.float32(0))
        for t in range(n):
            skip = np.random.random() < drop_word
            met = _gather(low + t, padded, position, word_rows, bounds, context, found[t], skip)
            score[t] = 0
            counts[t] = _score(found[t], met, active, table, score[t])
            _exponentiate(score[t])
        _forward(n, score, step, alpha)
        _backward(n, score, step, beta)
        expected[:] = 0
        for t in range(n):
            gold = labels[low + t]
            for y in range(COUNT):
                grad[y] = alpha[t, y] * beta[t, y]
            _normalise(grad)
            loss -= np.log(grad[gold] + 1e-12) * weight[s]
            grad[gold] -= 1
            wrong = -grad[gold]
            if wrong > UNSURE and t + 1 < n:
                _add_steps(alpha[t], score[t + 1] * beta[t + 1], step, expected, gold, labels[low + t + 1])
            if wrong > SURE:
                _descend(found[t], counts[t], grad, weight[s], table, squares, rate, decay)
        _descend_steps(expected, weight[s], legal, trans, trans_squares)
    return loss


@njit(cache=True)
def _seed(seed):  # type: ignore
    """Numba draws from a generator of its own."""
    np.random.seed(seed)


def learn(ex: Examples, size: int, settings: Settings) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The table [size, WIDTH] and the transitions [COUNT, COUNT] that fit `ex`."""
    import time

    counts = np.zeros(size, np.uint8)
    _count(ex.padded, ex.position, ex.word_rows, ex.bounds, ex.context, counts)
    active = counts >= settings.fewest
    table, squares = np.zeros((size, WIDTH), np.float32), np.zeros((size, WIDTH), np.float32)
    trans, trans_squares = np.zeros((COUNT, COUNT), np.float32), np.zeros((COUNT, COUNT), np.float32)
    draw = np.random.default_rng(settings.seed)
    _seed(settings.seed)
    for epoch in range(settings.epochs):
        began = time.time()
        rate = settings.rate * (1.0 if epoch < settings.epochs - 2 else 0.5 if epoch < settings.epochs - 1 else 0.2)
        loss = _epoch(
            draw.permutation(len(ex.first) - 1), ex.padded, ex.position, ex.word_rows, ex.bounds, ex.context, ex.labels,
            ex.first, ex.weight, active, table, squares, trans, trans_squares, allowed(), rate, settings.decay,
            settings.drop_word,
        )  # fmt: skip
        print(
            f"  epoch {epoch + 1}: {loss / len(ex.position):.4f} nats a token, {time.time() - began:.0f} s", flush=True
        )
    return table, trans
