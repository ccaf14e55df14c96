"""How much of an article is about an entity, from 0 to 1."""

from collections.abc import Mapping, Sequence
from math import log

from streams.entities.mentions import FoundMention

WEIGHTS = {"mentions": 0.45, "title": 0.25, "position": 0.3}


def salience(fields: Mapping[str, str], groups: Sequence[Sequence[FoundMention]]) -> list[float]:
    """One number for each group of mentions, four places; the same input always gives the same.

    The share of mentions (logarithmic, against the most named one), standing in the title, and how early the first
    mention comes. An article without a title is judged by the other two.
    """
    most = max((len(group) for group in groups), default=1)
    starts = _starts(fields)
    length = max(1, sum(len(text) for text in fields.values()))
    weights = WEIGHTS if fields.get("title") else WEIGHTS | {"title": 0.0}
    total = sum(weights.values())

    def one(group: Sequence[FoundMention]) -> float:
        first = min(starts[mention.field] + mention.start for mention in group)
        titled = any(mention.field == "title" for mention in group)
        score = weights["mentions"] * log(1 + len(group)) / log(1 + most)
        score += weights["title"] * titled + weights["position"] * (1 - first / length)
        return round(score / total, 4)

    return [one(group) for group in groups]


def _starts(fields: Mapping[str, str]) -> dict[str, int]:
    starts, at = {}, 0
    for name, text in fields.items():
        starts[name] = at
        at += len(text)
    return starts
