"""What one article may send: so many entities and amounts, so many bytes. What goes out are always the first ones.

What refers to one that was left out refers to nothing then.
"""

from bisect import bisect_right
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest
from typing import Any

from schemas import EnrichedArticle, Lack, Money, Omitted, Part
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


def first_entities(found: Sequence[FoundEntity]) -> list[FoundEntity]:
    """The entities that an event may hold, with the mentions that it may hold."""
    return [_first_mentions(entity) for entity in found[:ENTITIES]]


def _first_mentions(entity: FoundEntity) -> FoundEntity:
    return entity if len(entity.mentions) <= MENTIONS else replace(entity, mentions=entity.mentions[:MENTIONS])


def first_amounts(found: Sequence[FoundAmount]) -> list[FoundAmount]:
    """The amounts that an event may hold."""
    return list(found[:AMOUNTS])


def within(event: EnrichedArticle, most: int) -> tuple[EnrichedArticle, bytes]:
    """The event with the first items of each part that fit into `most` bytes, and these bytes.

    They are more only where the article itself has more; screen lets none of these in.
    """
    value = encode(event)
    if len(value) <= most:
        return event, value
    room = most - len(encode(event.model_copy(update={part: [] for part in Part}))) - SPARE
    sizes = ([len(encode(item)) + 1 for item in items(event, part)] for part in Part)
    cut = first(event, *shares(room, *sizes))
    return cut, encode(cut)


def items(event: EnrichedArticle, part: Part) -> list[Any]:
    """What the event holds of a part, whose name its field has."""
    found: list[Any] = getattr(event, part)
    return found


def first(event: EnrichedArticle, *kept: int) -> EnrichedArticle:
    """The event with so many of the first items of each part; all of a part that is not told."""
    parts = {part.value: items(event, part)[:number] for part, number in zip_longest(Part, kept)}
    parts, limited = standing(parts, [part for part in Part if len(parts[part]) < len(items(event, part))])
    omitted = [*event.omitted, *(one for one in limited if one not in event.omitted)]
    return event.model_copy(update={**parts, "omitted": omitted})


def standing(parts: Mapping[str, list[Any]], cut: Collection[Part]) -> tuple[dict[str, list[Any]], list[Omitted]]:
    """The parts, some of which were cut, without what refers to amounts and entities that are no longer there; and what
    the event has to say of it. An amount that has lost a party to a cut of the entities is not complete either."""
    if not cut:
        return dict(parts), []
    money: list[Money] = parts[Part.MONEY]
    there = {entity.id for entity in parts[Part.ENTITIES]}
    stand = [_standing(one, len(money), there) for one in money]
    limited = [part for part in Part if part in cut or (part is Part.MONEY and stand != money)]
    return {**parts, Part.MONEY.value: stand}, [Omitted(part=part, reason=Lack.LIMIT) for part in limited]


def _standing(one: Money, amounts: int, entities: Container[str]) -> Money:
    gone: dict[str, object] = {
        name: None for name in ("equivalent_of", "repeats", "part_of") if (getattr(one, name) or 0) >= amounts
    }
    if not all(party.entity in entities for party in one.parties):
        gone["parties"] = [party for party in one.parties if party.entity in entities]
    return one.model_copy(update=gone) if gone else one


def shares(room: int, *sizes: Sequence[int]) -> tuple[int, ...]:
    """How many of the first items of each part, given the bytes of each, fit: every part may fill an equal share of the
    room, and what the others leave of theirs.

    >>> shares(100, [30, 30, 30], [20, 20, 20, 20]), shares(100, [30], [20, 20, 20, 20])
    ((2, 2), (1, 3))
    """
    if not sizes:
        return ()
    *others, last = sizes
    kept = fitting(last, max(room // len(sizes), room - sum(map(sum, others))))
    return (*shares(room - sum(last[:kept]), *others), kept)


def fitting(sizes: Sequence[int], room: int) -> int:
    """How many of the first ones fit."""
    return bisect_right(list(accumulate(sizes)), room)
