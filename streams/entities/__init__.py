"""Names in the news: text in, mentions and entities out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from streams.entities.agreement import agree
from streams.entities.entity import Entity, Link
from streams.entities.joining import join_mentions
from streams.entities.linking.tables import country_of_place
from streams.entities.mentions import Mention
from streams.entities.repeats import repeats
from streams.entities.tagging.protocol import Tagger

__all__ = ["Entity", "Link", "Mention", "find_entities", "join_mentions", "linked_countries"]


def find_entities(fields: Mapping[str, str], tagger: Tagger) -> list[Entity]:
    """The entities of an article, in order of first mention: tagged, completed by repeats of people, joined, linked.

    ``fields`` are the texts of the article by name ("title", "summary", "body"), in reading order.
    """
    tagged = agree(tagger.tag(fields))
    return join_mentions(fields, [*tagged, *repeats(fields, tagged)])


def linked_countries(entities: Sequence[Entity]) -> tuple[str, ...]:
    """ISO 3166 alpha-2 codes of the countries that ``entities`` are or lie in, the most salient first."""
    weight: dict[str, float] = defaultdict(float)
    for entity in entities:
        for link in entity.links:
            code = link.id if link.scheme == "iso3166" else country_of_place().get(link.id, "")
            weight[code] += entity.salience
    weight.pop("", None)
    return tuple(sorted(weight, key=lambda code: (-weight[code], code)))
