"""What every tagger offers, and the one way in which loading one fails."""

from collections.abc import Mapping
from typing import Protocol

from streams.entities.mentions import FoundMention


class TaggerUnavailable(Exception):  # noqa: N818  (it names a state, and reads well where it is raised)
    """The tagger that was asked for cannot be loaded; the message says in one line what is missing."""


class Tagger(Protocol):
    """A tagger of the names in one article."""

    @property
    def name(self) -> str:
        """Name and version, as published in `pipeline.model` of an event."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """The primary language subtags (BCP 47) that it serves."""
        ...

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        """The mentions in `fields` (name to text): fields as given, then by start. No two overlap."""
        ...
