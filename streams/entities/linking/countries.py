"""Countries, and the one that shares its name with an American state."""

from collections.abc import Sequence

from streams.entities.entity import FoundLink
from streams.entities.linking.article_context import TWO_FACED, ArticleContext
from streams.entities.linking.registers import Georgia, cities, countries, georgia, regions
from streams.entities.mentions import FoundMention
from streams.entities.names import tokens
from streams.entities.places import country_code

METROPOLIS = 500_000
"""People from which on an American city takes its name from the state that it is called after."""


def country_links(group: Sequence[FoundMention], context: ArticleContext) -> tuple[FoundLink, ...]:
    """The ISO 3166 link of a group that names a country."""
    code = country_code(group[0].text)
    if code is None or (code in TWO_FACED and not _is_caucasian(context)):
        return ()
    key = " ".join(tokens(group[0].text))
    return (FoundLink("iso3166", code, countries()[key].label),)


def state_links(group: Sequence[FoundMention], context: ArticleContext) -> tuple[FoundLink, ...]:
    """The GeoNames link of a group that names a state of the United States, in full or as newspapers shorten it."""
    key = " ".join(tokens(group[0].text))
    name = key.removesuffix(" state").removeprefix("state of ")
    found = [region for region in regions().get(name, ()) if region.geonameid]
    if not found or (len(name) <= 2 and not _follows_a_city(group, context)):
        return ()
    if (name == "georgia" and not _is_american(context)) or (key == name and _is_rather_a_city(name)):
        return ()
    return (FoundLink("geonames", found[0].geonameid, found[0].label),)


def _is_rather_a_city(name: str) -> bool:
    """New York and Washington: the city is what the bare name means."""
    return any(city.population >= METROPOLIS and city.country == "US" for city in cities().get(name, ()))


def _follows_a_city(group: Sequence[FoundMention], context: ArticleContext) -> bool:
    return any(context.before(mention, 2) == ", " for mention in group)


def _is_caucasian(context: ArticleContext) -> bool:
    near = context.countries & georgia(Georgia.COUNTRY) or context.places & georgia(Georgia.CAUCASIAN)
    return bool(near) and not _is_american(context)


def _is_american(context: ArticleContext) -> bool:
    if context.places & georgia(Georgia.CAUCASIAN):
        return False
    return bool(context.states) or bool(context.places & georgia(Georgia.AMERICAN))
