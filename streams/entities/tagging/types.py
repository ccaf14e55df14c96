"""The types of other taggers in the words of this project."""

from streams.entities.mentions import LOC, ORG, PERSON

_TYPES = {
    "PERSON": PERSON,
    "PER": PERSON,
    "ORG": ORG,
    "ORGANIZATION": ORG,
    "ORGANISATION": ORG,
    "CORPORATION": ORG,
    "LOC": LOC,
    "LOCATION": LOC,
    "GPE": LOC,
}


def type_of(label: str) -> str | None:
    """The type for another tagger's `label`, or None if there is none (dates, laws, nationalities, ...)."""
    return _TYPES.get(label.upper())
