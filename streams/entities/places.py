"""Mentions of places joined: names of one country are one, all others go by their folded name."""

from collections.abc import Sequence

from streams.entities.linking.registers import countries
from streams.entities.mentions import FoundMention
from streams.entities.names import tokens

ACRONYM = 3
"""Letters up to which a country's name counts only in capitals: "US" is a country, "us" is none."""


def country_code(text: str) -> str | None:
    """ISO 3166 alpha-2 code of the country that `text` names, if it names one.

    >>> country_code("the U.S."), country_code("Britain’s"), country_code("Us")
    ('US', 'GB', None)
    """
    key = " ".join(tokens(text))
    if len(key) <= ACRONYM and not _in_capitals(text, key):
        return None
    country = countries().get(key)
    return country.code if country else None


def _in_capitals(text: str, key: str) -> bool:
    return key.upper() in text.replace(".", "")


def place_key(text: str) -> str:
    """What two mentions of the same place have in common."""
    return country_code(text) or " ".join(tokens(text))


def join_places(mentions: Sequence[FoundMention], indices: Sequence[int]) -> list[list[int]]:
    """Group the `indices` (into `mentions`, document order) that name the same place."""
    groups: dict[str, list[int]] = {}
    for index in indices:
        groups.setdefault(place_key(mentions[index].text), []).append(index)
    return list(groups.values())
