"""From a tagger's name in the settings to the tagger."""

from collections.abc import Callable

from streams.entities.tagging.builtin import load_builtin
from streams.entities.tagging.onnx_tagger import load_onnx
from streams.entities.tagging.protocol import Tagger, TaggerUnavailable
from streams.entities.tagging.spacy_tagger import load_spacy

_PLUG_INS: dict[str, Callable[[str], Tagger]] = {"spacy": load_spacy, "onnx": load_onnx}


def load_tagger(spec: str = "builtin") -> Tagger:
    """The tagger named `spec`: `builtin`, `spacy:NAME` (extra spacy) or `onnx:PATH` (extra onnx).

    Raises TaggerUnavailable, with one line that says what is missing, when it cannot be loaded.
    """
    if spec == "builtin":
        return load_builtin()
    kind, _, argument = spec.partition(":")
    if kind not in _PLUG_INS or not argument:
        raise TaggerUnavailable(f"unknown tagger {spec!r}: use builtin, spacy:NAME or onnx:PATH")
    return _PLUG_INS[kind](argument)
