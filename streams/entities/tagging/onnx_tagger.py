"""A token-classification model in ONNX as a tagger: `onnx:PATH` (extra onnx).

PATH is a folder as exporters write it: `model.onnx`, `tokenizer.json` and `config.json` with `id2label`, whose
labels are types with B- and I- (also E- and S-) before them.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from streams.entities.mentions import FoundMention
from streams.entities.tagging.protocol import TaggerUnavailable
from streams.entities.tagging.types import type_of
from streams.entities.tagging.windows import windows

WINDOW = 20_000
"""Code points that the tokenizer sees at once."""
LONGEST = 512
"""Pieces of words that the model sees at once, unless its configuration says fewer."""
OVERLAP = 64
"""Pieces that two parts share: each piece is judged where it has more of its surroundings."""

Scored = tuple[int, int, str]
"""Start and end of a piece of a word in code points, and its label."""


class OnnxTagger:
    """Tags with a model run by ONNX Runtime on one core."""

    def __init__(self, session: Any, tokenizer: Any, config: Mapping[str, Any], name: str) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._inputs = {entry.name for entry in session.get_inputs()}
        self._labels = [config["id2label"][str(i)] for i in range(len(config["id2label"]))]
        self._longest = min(LONGEST, int(config.get("max_position_embeddings", LONGEST)))
        self.name = name
        self.languages = frozenset(config.get("languages", ["en"]))

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        """The mentions in `fields`: fields as given, then by start. No two overlap."""
        mentions = []
        for field, text in fields.items():
            for begin, end in windows(text, WINDOW):
                for start, stop, kind in join_pieces(self._pieces(text[begin:end])):
                    name = text[begin + start : begin + stop]
                    mentions.append(FoundMention(field, begin + start, begin + stop, name, kind))
        return mentions

    def _pieces(self, text: str) -> Iterator[Scored]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        words = encoding.word_ids
        labels = self._label(np.array(encoding.ids, dtype=np.int64))
        for i, ((start, end), label) in enumerate(zip(encoding.offsets, labels, strict=True)):
            if i and words[i] is not None and words[i] == words[i - 1]:
                label = "+"  # a later piece of a word goes with its first
            yield start, end, label

    def _label(self, ids: NDArray[np.int64]) -> list[str]:
        """The label of each piece, from overlapping parts of a long text."""
        room = self._longest - 2
        step = max(room - OVERLAP, 1)
        best = np.zeros(len(ids), dtype=np.int64)
        for begin in range(0, max(len(ids) - OVERLAP, 1), step):
            part = self._classify(ids[begin : begin + room])
            skipped = OVERLAP // 2 if begin else 0
            best[begin + skipped : begin + len(part)] = part[skipped:]
        return [self._labels[i] for i in best]

    def _classify(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """The best label of each of `ids`, which are put between the tokens that the model expects around a text."""
        before, after = self._around()
        whole = np.concatenate([before, ids, after])[None, :]
        feeds = {"input_ids": whole, "attention_mask": np.ones_like(whole), "token_type_ids": np.zeros_like(whole)}
        (scores,) = self._session.run(None, {name: feeds[name] for name in self._inputs})[:1]
        best: NDArray[np.int64] = scores[0].argmax(axis=-1)
        return best[len(before) : len(before) + len(ids)]

    def _around(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        encoding = self._tokenizer.encode("")
        ids = np.array(encoding.ids, dtype=np.int64)
        return ids[: len(ids) // 2], ids[len(ids) // 2 :]


def join_pieces(pieces: Iterator[Scored]) -> list[tuple[int, int, str]]:
    """Start, end and type of each name in labelled pieces.

    >>> join_pieces(iter([(0, 3, "B-PER"), (3, 5, "+"), (6, 9, "I-PER"), (10, 12, "O"), (13, 17, "B-LOC")]))
    [(0, 9, 'PERSON'), (13, 17, 'LOC')]
    """
    names: list[tuple[int, int, str]] = []
    open_ = None
    for start, end, label in pieces:
        part, _, kind = label.partition("-")
        found = type_of(kind)
        if part == "+" or (part in "IE" and open_ is not None and open_ == found):
            if open_ is not None:
                names[-1] = names[-1][0], end, names[-1][2]
            continue
        open_ = found
        if found is not None:
            names.append((start, end, found))
    return names


def onnx_name(path: str) -> str:
    """The name of the tagger around the model in the folder ``path``."""
    return f"onnx-{Path(path).resolve().name}"


def load_onnx(path: str) -> OnnxTagger:
    """The tagger around the model in the folder `path`. Raises TaggerUnavailable."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as missing:
        raise TaggerUnavailable("onnx:PATH needs ONNX Runtime: pip install 'newsmill[onnx]'") from missing
    folder = Path(path)
    lacking = [name for name in ("model.onnx", "tokenizer.json", "config.json") if not (folder / name).is_file()]
    if lacking:
        raise TaggerUnavailable(f"no {', '.join(lacking)} in {path}: a folder with all three is needed")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    return OnnxTagger(session, tokenizer, config, onnx_name(path))
