"""Cities: the one that the text qualifies, else the one that population and the article's countries agree on."""

import re
from collections.abc import Sequence
from math import log10

from streams.entities.entity import Link
from streams.entities.linking.context import Context
from streams.entities.linking.tables import City, Region, cities, regions
from streams.entities.mentions import Mention
from streams.entities.names import tokens
from streams.entities.places import country_code

# Points of evidence; log10 of the population is the prior.
CAPITAL = 1.0
SAME_COUNTRY = 2.0
SAME_STATE = 1.0
ENOUGH = 5.7
"""A city of half a million alone, or one of 15,000 in a country that the article names."""
MARGIN = 0.8
"""Points by which the best must lead: six times the population, or the country that the article names."""

_QUALIFIER = re.compile(r",\s+(?P<name>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})")


def city_link(group: Sequence[Mention], context: Context) -> Link | None:
    """The GeoNames link of a group that names a city, where name and context decide."""
    name, _, rest = group[0].text.partition(", ")
    found = cities().get(" ".join(tokens(name)), ())
    if not found:
        return None
    qualified = _qualified(found, rest, group, context)
    if qualified is not None:
        return _link(qualified[0]) if len(qualified) == 1 else None
    return _likeliest(" ".join(tokens(name)), found, context)


def _link(city: City) -> Link:
    return Link("geonames", city.geonameid, city.label)


def _qualified(found: Sequence[City], rest: str, group: Sequence[Mention], context: Context) -> Sequence[City] | None:
    """The cities that fit "Paris, Texas" or "Nairobi, Kenya"; None where nothing is said."""
    names = [rest] if rest else [m[1] for m in map(_QUALIFIER.match, (context.after(g, 40) for g in group)) if m]
    for name in names:
        words = name.split(" ")
        for size in range(len(words), 0, -1):
            fitting = _fitting(found, " ".join(words[:size]))
            if fitting is not None:
                return fitting
    return None


def _fitting(found: Sequence[City], place: str) -> Sequence[City] | None:
    code = country_code(place)
    states = {region.code for region in regions().get(" ".join(tokens(place)), ()) if region.geonameid}
    if code is None and not states:
        return None
    return [c for c in found if c.country == code or (c.country == "US" and c.region in states)][:1]


def _likeliest(key: str, found: Sequence[City], context: Context) -> Link | None:
    ranked = sorted(((_score(city, context), city) for city in found), key=lambda pair: -pair[0])
    best, city = ranked[0]
    if best < ENOUGH or (len(ranked) > 1 and best - ranked[1][0] < MARGIN):
        return None
    if any(_contradicts(region, city, context) for region in regions().get(key, ())):
        return None
    return _link(city)


def _score(city: City, context: Context) -> float:
    score = log10(city.population + 1) + CAPITAL * city.capital
    if city.country in context.countries:
        score += SAME_COUNTRY
    if city.country == "US" and city.region in context.states:
        score += SAME_COUNTRY + SAME_STATE
    return score


def _contradicts(region: Region, city: City, context: Context) -> bool:
    """Whether a state or province of the same name is as likely meant: one of a country that the article names."""
    return region.country != city.country and region.country in context.countries
