"""Loading a tagger, and the one line that says why it cannot be."""

import sys
from pathlib import Path

import pytest

from streams.entities.tagging import TaggerUnavailable, load_tagger, model_name


@pytest.mark.parametrize("spec", ["", "Builtin", "builtin:x", "spacy", "spacy:", "onnx:", "flair:ner"])
def test_an_unknown_tagger_is_refused_with_what_is_known(spec: str) -> None:
    for ask in (load_tagger, model_name):
        with pytest.raises(TaggerUnavailable, match=r"use builtin, spacy:NAME or onnx:PATH"):
            ask(spec)


@pytest.mark.parametrize(("spec", "module"), [("spacy:en_core_web_sm", "spacy"), ("onnx:somewhere", "onnxruntime")])
def test_a_missing_library_is_named_with_the_way_to_get_it(
    spec: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(TaggerUnavailable, match=r"pip install 'newsmill\[\w+\]'") as error:
        load_tagger(spec)
    assert "\n" not in str(error.value)


def test_a_missing_pipeline_is_named() -> None:
    pytest.importorskip("spacy")
    with pytest.raises(TaggerUnavailable, match="no_such_pipeline"):
        load_tagger("spacy:no_such_pipeline")


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    with pytest.raises(TaggerUnavailable, match=r"model\.onnx, tokenizer\.json, config\.json"):
        load_tagger(f"onnx:{tmp_path}")


def test_the_shipped_tagger_is_loaded_once() -> None:
    assert load_tagger() is load_tagger("builtin")


def test_the_shipped_tagger_is_known_by_name_before_it_is_loaded() -> None:
    assert model_name() == load_tagger().name


def test_others_are_named_though_their_libraries_are_not_there() -> None:
    assert model_name("onnx:models/large/") == "onnx-large"
    assert model_name("spacy:en_core_web_sm") == "spacy:en_core_web_sm"
