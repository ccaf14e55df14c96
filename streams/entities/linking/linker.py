"""Which registers an entity of each type is looked up in, in which order."""

from collections.abc import Callable, Sequence

from streams.entities.entity import FoundLink
from streams.entities.linking.article_context import ArticleContext
from streams.entities.linking.cities import city_links
from streams.entities.linking.companies import company_links
from streams.entities.linking.countries import country_links, state_links
from streams.entities.mentions import LOC, ORG, FoundMention

Links = tuple[FoundLink, ...]
Linker = Callable[[Sequence[FoundMention], ArticleContext], Links]
"""The links of one group of mentions, the identifying one first; empty where the evidence does not decide."""

LINKERS: dict[str, tuple[Linker, ...]] = {
    LOC: (country_links, state_links, city_links),
    ORG: (company_links,),
}
"""By type, in the order in which they are asked: the first that finds links decides. A scheme is a module and a row."""


def link_group(group: Sequence[FoundMention], context: ArticleContext) -> Links:
    """The links that the first of the type's registers has for a group; empty where none decides."""
    found = (linker(group, context) for linker in LINKERS.get(group[0].type, ()))
    return next(filter(None, found), ())
