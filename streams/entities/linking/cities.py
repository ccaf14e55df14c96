"""Cities: the one that the text qualifies, else the one that population and the article's countries agree on."""

import re
from collections.abc import Sequence
from functools import cache
from math import log10

from streams.entities.entity import FoundLink
from streams.entities.linking.article_context import ArticleContext
from streams.entities.linking.registers import City, cities, regions
from streams.entities.mentions import FoundMention
from streams.entities.names import tokens
from streams.entities.places import country_code
from streams.entities.word_lists import words
from streams.tables import Tables

# Points of evidence; log10 of the population is the prior.
CAPITAL = 1.0
SAME_COUNTRY = 2.0
SAME_STATE = 1.0
FAME = 0.4
"""By the order of magnitude in which the news names the city: Geneva is no larger than Morelia."""
ENOUGH = 6.2
"""A city of a million alone, a well-known one of half a million, or 15,000 in a country that the article names."""
MARGIN = 0.8
"""Points by which the best must lead: six times the population, or the country that the article names."""
FAMOUS = 1_000_000
"""People from which on a city is meant by its bare name: its small namesakes are introduced with their state."""
SMALL = 20
"""How many times smaller than a famous namesake a city must be for that."""
TOWN = 500_000
"""People below which a city's name means the province of that name as readily."""
KNOWN = 50
"""Times that the open news names a city whose name nevertheless means the city."""
DATELINE = 3
"""Characters before a dateline at most."""

_DISTRICTS = re.compile(r"\b(?:counties|provinces|districts|states|regions|governorates|departments)\b")
_CITY_CUE = re.compile(r"\b(?:city|town|port)\s+of\s+\||\|\s+(?:[Cc]ity|town)\b")
_QUALIFIER = re.compile(r",\s+(?P<name>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})")


def city_links(group: Sequence[FoundMention], context: ArticleContext) -> tuple[FoundLink, ...]:
    """The GeoNames link of a group that names a city, where name and context decide."""
    city = _city(group, context)
    return (FoundLink("geonames", city.geonameid, city.label),) if city else ()


def _city(group: Sequence[FoundMention], context: ArticleContext) -> City | None:
    name, _, rest = group[0].text.partition(", ")
    key = " ".join(tokens(name))
    found = cities().get(key, ())
    if not found or key in words("ambiguous_places") or _is_district(group, context):
        return None
    qualified = _qualified(found, rest, group, context)
    if qualified is not None:
        return qualified[0] if len(qualified) == 1 else None
    return _likeliest(key, group, found, context)


def _qualified(
    found: Sequence[City], rest: str, group: Sequence[FoundMention], context: ArticleContext
) -> Sequence[City] | None:
    """The cities that fit "Paris, Texas" or "Nairobi, Kenya"; None where nothing is said."""
    names = [rest] if rest else [m[1] for m in map(_QUALIFIER.match, (context.after(g, 40) for g in group)) if m]
    for name in names:
        parts = name.split(" ")
        for size in range(len(parts), 0, -1):
            fitting = _fitting(found, " ".join(parts[:size]))
            if fitting is not None:
                return fitting
    return None


def _fitting(found: Sequence[City], place: str) -> Sequence[City] | None:
    code = country_code(place)
    states = {region.code for region in regions().get(" ".join(tokens(place)), ()) if region.geonameid}
    if code is None and not states:
        return None
    return [c for c in found if c.country == code or (c.country == "US" and c.region in states)][:1]


def _likeliest(key: str, group: Sequence[FoundMention], found: Sequence[City], context: ArticleContext) -> City | None:
    ranked = sorted(((_score(city, context), city) for city in found), key=lambda pair: -pair[0])
    best, city = ranked[0]
    famous = _famous(city, found)
    if famous is not None:
        return famous
    if best < ENOUGH or (len(ranked) > 1 and best - ranked[1][0] < MARGIN):
        return None
    if city.population < TOWN and _may_be_province(key, city, group, context):
        return None
    return city


def _famous(city: City, found: Sequence[City]) -> City | None:
    """The famous namesake beside which `city` is never meant by the bare name: Paris, whatever Texas has to do."""
    for other in found:
        if other.population > city.population * SMALL and (other.population >= FAMOUS or other.capital):
            return other
    return None


def _may_be_province(key: str, city: City, group: Sequence[FoundMention], context: ArticleContext) -> bool:
    """Whether a state or province of the same name may be meant, or a list of such is being read out."""
    if city.capital or any(_is_called_city(mention, context) for mention in group):
        return False
    if regions().get(key) and city.seen < KNOWN:
        return True
    return any(_DISTRICTS.search(context.before(m, 100) + context.after(m, 60)) for m in group)


def _is_called_city(mention: FoundMention, context: ArticleContext) -> bool:
    """Whether the text says "city", or the name is a dateline ("BULAWAYO, Jun 10 (IPS)")."""
    if mention.start < DATELINE and mention.text.isupper() and context.after(mention, 1) == ",":
        return True
    around = context.before(mention, 12) + "|" + context.after(mention, 6)
    return bool(_CITY_CUE.search(around))


def _is_district(group: Sequence[FoundMention], context: ArticleContext) -> bool:
    """Whether most mentions are followed by "province" and the like."""
    return 2 * sum(bool(_districts().match(context.after(mention, 16))) for mention in group) > len(group)


@cache
def _districts() -> re.Pattern[str]:
    """What follows the name of a province or a river: "Bungoma County" is not the city, whatever its size."""
    return re.compile(
        rf"[\s-]+(?:{'|'.join(Tables('streams.entities.linking').words('districts.txt'))})\b", re.IGNORECASE
    )


def _score(city: City, context: ArticleContext) -> float:
    score = log10(city.population + 1) + CAPITAL * city.capital + FAME * log10(1 + city.seen)
    if city.country in context.countries:
        score += SAME_COUNTRY
    if city.country == "US" and city.region in context.states:
        score += SAME_COUNTRY + SAME_STATE
    return score
