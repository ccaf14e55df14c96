"""What was found, in the form in which it is published."""

from decimal import Decimal

from schemas import Entity, Link, Mention, Money
from schemas.found import Currency
from streams.entities import FoundEntity
from streams.money import FoundAmount


def entity_model(found: FoundEntity) -> Entity:
    """An entity of the text as it stands in an event."""
    return Entity(
        id=found.id,
        type=found.type,
        name=found.name,
        links=[Link(scheme=link.scheme, id=link.id, label=link.label) for link in found.links],
        role=found.role,
        salience=found.salience,
        in_title=found.in_title,
        mentions=[Mention(field=m.field, start=m.start, end=m.end, text=m.text) for m in found.mentions],
    )


def money_model(found: FoundAmount) -> Money:
    """An amount of the text as it stands in an event."""
    return Money(
        field=found.field,
        start=found.start,
        end=found.end,
        text=found.text,
        amount=_text(found.amount),
        amount_max=_text(found.amount_max),
        magnitude=_text(found.magnitude),
        currency=found.currency,
        currency_basis=Currency(found.currency_basis) if found.currency_basis else None,
        approximate=found.approximate,
        bound=found.bound,
        per=found.per,
        equivalent_of=found.equivalent_of,
        implied_rate=_text(found.implied_rate),
        repeats=found.repeats,
        part_of=found.part_of,
        # Nothing finds these yet.
        kind=None,
        parties=[],
    )


def _text(number: Decimal | None) -> str | None:
    """Plain digits, without an exponent and without zeros that say nothing: `90000000000`, `0.5`."""
    if number is None:
        return None
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
