"""Words that stand in like places: skip-gram vectors of the open texts, gathered into clusters at two grains."""

from collections.abc import Iterable
from zlib import crc32

import numpy as np
from gensim.models import Word2Vec
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

FINE, COARSE = 1024, 64


def clusters(sentences: list[list[str]], seed: int) -> dict[str, tuple[int, int]]:
    """Word to (fine, coarse) cluster, each counted from 1, for words seen at least five times."""
    # One worker and a fixed hash: gensim gives the same vectors again only so.
    model = Word2Vec(
        sentences, vector_size=64, window=2, min_count=5, sg=1, negative=8, epochs=5, seed=seed, workers=1,
        hashfxn=_hash, max_vocab_size=None,
    )  # fmt: skip
    words = list(model.wv.index_to_key)
    vectors = np.asarray(model.wv.get_normed_vectors(), dtype=np.float32)
    fine, centres = _gather(vectors, FINE, seed)
    coarse, _ = _gather(centres, COARSE, seed)
    return {word: (int(fine[i]) + 1, int(coarse[fine[i]]) + 1) for i, word in enumerate(words)}


def _gather(vectors: NDArray[np.float32], number: int, seed: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    means = MiniBatchKMeans(number, random_state=seed, batch_size=4096, n_init=1, max_iter=60).fit(vectors)
    return means.labels_, means.cluster_centers_


def _hash(word: str) -> int:
    return crc32(word.encode())


def lines(texts: Iterable[str]) -> list[list[str]]:
    """Sentences as lists of words, as the clusters are learned from: numbers are one word."""
    from streams.entities.tagging.tokens import tokenize

    found: list[list[str]] = []
    for text in texts:
        sentence: list[str] = []
        for word in tokenize(text).words:
            sentence.append("0" if word[0].isdigit() else word)
            if word in {".", "?", "!"}:
                found.append(sentence)
                sentence = []
        if sentence:
            found.append(sentence)
    return found
