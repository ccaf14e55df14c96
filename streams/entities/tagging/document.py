"""The second pass: what the first said of the same words elsewhere in the article.

"Witkoff shares ..." leaves open what Witkoff is; "Steve Witkoff says ..." two lines above does not.
"""

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging.labels import COUNT, kind_of

# Chosen on texts kept for measuring, as docs/decisions/0016-entities-tagger-second-pass.md tells.
TRUST = 1.0
"""Nats for a word that the first pass tagged with one type once elsewhere, and never otherwise."""
ENOUGH = 2.0
"""Times TRUST that a word can get, however often it stands elsewhere: three other places give it."""
OUTSIDE_TRUST = 0.75
"""Weight of places where the word was outside any name: less, since the first pass misses more than it makes up."""

_KINDS = 4


def votes(words: NDArray[np.uint64], capital: NDArray[np.bool_], labels: NDArray[np.int8]) -> NDArray[np.float32]:
    """What to add to the scores [tokens, COUNT] of the first pass, for what it said at the other places of each word.

    `words` are hashes of the words whatever their capitals. Only places with a `capital` vote and are voted on:
    names have one, and "us" says nothing of "US".
    """
    kind = kind_of(labels).astype(np.int64)
    distinct, number = np.unique(words, return_inverse=True)
    ballot = (number * _KINDS + kind)[capital]
    counts = np.bincount(ballot, minlength=len(distinct) * _KINDS).reshape(-1, _KINDS)[number].astype(np.float32)
    counts[np.arange(len(kind)), kind] -= capital  # a place has no say about itself
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    weight = TRUST * share * np.minimum(np.log2(1 + counts), ENOUGH) * capital[:, None]
    weight[:, 0] *= OUTSIDE_TRUST
    by_label: NDArray[np.float32] = weight[:, kind_of(np.arange(COUNT, dtype=np.int8))]
    return by_label
