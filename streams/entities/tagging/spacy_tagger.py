"""A spaCy pipeline as a tagger: `spacy:NAME` (extra spacy)."""

from collections.abc import Mapping
from typing import Any

from streams.entities.mentions import FoundMention
from streams.entities.tagging.protocol import TaggerUnavailable
from streams.entities.tagging.types import type_of
from streams.entities.tagging.windows import windows

WINDOW = 100_000
"""Code points that the pipeline sees at once: below spaCy's own limit, and few enough to bound its memory."""


class SpacyTagger:
    """Tags with the `ents` that a pipeline sets. Articles and possessives that it takes into spans are cut off."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        meta = pipeline.meta
        self.name = f"spacy-{meta['lang']}_{meta['name']}-{meta['version']}"
        self.languages = frozenset({str(meta["lang"])})

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        """The mentions in `fields`: fields as given, then by start. No two overlap."""
        return [mention for field, text in fields.items() for mention in self._of_text(field, text)]

    def _of_text(self, field: str, text: str) -> list[FoundMention]:
        mentions = []
        for begin, end in windows(text, WINDOW):
            for name in self._pipeline(text[begin:end]).ents:
                if kind := type_of(name.label_):
                    start, stop = begin + name.start_char, begin + name.end_char
                    mentions.append(FoundMention(field, start, stop, text[start:stop], kind))
        return mentions


def load_spacy(name: str) -> SpacyTagger:
    """The tagger around the installed pipeline `name`, or the one at that path. Raises TaggerUnavailable."""
    try:
        import spacy
    except ImportError as missing:
        raise TaggerUnavailable("spacy:NAME needs spaCy: pip install 'newsmill[spacy]'") from missing
    try:
        return SpacyTagger(spacy.load(name))
    except OSError as missing:
        raise TaggerUnavailable(f"spaCy finds no pipeline {name!r}: install it, or give its path") from missing
