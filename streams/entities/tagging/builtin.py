"""The tagger that ships: a conditional random field over words, their neighbours and lists, in two passes."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from streams.entities.mentions import ORG, PERSON, TYPES, FoundMention
from streams.entities.tagging import word_features as w
from streams.entities.tagging.borders import company_end, person_end, without_symbols
from streams.entities.tagging.context_features import context_rows
from streams.entities.tagging.document import votes
from streams.entities.tagging.labels import COUNT, OUTSIDE, WIDTH, spans
from streams.entities.tagging.layout import Layout, lay_out
from streams.entities.tagging.lexicon import FIELDS, Lexicon
from streams.entities.tagging.phrases import Phrases
from streams.entities.tagging.protocol import TaggerUnavailable
from streams.entities.tagging.viterbi import decode
from streams.entities.tagging.weights import Weights, about, name_of
from streams.entities.tagging.word_table import OFFSETS, WordTable
from streams.tables import Tables

DATA = Path(__file__).parent / "data"
BLOCK = 16_384
"""Tokens whose features are worked out at once: what bounds the memory that a long article takes."""


OUTSIDE_BIAS = np.float32(-0.3)
"""Nats added to O at capitalised words that are not mostly written small ("We"): the field finds too few names."""
MOSTLY = 4
"""Grade of the lexicon's field "lower" from which on a word is mostly written small."""


class BuiltinTagger:
    """The shipped tagger. It keeps what it worked out for words it met, so one is loaded for each process."""

    languages = frozenset({"en"})

    def __init__(self, weights: Weights, lexicon: Lexicon, phrases: Phrases) -> None:
        self.weights = weights
        self._phrases = phrases
        self.table = WordTable(lexicon, weights)

    @property
    def name(self) -> str:
        return name_of(self.weights.about)

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        """The mentions in `fields`: fields as given, then by start. No two overlap."""
        self.table.make_room()
        layout = lay_out(fields, self.table)
        if not len(layout.starts):
            return []
        return _mentions(fields, layout, self.label(layout))

    def label(self, layout: Layout) -> NDArray[np.int8]:
        """The label of each token: the best path of the first pass, judged again beside what it says elsewhere."""
        first = np.diff(layout.sentence, prepend=-1).astype(np.bool_)
        codes = self.table.codes[layout.padded[layout.position]]
        capital = (codes[:, w.FLAGS] & w.CAPITAL).astype(np.bool_)
        scores = self.scores(layout)
        scores[:, OUTSIDE] += OUTSIDE_BIAS * (capital & ~_mostly_lower(codes[:, w.LISTS]))
        labels = decode(scores, first, self.weights.transitions)
        scores += votes(codes[:, w.WORD], capital, labels)
        return decode(scores, first, self.weights.transitions)

    def scores(self, layout: Layout) -> NDArray[np.float32]:
        """Scores [tokens, COUNT] of the labels in the first pass."""
        return np.concatenate([self._scores(block) for block in layout.blocks(BLOCK)])

    def _scores(self, layout: Layout) -> NDArray[np.float32]:
        """What the words near each token say, and what they say together."""
        rows = context_rows(layout, self.table, self._phrases.codes(layout, self.table))
        joint = np.zeros((rows.shape[1], WIDTH), dtype=np.int16)
        for row in rows:
            joint += self.weights.table[row]
        scores = joint * np.float32(self.weights.scale)
        for place, offset in enumerate(OFFSETS):
            scores += self.table.scores[layout.padded[layout.position + offset], place]
        return scores[:, :COUNT]


def _mostly_lower(lists: NDArray[np.uint64]) -> NDArray[np.bool_]:
    first, width = FIELDS["lower"]
    return (lists >> np.uint64(first) & np.uint64((1 << width) - 1)) >= MOSTLY


def _mentions(fields: Mapping[str, str], layout: Layout, labels: NDArray[np.int8]) -> list[FoundMention]:
    names, texts = list(fields), list(fields.values())
    mentions: list[FoundMention] = []
    done = (-1, 0)  # field and offset up to which names are taken
    for first, last, kind in spans(labels):
        field = int(layout.field[first])
        text, end = texts[field], int(layout.ends[last])
        if TYPES[kind] == PERSON:
            first = _after_titles(text, layout, first, last)
        start = int(layout.starts[first])
        if (field, start) < done:  # a legal form that the name before it has taken
            continue
        end = without_symbols(text, start, end)
        if TYPES[kind] == PERSON:
            end = person_end(text, start, end)
        elif TYPES[kind] == ORG:
            end = company_end(text, end)
        mentions.append(FoundMention(names[field], start, end, text[start:end], TYPES[kind]))
        done = (field, end)
    return mentions


def _after_titles(text: str, layout: Layout, first: int, last: int) -> int:
    """The token at which a person's name begins: texts to learn from differ on whether titles belong to it."""
    while first < last and text[layout.starts[first] : layout.ends[first]].lower().rstrip(".") in _titles():
        first += 1
    return first


@cache
def _titles() -> frozenset[str]:
    return frozenset(Tables("streams.entities.tagging").words("titles.txt"))


def builtin_name() -> str:
    """The name of the shipped tagger, which is not loaded. Raises TaggerUnavailable likewise."""
    try:
        return name_of(about(DATA / "weights.npz"))
    except FileNotFoundError as missing:
        raise TaggerUnavailable(f"the builtin tagger lacks its data: {missing.filename}") from missing


@cache
def load_builtin() -> BuiltinTagger:
    """The shipped tagger. Raises TaggerUnavailable if the package was installed without its data."""
    try:
        return BuiltinTagger(
            Weights.load(DATA / "weights.npz"), Lexicon.load(DATA / "lexicon.npz"), Phrases.load(DATA / "phrases.npz")
        )
    except FileNotFoundError as missing:
        raise TaggerUnavailable(f"the builtin tagger lacks its data: {missing.filename}") from missing
