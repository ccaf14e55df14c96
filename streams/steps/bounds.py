"""What one article may send: so many entities and amounts, so many bytes. What goes out are always the first ones.

What refers to one that was left out refers to nothing then.
"""

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import accumulate

from schemas import EnrichedArticle, Entity, Lack, Money, Omitted, Part
from schemas.codec import encode
from streams.entities import FoundEntity
from streams.money import FoundAmount

ENTITIES = 500
AMOUNTS = 400
MENTIONS = 200
"""Of one entity. In some ten thousand articles of news the most were 181 entities, 39 amounts and 116 mentions."""
TITLE = 300
"""Code points of the title in a flat record."""
FLAT_BYTES = 3 * 1024 * 1024
"""Of all flat records that add something for one article, with their keys and headers. What a retraction withdraws
stays below by itself: 200 records of 12 kB at the very most."""
BESIDE = 64 * 1024
"""Of the key and headers of an event, and of the withdrawals for a revision."""
SPARE = 1024
"""Bytes of an event for what is not known before it is judged: the ids of others, and what was omitted."""


def most_bytes(max_event_bytes: int) -> int:
    """What one article sends in all, with keys and headers, is never more."""
    return max_event_bytes + FLAT_BYTES + BESIDE


def first_entities(found: Sequence[FoundEntity]) -> tuple[list[FoundEntity], list[Omitted]]:
    """The entities that an event may hold, and what it has to say of the others."""
    kept = [_first_mentions(entity) for entity in found[:ENTITIES]]
    return kept, [] if kept == list(found) else [Omitted(part=Part.ENTITIES, reason=Lack.LIMIT)]


def _first_mentions(entity: FoundEntity) -> FoundEntity:
    return entity if len(entity.mentions) <= MENTIONS else replace(entity, mentions=entity.mentions[:MENTIONS])


def first_amounts(found: Sequence[FoundAmount]) -> tuple[list[FoundAmount], list[Omitted]]:
    """The amounts that an event may hold, and what it has to say of the others."""
    return list(found[:AMOUNTS]), [] if len(found) <= AMOUNTS else [Omitted(part=Part.MONEY, reason=Lack.LIMIT)]


def within(event: EnrichedArticle, most: int) -> tuple[EnrichedArticle, bytes]:
    """The event with the first entities and amounts that fit into `most` bytes, and these bytes.

    They are more only where the article itself has more; screen lets none of these in.
    """
    value = encode(event)
    if len(value) <= most:
        return event, value
    room = most - len(encode(event.model_copy(update={"entities": [], "money": []}))) - SPARE
    sizes = ([len(encode(item)) + 1 for item in part] for part in (event.entities, event.money))
    cut = first(event, *shares(room, *sizes))
    return cut, encode(cut)


def first(event: EnrichedArticle, entities: int, amounts: int) -> EnrichedArticle:
    """The event with so many of its first entities and amounts."""
    cut = [
        Omitted(part=part, reason=Lack.LIMIT)
        for part, kept, found in (
            (Part.ENTITIES, entities, len(event.entities)),
            (Part.MONEY, amounts, len(event.money)),
        )
        if kept < found
    ]
    omitted = [*event.omitted, *(one for one in cut if one not in event.omitted)]
    kept_entities, kept_money = event.entities[:entities], event.money[:amounts]
    money = standing(kept_money, kept_entities)
    return event.model_copy(update={"entities": kept_entities, "money": money, "omitted": omitted})


def standing(money: Sequence[Money], entities: Sequence[Entity]) -> list[Money]:
    """The amounts without references to amounts and entities that are not among these."""
    there = {entity.id for entity in entities}
    return [_standing(one, len(money), there) for one in money]


def _standing(one: Money, amounts: int, entities: Container[str]) -> Money:
    gone: dict[str, object] = {
        name: None for name in ("equivalent_of", "repeats", "part_of") if (getattr(one, name) or 0) >= amounts
    }
    if not all(party.entity in entities for party in one.parties):
        gone["parties"] = [party for party in one.parties if party.entity in entities]
    return one.model_copy(update=gone) if gone else one


def shares(room: int, entities: Sequence[int], amounts: Sequence[int]) -> tuple[int, int]:
    """How many of the first entities and amounts, given the bytes of each, fit: each part may fill half of the room,
    and what the other leaves of its half.

    >>> shares(100, [30, 30, 30], [20, 20, 20, 20]), shares(100, [30], [20, 20, 20, 20])
    ((2, 2), (1, 3))
    """
    of_amounts = fitting(amounts, max(room // 2, room - sum(entities)))
    return fitting(entities, room - sum(amounts[:of_amounts])), of_amounts


def fitting(sizes: Sequence[int], room: int) -> int:
    """How many of the first ones fit."""
    return bisect_right(list(accumulate(sizes)), room)
