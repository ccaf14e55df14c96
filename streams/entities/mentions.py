"""A mention: one place in an article where a person, an organisation or a place is named."""

from dataclasses import dataclass

PERSON = "PERSON"
ORG = "ORG"
LOC = "LOC"
TYPES = (PERSON, ORG, LOC)


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A name as it stands in one field of an article.

    `start` and `end` are half-open offsets in Unicode code points of that field, so that
    `text == fields[field][start:end]`. `type` is one of `PERSON`, `ORG` and `LOC`.
    """

    field: str
    start: int
    end: int
    text: str
    type: str
