"""Taggers: from the text of an article to the mentions of people, organisations and places in it.

`load_tagger` is the one door. The tagger that ships is `builtin`; others plug in behind the same protocol.
"""

from streams.entities.tagging.protocol import Tagger, TaggerUnavailable
from streams.entities.tagging.registry import load_tagger, model_name

__all__ = ["Tagger", "TaggerUnavailable", "load_tagger", "model_name"]
