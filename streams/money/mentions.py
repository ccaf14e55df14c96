"""How the amounts of an article hang together: which repeat one another, and which is a part of which."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from streams.money.model import FoundAmount
from streams.money.relations import relations
from streams.money.repeats import find_repeats
from streams.money.restate import rate
from streams.money.statement import Statement, statement, words_of
from streams.money.wholes import find_wholes


def related(amounts: list[FoundAmount], fields: Mapping[str, str], tag: str) -> list[FoundAmount]:
    """The same amounts with `repeats` and `part_of`; what stands with none of these and no `equivalent_of` is a sum
    of its own.

    Args:
        amounts: in reading order, with `equivalent_of`.
        fields: name → text.
        tag: BCP 47 tag of their language.
    """
    if len(amounts) < 2:
        return amounts
    language = relations(tag)

    @cache
    def units() -> frozenset[str]:
        return words_of(one.text for one in amounts)

    @cache  # both are asked for in few articles, where figures are equal or a word tells of a part
    def statement_of(index: int) -> Statement:
        return statement(amounts[index], fields[amounts[index].field], language, units())

    repeats = find_repeats(amounts, statement_of)
    related = [replace(one, repeats=repeats[at]) if at in repeats else one for at, one in enumerate(amounts)]
    return _with_wholes(_restated(related), find_wholes(amounts, fields, statement_of, language))


def _restated(amounts: list[FoundAmount]) -> list[FoundAmount]:
    """Where "€90 million ($105 million)" repeats the $105 million of the title, its euros restate these as well."""
    found = list(amounts)
    for one in amounts:
        if one.equivalent_of is None or one.repeats is None:
            continue
        first, later = sorted((_root(found, one.equivalent_of), _root(found, one.repeats)))
        if first != later and found[first].currency != found[later].currency:
            implied = rate(found[later].amount, found[first].amount)
            found[later] = replace(found[later], equivalent_of=first, implied_rate=implied)
    return found


def _with_wholes(amounts: list[FoundAmount], wholes: Mapping[int, int]) -> list[FoundAmount]:
    """What is a part of a sum is so wherever it is told: the amount that says so, and the first that states it."""
    found = list(amounts)
    for part, whole in wholes.items():
        first, root = _root(found, part), _root(found, whole)
        if first not in _chain(found, root):
            for index in {part, first}:
                found[index] = replace(found[index], part_of=root)
    return found


def _root(amounts: list[FoundAmount], index: int) -> int:
    """The first amount that states the sum of this one, in whatever currency."""
    while True:
        one = amounts[index]
        earlier = one.equivalent_of if one.repeats is None else one.repeats
        if earlier is None:
            return index
        index = earlier


def _chain(amounts: list[FoundAmount], index: int) -> list[int]:
    """A sum, what it is a part of, and so on: nothing is a part of itself."""
    chain = [index]
    while (whole := amounts[chain[-1]].part_of) is not None:
        chain.append(whole)
    return chain
