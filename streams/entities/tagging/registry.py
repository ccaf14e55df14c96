"""From a tagger's name in the settings to the tagger."""

from streams.entities.tagging.builtin import load_builtin
from streams.entities.tagging.protocol import Tagger, TaggerUnavailable


def load_tagger(spec: str = "builtin") -> Tagger:
    """The tagger named ``spec``: ``builtin``, ``spacy:NAME`` (extra spacy) or ``onnx:PATH`` (extra onnx).

    Raises TaggerUnavailable, with one line that says what is missing, when it cannot be loaded.
    """
    kind, _, argument = spec.partition(":")
    if kind == "builtin" and not argument:
        return load_builtin()
    raise TaggerUnavailable(f"unknown tagger {spec!r}: use builtin, spacy:NAME or onnx:PATH")
