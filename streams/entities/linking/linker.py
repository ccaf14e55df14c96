"""Which register an entity of each type is looked up in, in which order."""

from collections.abc import Sequence

from streams.entities.entity import FoundLink
from streams.entities.linking.article_context import ArticleContext
from streams.entities.linking.cities import city_link
from streams.entities.linking.companies import company_links
from streams.entities.linking.countries import country_link, state_link
from streams.entities.mentions import LOC, ORG, FoundMention


def link_group(group: Sequence[FoundMention], context: ArticleContext) -> tuple[FoundLink, ...]:
    """The links of one group of mentions, the identifying one first; empty where the evidence does not decide."""
    if group[0].type == LOC:
        found = country_link(group, context) or state_link(group, context) or city_link(group, context)
        return (found,) if found else ()
    return company_links(group, context) if group[0].type == ORG else ()
