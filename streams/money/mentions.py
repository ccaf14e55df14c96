"""How the amounts of an article hang together: which repeat one another, and which is a part of which."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from streams.money.model import FoundAmount
from streams.money.relations import relations
from streams.money.repeats import find_repeats
from streams.money.restate import rate
from streams.money.sentence import Sentence, sentence, words_of
from streams.money.wholes import find_wholes


def related(amounts: list[FoundAmount], fields: Mapping[str, str], code: str) -> list[FoundAmount]:
    """The same amounts with `repeats` and `part_of`; what stands with none of these and no `equivalent_of` is a sum
    of its own.

    Args:
        amounts: in reading order, with `equivalent_of`.
        fields: name → text.
        code: primary subtag of a language that has tables.
    """
    if len(amounts) < 2:
        return amounts
    language, units = relations(code), words_of(one.text for one in amounts)

    @cache
    def sentence_of(index: int) -> Sentence:
        return sentence(amounts[index], fields[amounts[index].field], language, units)

    repeats = find_repeats(amounts, sentence_of, language)
    related = _restated([replace(one, repeats=repeats.get(at)) for at, one in enumerate(amounts)])
    return _with_wholes(related, find_wholes(amounts, fields, sentence_of, code))


def _restated(amounts: list[FoundAmount]) -> list[FoundAmount]:
    """Where "€90 million ($105 million)" repeats the $105 million of the title, its euros restate these as well."""
    found = list(amounts)
    for index, one in enumerate(amounts):
        if one.equivalent_of is None or one.repeats is None:
            continue
        first, later = sorted((_root(found, one.equivalent_of), one.repeats))
        if first != later and found[first].currency != found[later].currency:
            implied = rate(found[later].amount, found[first].amount)
            found[later] = replace(found[later], equivalent_of=first, implied_rate=implied)
    return found


def _with_wholes(amounts: list[FoundAmount], wholes: Mapping[int, int]) -> list[FoundAmount]:
    """What is a part of a sum is so wherever it is told: the mention that says it, and the first of all."""
    found = list(amounts)
    for part, whole in wholes.items():
        root = _root(found, whole)
        for mention in {part, _root(found, part)}:
            if mention not in _chain(found, root):
                found[mention] = replace(found[mention], part_of=root)
    return found


def _root(amounts: list[FoundAmount], index: int) -> int:
    """The first amount that states the sum of this one, in whatever currency."""
    while (earlier := amounts[index].repeats if amounts[index].repeats is not None else amounts[index].equivalent_of) is not None:
        index = earlier
    return index


def _chain(amounts: list[FoundAmount], index: int) -> list[int]:
    """An amount, what it is a part of, and so on: nothing is a part of itself."""
    chain = [index]
    while (whole := amounts[chain[-1]].part_of) is not None:
        chain.append(_root(amounts, whole))
    return chain
