"""A token-classification model in ONNX as a tagger, with one made here: each piece of a word has its label by heart."""

import json
from pathlib import Path

import numpy as np
import pytest

from streams.entities.tagging import Tagger, load_tagger

onnx = pytest.importorskip("onnx", reason="extra onnx and the development dependencies are not installed")
pytest.importorskip("onnxruntime", reason="extra onnx is not installed")
tokenizers = pytest.importorskip("tokenizers", reason="extra onnx is not installed")

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "B-MISC"]
PIECES = {
    "[UNK]": "O", "[CLS]": "O", "[SEP]": "O", "Kari": "B-PER", "Nord": "I-PER", "##mann": "B-LOC", "Oslo": "B-LOC",
    "left": "O", "nothing": "O", "Monday": "B-MISC",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write_tokenizer(tmp_path)
    _write_model(tmp_path)
    config = {"id2label": {str(i): label for i, label in enumerate(LABELS)}, "max_position_embeddings": 100}
    (tmp_path / "config.json").write_text(json.dumps(config))
    return tmp_path


def _write_tokenizer(folder: Path) -> None:
    vocabulary = {piece: i for i, piece in enumerate(PIECES)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    around = [("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=around)
    tokenizer.save(str(folder / "tokenizer.json"))


def _write_model(folder: Path) -> None:
    scores = np.zeros((len(PIECES), len(LABELS)), dtype=np.float32)
    for row, label in enumerate(PIECES.values()):
        scores[row, LABELS.index(label)] = 1
    made = onnx.helper
    graph = made.make_graph(
        [made.make_node("Gather", ["scores", "input_ids"], ["logits"])],
        "by heart",
        [made.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["batch", "length"])],
        [made.make_tensor_value_info("logits", onnx.TensorProto.FLOAT, ["batch", "length", len(LABELS)])],
        [onnx.numpy_helper.from_array(scores, "scores")],
    )
    model = made.make_model(graph, opset_imports=[made.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))


@pytest.fixture
def tagger(folder: Path) -> Tagger:
    return load_tagger(f"onnx:{folder}")


def test_pieces_of_words_are_joined_into_names(tagger: Tagger) -> None:
    """A word has the label of its first piece; a name goes on with I-; types beyond the three are left out."""
    mentions = tagger.tag({"title": "Oslo", "body": "😀 Kari Nordmann left Oslo Monday"})
    assert [(m.field, m.start, m.text, m.type) for m in mentions] == [
        ("title", 0, "Oslo", "LOC"),
        ("body", 2, "Kari Nordmann", "PERSON"),
        ("body", 21, "Oslo", "LOC"),
    ]


@pytest.mark.parametrize("words", [60, 97, 98, 99, 130, 500, 7000])
def test_text_beyond_the_length_of_the_model_is_tagged_to_its_end(tagger: Tagger, words: int) -> None:
    text = "nothing " * words + "Kari Nordmann left Oslo"
    mentions = tagger.tag({"body": text})
    assert [(m.text, m.type) for m in mentions] == [("Kari Nordmann", "PERSON"), ("Oslo", "LOC")]
    assert all(text[m.start : m.end] == m.text for m in mentions)


def test_it_says_what_it_is(tagger: Tagger, folder: Path) -> None:
    assert tagger.name == f"onnx-{folder.name}"
    assert tagger.languages == {"en"}


def test_nothing_in_nothing_out(tagger: Tagger) -> None:
    assert tagger.tag({"title": "", "body": " "}) == []
