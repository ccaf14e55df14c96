"""Names in the news: text in, mentions and entities out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from streams.entities.agreement import agree
from streams.entities.budget import first_names, most_names, readable
from streams.entities.entity import FoundEntity, FoundLink
from streams.entities.joining import join_mentions
from streams.entities.linking.registers import country_of_place
from streams.entities.mentions import FoundMention
from streams.entities.missed_names import missed_names
from streams.entities.tagging.protocol import Tagger

__all__ = [
    "FoundEntities",
    "FoundEntity",
    "FoundLink",
    "FoundMention",
    "find_entities",
    "join_mentions",
    "linked_countries",
    "read_entities",
]


ENGLISH = frozenset({"en"})


class FoundEntities(NamedTuple):
    """The entities, in order of first mention, and whether the budget was enough for the `whole` article."""

    entities: list[FoundEntity]
    whole: bool


def read_entities(fields: Mapping[str, str], tagger: Tagger) -> FoundEntities:
    """The entities of an article as far as the budget reaches: tagged, completed by repeats of people, joined, linked.

    `fields` are the texts of the article by name ("title", "summary", "body"), in reading order.
    """
    read, all_read = readable(fields, count_words=tagger.languages == ENGLISH)
    most = most_names(fields)
    tagged, all_tagged = first_names(tagger.tag(read), most)
    agreed = agree(tagged)
    repeated, all_repeated = missed_names(read, agreed)
    named, all_named = first_names([*agreed, *repeated], most)
    return FoundEntities(join_mentions(fields, named), all_read and all_tagged and all_repeated and all_named)


def find_entities(fields: Mapping[str, str], tagger: Tagger) -> list[FoundEntity]:
    """What `read_entities` finds."""
    return read_entities(fields, tagger).entities


def linked_countries(entities: Sequence[FoundEntity]) -> tuple[str, ...]:
    """ISO 3166 alpha-2 codes of the countries that `entities` are or lie in, the most salient first."""
    weight: dict[str, float] = defaultdict(float)
    for entity in entities:
        for link in entity.links:
            if link.scheme == "geonames":  # other registers have the same numbers for other things
                weight[country_of_place().get(link.id, "")] += entity.salience
            elif link.scheme == "iso3166":
                weight[link.id] += entity.salience
    weight.pop("", None)
    return tuple(sorted(weight, key=lambda code: (-weight[code], code)))
