"""From a tagger's name in the settings to the tagger."""

from collections.abc import Callable

from streams.entities.tagging.builtin import builtin_name, load_builtin
from streams.entities.tagging.onnx_tagger import load_onnx, onnx_name
from streams.entities.tagging.protocol import Tagger, TaggerUnavailable
from streams.entities.tagging.spacy_tagger import load_spacy

_PLUG_INS: dict[str, Callable[[str], Tagger]] = {"spacy": load_spacy, "onnx": load_onnx}


def load_tagger(spec: str = "builtin") -> Tagger:
    """The tagger named `spec`: `builtin`, `spacy:NAME` (extra spacy) or `onnx:PATH` (extra onnx).

    Raises TaggerUnavailable, with one line that says what is missing, when it cannot be loaded.
    """
    if spec == "builtin":
        return load_builtin()
    kind, argument = _plug_in(spec)
    return _PLUG_INS[kind](argument)


def model_name(spec: str = "builtin") -> str:
    """The name of that tagger, as events say it, without loading it; but of a spaCy pipeline only ``spec`` itself.

    Raises TaggerUnavailable where ``spec`` names none.
    """
    if spec == "builtin":
        return builtin_name()
    kind, argument = _plug_in(spec)
    return onnx_name(argument) if kind == "onnx" else spec


def _plug_in(spec: str) -> tuple[str, str]:
    kind, _, argument = spec.partition(":")
    if kind not in _PLUG_INS or not argument:
        raise TaggerUnavailable(f"unknown tagger {spec!r}: use builtin, spacy:NAME or onnx:PATH")
    return kind, argument
