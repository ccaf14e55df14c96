"""What an article says beyond a name: the groups of mentions, and the countries and regions that it is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from streams.entities.linking.registers import City, cities, demonyms, regions
from streams.entities.mentions import LOC, FoundMention
from streams.entities.names import tokens
from streams.entities.places import country_code
from streams.entities.word_lists import words

BUSINESS = 5
"""Different words such as "shares" in an article from which on it is about business."""

METROPOLIS = 1_500_000
"""People from which on a city tells the country that an article is about."""
NAMESAKE = 10
"""How many times larger it must be than the next city of its name."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class ArticleContext:
    """One article as the linkers see it: its texts, and its mentions grouped into entities."""

    fields: Mapping[str, str]
    groups: Sequence[Sequence[FoundMention]]

    @cached_property
    def places(self) -> frozenset[str]:
        """Keys of all the places that are named."""
        return frozenset(" ".join(tokens(m.text)) for group in self.groups for m in group if m.type == LOC)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all fields, as printed."""
        return frozenset(word for text in self.fields.values() for word in _WORD.findall(text))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Alpha-2 codes of the countries that the article names, by name, people ("Thai") or American state.

        A two-faced name ("Georgia") counts for nothing.
        """
        named = {country_code(group[0].text) for group in self.groups if group[0].type == LOC}
        found = {code for code in named if code} | self._peoples | self._home_of_cities
        return frozenset(found | {"US"} if self.states else found) - TWO_FACED

    @property
    def _peoples(self) -> set[str]:
        return {code for people, code in demonyms().items() if self._names_people(people)}

    def _names_people(self, people: str) -> bool:
        if " " not in people:
            return people in self.words
        # The words first: looking a text through for every people would cost more than all the rest.
        return self.words.issuperset(people.split(" ")) and any(people in text for text in self.fields.values())

    @property
    def _home_of_cities(self) -> set[str]:
        """Countries of the capitals and metropolises that are named and have no namesake near their size."""
        candidates = (cities().get(place, ()) for place in self.places if place not in words("ambiguous_places"))
        return {found[0].country for found in candidates if found and _is_metropolis(found)}

    @cached_property
    def states(self) -> frozenset[str]:
        """Two-letter codes of the American states that are named in full."""
        found = {region.code for place in self.places if len(place) > 2 for region in regions().get(place, ())}
        return frozenset(code for code in found if code) - {"GA"}

    @cached_property
    def is_business(self) -> bool:
        """Whether the article speaks of business throughout."""
        return len({word.lower() for word in self.words} & words("company_cues")) >= BUSINESS

    def after(self, mention: FoundMention, size: int) -> str:
        """The text that follows a mention."""
        return self.fields[mention.field][mention.end : mention.end + size]

    def before(self, mention: FoundMention, size: int) -> str:
        """The text that precedes a mention."""
        return self.fields[mention.field][max(0, mention.start - size) : mention.start]


TWO_FACED = frozenset({"GE"})
"""Countries whose name is an American state's as well."""


def _is_metropolis(found: Sequence[City]) -> bool:
    first = found[0]
    alone = len(found) == 1 or first.population > found[1].population * NAMESAKE
    return alone and (first.capital or first.population >= METROPOLIS)
