"""Which currency a sum is in, when its words leave more than one."""

from collections.abc import Iterable
from dataclasses import dataclass

from streams.money import cldr
from streams.money.model import Basis, MoneyContext
from streams.money.units import Unit

Verdict = tuple[str | None, Basis | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an article tells: codes that it names outright, and lands in the order in which they should be asked."""

    explicit: tuple[str, ...]
    lands: tuple[str, ...]
    context: MoneyContext


def evidence(units: Iterable[Unit], context: MoneyContext, lands: tuple[str, ...] = ()) -> Evidence:
    """Gathers evidence from the article's own units, its context and the `lands` that its words name."""
    explicit = tuple(dict.fromkeys(unit.codes[0] for unit in units if len(unit.codes) == 1))
    region = _region(context.language)
    asked = [context.publisher_country, *context.places, region, *lands]
    return Evidence(explicit, tuple(dict.fromkeys(land for land in asked if land)), context)


def decide(unit: Unit, known: Evidence) -> Verdict:
    """The unit's currency and how it is known."""
    if not unit.codes:
        return None, None
    if len(unit.codes) == 1:
        return unit.codes[0], "explicit"
    for code in _asked(unit, known):
        if code in unit.codes:
            return code, "context"
    dollar = known.context.default_dollar
    return (dollar if unit.codes[0] == "USD" and dollar in unit.codes else unit.codes[0]), "assumed"


def _asked(unit: Unit, known: Evidence) -> Iterable[str]:
    """Codes in the order of their weight. A land answers with its own money only."""
    if "USD" in unit.codes and "US" in known.context.places:
        yield "USD"
    publisher = known.context.publisher_country
    if publisher:
        yield from cldr.tender().get(publisher, ())[:1]
    if "USD" not in unit.codes:  # an article that names its dollars writes the bare sign for another
        yield from known.explicit
    for land in known.lands:
        yield from (code for code in cldr.tender().get(land, ())[:2])


def _region(tag: str) -> str | None:
    parts = tag.replace("_", "-").split("-")[1:]
    return next((part.upper() for part in parts if len(part) == 2), None)
